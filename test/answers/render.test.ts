import { describe, expect, it } from 'vitest';
import { kubeletPath } from '../../src/answers/render.ts';
import type { NodeReport } from '../../src/node/inspect-node.ts';

const NODE = {
  nodeName: { name: 'n', display: 'n', origin: 'hostname', diagnostics: [] },
  version: { origin: 'path', approximate: false },
  source: { resolvedPath: '/etc/kubernetes/manifests', staticPodPath: '/etc/kubernetes/manifests/' },
} as unknown as NodeReport;

/** The node with a part of it otherwise. */
const but = (part: Record<string, unknown>) => ({ ...NODE, ...part }) as unknown as NodeReport;

describe('the path that goes into a UID', () => {
  it('is that of a file which this kubelet reads', () => {
    expect(kubeletPath('/etc/kubernetes/manifests/a.yaml', NODE, undefined)).toBe(
      '/etc/kubernetes/manifests/a.yaml',
    );
    expect(kubeletPath('/etc/kubernetes/manifests/sub/a.yaml', NODE, undefined)).toBeNull();
    expect(kubeletPath('/home/a.yaml', NODE, undefined)).toBeNull();
  });

  it('is that which is told', () => {
    expect(kubeletPath('/home/a.yaml', NODE, '/m/a.yaml')).toBe('/m/a.yaml');
  });

  it('is none where something else that goes into it is not known', () => {
    const file = '/etc/kubernetes/manifests/a.yaml';
    for (const node of [
      but({ version: { origin: 'newest', approximate: false } }),
      but({ version: { origin: 'path', approximate: true } }),
      but({ nodeName: { ...NODE.nodeName, origin: 'unknown' } }),
    ]) {
      expect(kubeletPath(file, node, file)).toBeNull();
    }
    const relative = but({ source: { ...NODE.source, staticPodPath: 'manifests' } });
    expect(kubeletPath(file, relative, undefined)).toBeNull();
  });
});
