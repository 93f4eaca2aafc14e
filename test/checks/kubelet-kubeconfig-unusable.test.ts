import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileSpec } from '../../src/node/host/memory-host.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOnNode } from './support.ts';

const KUBECONFIG = '/etc/kubernetes/kubelet.conf';
const FLAGS = `--kubeconfig=${KUBECONFIG} --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf`;
const CONFIG = 'apiVersion: v1\nkind: Config\n';

function reasons(files: Record<string, FileSpec>, flags = FLAGS, live = false) {
  const unit = `[Service]\nExecStart=/usr/bin/kubelet ${flags}\n`;
  const node = {
    '/etc/systemd/system/kubelet.service': unit,
    '/usr/bin/kubelet': { text: '\x7fELF', mode: 0o755 },
    ...files,
  };
  return findingsOnNode(memoryHost(node, { live }))
    .filter(({ ruleId }) => ruleId === 'kubelet-kubeconfig-unusable')
    .map(({ message }) =>
      message.replace(/^the kubelet ends right after its start: |, and there is no .*/g, ''),
    );
}

describe('a kubeconfig', () => {
  it('is missing on a machine, and on a copy that has others', () => {
    expect(reasons({}, FLAGS, true)).toEqual([`there is no kubeconfig "${KUBECONFIG}"`]);
    expect(reasons({ '/etc/kubernetes/admin.conf': CONFIG })).toEqual([
      `there is no kubeconfig "${KUBECONFIG}"`,
    ]);
    expect(reasons({ '/etc/kubernetes/admin.conf': 'flags=1\n' })).toEqual([]);
  });

  it('is made anew from a bootstrap kubeconfig, whatever is wrong with it', () => {
    expect(reasons({ '/etc/kubernetes/bootstrap-kubelet.conf': CONFIG, [KUBECONFIG]: '\t' })).toEqual([]);
  });

  it('is needed without a bootstrap kubeconfig too, and not at all without the flag', () => {
    expect(reasons({ [KUBECONFIG]: 'a: [' }, `--kubeconfig=${KUBECONFIG}`)).toHaveLength(1);
    expect(reasons({ [KUBECONFIG]: 'a: [' }, '')).toEqual([]);
  });

  it('names a client certificate, which may be a dangling link', () => {
    const pem = '/var/lib/kubelet/pki/kubelet-client-current.pem';
    const text = `${CONFIG}users:\n- name: a\n  user:\n    client-certificate: ${pem}\n`;
    const link = { link: 'kubelet-client-2026.pem' };
    expect(reasons({ [KUBECONFIG]: text, [pem]: link, '/var/lib/kubelet/pki/kubelet.key': 'k' })).toEqual([
      `there is no client certificate "${pem}", which its kubeconfig names`,
    ]);
    // A copy without any key.
    expect(reasons({ [KUBECONFIG]: text, [pem]: link, '/var/lib/kubelet/pki/kubelet.crt': 'c' })).toEqual([]);
  });

  it('is no file at all', () => {
    for (const [content, reason] of [
      [{ link: KUBECONFIG }, 'its symbolic links lead in a circle'],
      [{ dir: true }, 'it is a directory'],
      [{ fifo: true }, 'it is a named pipe'],
    ] as const)
      expect(reasons({ [KUBECONFIG]: content })).toEqual([
        expect.stringContaining(`its kubeconfig "${KUBECONFIG}" can't be read: ${reason}`),
      ]);
  });

  it('is made anew on a control plane node, and for another node there', () => {
    const help = (files: Record<string, FileSpec>) => {
      const unit = {
        '/etc/systemd/system/kubelet.service': `[Service]\nExecStart=/usr/bin/kubelet ${FLAGS}\n`,
      };
      const program = { '/usr/bin/kubelet': { text: '\x7fELF', mode: 0o755 } };
      const node = { ...unit, ...program, [KUBECONFIG]: '', ...files };
      const found = findingsOnNode(memoryHost(node, { live: true }));
      return found.find(({ ruleId }) => ruleId === 'kubelet-kubeconfig-unusable')?.help;
    };
    expect(help({ '/etc/kubernetes/pki/ca.key': 'k' })).toContain(
      `"mv ${KUBECONFIG} ${KUBECONFIG}.old && kubeadm init phase kubeconfig kubelet"`,
    );
    expect(help({})).toContain('on a control plane node run "kubeadm kubeconfig user ');
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void reasons({ [KUBECONFIG]: bytes })),
      { numRuns: 50 },
    );
  });
});
