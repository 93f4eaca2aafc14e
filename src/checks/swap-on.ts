import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode, textOf } from './kubelet-on-node.ts';

const FSTAB = '/etc/fstab';

export default defineCheck({
  id: 'swap-on',
  scope: 'node',
  summary: 'the node turns swap on at boot, and the kubelet does not start with it',
  severity: 'warning',
  why: 'With failSwapOn, which is the default, the kubelet ends when it finds swap in /proc/swaps: "running with swap on is not supported". "swapoff -a" lasts until the next boot.',
  bad: '/swapfile none swap sw 0 0',
  good: '#/swapfile none swap sw 0 0',
  fix: 'Comment the line out and run "swapoff -a", or set failSwapOn: false.',
  links: ['pkg/kubelet/cm/container_manager_linux.go NewContainerManager', 'fstab(5)'],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    const fail = start && settingOf(start, 'failSwapOn');
    if (fail?.value !== true) return NOTHING;
    const lines = textOf(host, FSTAB)?.split('\n') ?? [];
    const at = lines.findIndex(isSwap);
    if (at < 0 || isMasked(host.readLink('/etc/systemd/system/swap.target'))) return NOTHING;
    return [
      {
        message:
          'this line turns swap on when the node boots, and with "failSwapOn" the kubelet ends when swap is on',
        location: { file: FSTAB, line: at + 1 },
        help: 'comment it out and run "swapoff -a", or set "failSwapOn: false" in the kubelet configuration',
        ...(fail.location && { related: [{ location: fail.location, message: '"failSwapOn" is set here' }] }),
      },
    ];
  },
});

function isSwap(line: string): boolean {
  const [device = '#', , type, options = ''] = line.trim().split(/\s+/);
  return !device.startsWith('#') && type === 'swap' && !options.split(',').includes('noauto');
}

function isMasked(link: { readonly ok: boolean; readonly value?: string }): boolean {
  return link.ok && link.value === '/dev/null';
}
