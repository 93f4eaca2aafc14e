import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainCommand, shellWord } from '../../src/doctor/shell.ts';

describe('a word of a shell', () => {
  it('stands as it is where no character of it means something', () => {
    expect(shellWord('kubelet@cri-containerd.service')).toBe('kubelet@cri-containerd.service');
  });

  it('is quoted where one does', () => {
    expect(shellWord('kubelet;reboot.service')).toBe("'kubelet;reboot.service'");
    expect(shellWord('kubelet\\x2d1.service')).toBe("'kubelet\\x2d1.service'");
  });

  it('is none where quotes do not help', () => {
    for (const text of ["a'; reboot '", '-H=elsewhere', 'a\nreboot', ''])
      expect(shellWord(text)).toBeUndefined();
  });

  it('is one word to the end, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const word = shellWord(text);
        expect(word === undefined || word === text || word === `'${text}'`).toBe(true);
        if (word === text) expect(text).toMatch(/^[\w@:.-]+$/);
        else if (word !== undefined) expect(text).not.toContain("'");
      }),
    );
  });
});

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
