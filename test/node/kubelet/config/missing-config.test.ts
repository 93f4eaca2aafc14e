import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../../../src/node/host/memory-host.ts';
import { helpWithMissing } from '../../../../src/node/kubelet/config/missing-config.ts';

const KUBEADM = '/var/lib/kubelet/config.yaml';

describe('a --config file that is not there', () => {
  it('may be another beside it', () => {
    const host = memoryHost({ [KUBEADM]: '', '/etc/kubernetes/kubelet.yaml': '' });
    expect(helpWithMissing(host, '/var/lib/kubelet/wrong-config.yaml')).toBe(
      `there is a "${KUBEADM}": is that what is meant?`,
    );
    expect(helpWithMissing(host, '/etc/kubernetes/config.json')).toContain('"/etc/kubernetes/kubelet.yaml"');
  });

  it('is yet to be written by kubeadm, or once more', () => {
    expect(helpWithMissing(memoryHost({}), KUBEADM)).toContain('before "kubeadm init"');
    const joined = memoryHost({
      '/etc/kubernetes/kubelet.conf': '',
      '/var/lib/kubelet/kubeadm-flags.env': '',
    });
    expect(helpWithMissing(joined, KUBEADM)).toContain('kubeadm upgrade node phase kubelet-config');
  });

  it('is written without an API server where the node itself has to start that', () => {
    const host = memoryHost({
      '/etc/kubernetes/kubelet.conf': '',
      '/etc/kubernetes/manifests/kube-apiserver.yaml': '',
    });
    expect(helpWithMissing(host, KUBEADM)).toContain('"kubeadm init phase kubelet-start"');
  });

  it('has to be made elsewhere', () => {
    expect(helpWithMissing(memoryHost({}), '/k/c.yaml')).toBe('create it, or correct the path');
  });
});
