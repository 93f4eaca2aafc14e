import { describe, expect, it } from 'vitest';
import { credentialsSeen } from '../../../src/checks/reading/credentials-seen.ts';
import { type FileSpec, memoryHost } from '../../../src/node/host/memory-host.ts';
import { inspectNode } from '../../../src/node/inspect-node.ts';
import { soundNode } from '../../pki/node.ts';

function seen(change: Record<string, FileSpec | null>): boolean {
  const files = Object.entries({ ...soundNode(), ...change }).filter(([, file]) => file !== null);
  const host = memoryHost(Object.fromEntries(files) as Record<string, FileSpec>);
  return credentialsSeen({ host, report: inspectNode(host) });
}

describe('the credentials of a kubelet', () => {
  it('are seen on a sound node, with or without keys', () => {
    expect(seen({})).toBe(true);
    expect(seen({ '/etc/kubernetes/pki/apiserver.key': null })).toBe(true);
  });

  it.each<[string, FileSpec | null]>([
    ['/etc/kubernetes/kubelet.conf', null],
    ['/etc/kubernetes/kubelet.conf', ''],
    ['/etc/kubernetes/pki/ca.crt', null],
    ['/etc/kubernetes/pki/ca.crt', { link: '/srv/pki/ca.crt' }],
    ['/var/lib/kubelet/pki/kubelet-client-current.pem', null],
  ])('are not where a copy has no %s as it was', (path, content) => {
    expect(seen({ [path]: content })).toBe(false);
  });
});
