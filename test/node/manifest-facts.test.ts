import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { inspectNode, unknownNode } from '../../src/node/inspect-node.ts';

const UNIT = '/etc/systemd/system/kubelet.service';

function factsOf(args: string, files: Readonly<Record<string, string>> = {}) {
  const host = memoryHost({
    '/etc/hostname': 'node01\n',
    [UNIT]: `[Service]\nExecStart=/usr/bin/kubelet ${args}\n`,
    ...files,
  });
  return inspectNode(host, { kubeletVersion: 34 }).facts;
}

describe('what manifests on a node are judged by', () => {
  it('is whether the kubelet has an API server, and what it allows', () => {
    expect(factsOf('--pod-manifest-path=/m').node).toEqual({ standalone: true, allowedUnsafeSysctls: [] });
    expect(
      factsOf('--kubeconfig=/etc/kubernetes/kubelet.conf --config=/c.yaml', {
        '/c.yaml':
          'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nallowedUnsafeSysctls: ["kernel.msg*"]\n',
      }).node,
    ).toEqual({ standalone: false, allowedUnsafeSysctls: ['kernel.msg*'] });
  });

  it('lacks what is in a file that is missing', () => {
    expect(factsOf('--config=/nosuch.yaml').node).toEqual({ standalone: true });
  });

  it('is nothing where no node is known, not even its name', () => {
    const { facts } = unknownNode({});
    expect(facts.node).toBeUndefined();
    expect(facts.nodeNameIsStandIn).toBe(true);
    expect(unknownNode({ nodeName: 'node01' }).facts.nodeNameIsStandIn).toBeUndefined();
  });
});
