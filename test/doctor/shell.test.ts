import { describe, expect, it } from 'vitest';
import { plainCommand } from '../../src/doctor/shell.ts';

describe('a command out of the words of a finding', () => {
  it('is shown where it is one that findings tell to run', () => {
    for (const command of [
      'systemctl daemon-reload && systemctl reset-failed kubelet.service && systemctl restart kubelet.service',
      'systemctl enable --now containerd.service',
      'kubeadm certs renew etcd-server',
      'kubeadm init phase certs etcd-server',
      'swapoff -a',
      'touch /etc/systemd/zram-generator.conf',
    ]) {
      expect(plainCommand(command), command).toBe(true);
    }
  });

  it('is not where a name of the node makes another of it, or it is none', () => {
    for (const command of [
      'systemctl disable a; $(reboot).swap',
      'systemctl disable sshd a.swap',
      'systemctl disable a && reboot.swap',
      'systemctl restart --host=elsewhere kubelet',
      'systemctl poweroff',
      'kubectl uncordon `reboot`',
      'swapoff -a | sh',
      'kube-scheduler',
      '',
    ]) {
      expect(plainCommand(command), command).toBe(false);
    }
  });
});
