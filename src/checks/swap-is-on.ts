import { defineCheck, NOTHING } from './define-check.ts';
import { evidenceOfEnd } from './reading/kubelet-now.ts';
import { settingOf, startOnNode, textOf } from './reading/kubelet-on-node.ts';
import swapOn from './swap-on.ts';

export default defineCheck({
  id: 'swap-is-on',
  scope: 'live',
  area: 'machine',
  stopsKubelet: true,
  summary: 'swap is on, and the kubelet does not start with it',
  severity: 'warning',
  why: 'With failSwapOn, which is the default, the kubelet ends when it finds swap in /proc/swaps: "running with swap on is not supported".',
  bad: 'swapon /swapfile',
  good: 'swapoff -a',
  fix: 'Run "swapoff -a", or set failSwapOn: false.',
  links: [
    'pkg/kubelet/cm/container_manager_linux.go NewContainerManager',
    'pkg/kubelet/util/swap/swap_util.go IsSwapOn',
  ],
  check: (subject) => {
    const start = startOnNode(subject.report);
    const fail = start && settingOf(start, 'failSwapOn');
    // The first line is the head of the table.
    const [, first] = (textOf(subject.host, '/proc/swaps') ?? '').trim().split('\n');
    const device = first?.split(/\s+/)[0];
    // A line of fstab that turns it on has been named.
    if (fail?.value !== true || !device || swapOn.check(subject).length > 0) return NOTHING;
    const when = subject.report.process
      ? 'at its next start the kubelet ends'
      : 'the kubelet ends right after its start';
    return [
      {
        message: `${when}: swap is on ("${device}"), and "failSwapOn" is true`,
        ...(fail.location && { location: fail.location }),
        ...evidenceOfEnd(subject, 'swap'),
        help: 'run "swapoff -a" and take away what turns it on at boot, or set "failSwapOn: false" in the kubelet configuration',
      },
    ];
  },
});
