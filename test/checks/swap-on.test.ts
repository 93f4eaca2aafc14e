import { describe, expect, it } from 'vitest';
import { type FileSpec, memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOnNode } from './support.ts';

const NODE = {
  '/etc/hostname': 'node01\n',
  '/etc/fstab': '/dev/sda1 / ext4 defaults 0 1\n/dev/sda2 none swap sw 0 0\n',
  '/etc/systemd/system/kubelet.service':
    '[Service]\nExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml\n',
  '/var/lib/kubelet/config.yaml':
    'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nstaticPodPath: /m\n',
};

function isFound(files: Record<string, FileSpec>): boolean {
  return findingsOnNode(memoryHost({ ...NODE, ...files })).some(({ ruleId }) => ruleId === 'swap-on');
}

describe('a unit of swap', () => {
  const help = (name: string) => {
    const unit = '[Swap]\nWhat=/dev/sda2\n';
    const files = { ...NODE, '/etc/fstab': '', [`/etc/systemd/system/swap.target.wants/${name}`]: unit };
    return findingsOnNode(memoryHost(files)).find(({ ruleId }) => ruleId === 'swap-on')?.help;
  };

  it('is disabled by its name, in quotes where a shell would read it otherwise', () => {
    expect(help('dev-sda2.swap')).toContain('run "systemctl disable dev-sda2.swap"');
    expect(help('dev-disk\\x2d1.swap')).toContain(`run "systemctl disable 'dev-disk\\x2d1.swap'"`);
  });

  it('is none to systemd with a name that no unit has', () => {
    expect(help('a; $(reboot).swap')).toBeUndefined();
  });
});

describe('swap in fstab', () => {
  it('is on where nothing turns it off', () => {
    expect(isFound({})).toBe(true);
    expect(isFound({ '/etc/crontab': '# @reboot root swapoff -a\n' })).toBe(true);
    expect(isFound({ '/proc/cmdline': 'root=/dev/sda1 ro\n' })).toBe(true);
  });

  it.each<[string, FileSpec]>([
    ['/etc/systemd/system/dev-sda2.swap', { link: '/dev/null' }],
    ['/etc/systemd/system/swap.target', { link: '/dev/null' }],
    ['/etc/systemd/system/dev-sda2.swap', ''],
    ['/etc/systemd/system/kubelet.service.d/05-swap.conf', '[Service]\nExecStartPre=/sbin/swapoff -a\n'],
    ['/etc/systemd/system/swapoff.service', '[Service]\nType=oneshot\nExecStart=/usr/sbin/swapoff -a\n'],
    ['/var/spool/cron/crontabs/root', '@reboot /sbin/swapoff -a\n'],
    ['/etc/cron.d/swap', '@reboot root /sbin/swapoff -a\n'],
    ['/etc/rc.local', '#!/bin/sh\nswapoff -a\n'],
    ['/proc/cmdline', 'root=/dev/sda1 systemd.swap=0 ro\n'],
  ])('is off by %s', (path, file) => {
    expect(isFound({ [path]: file })).toBe(false);
  });
});
