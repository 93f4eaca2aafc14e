import { wholeLine } from '../diagnostics/whole-line.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode, textOf } from './reading/kubelet-on-node.ts';

/** Where the kernel's command line is, and what it is made of. */
const BOOT = [
  '/proc/cmdline',
  '/etc/kernel/cmdline',
  '/boot/cmdline.txt',
  '/boot/firmware/cmdline.txt',
  '/etc/default/grub',
];

const ARGUMENT = /\bsystemd\.unified_cgroup_hierarchy=(?:0|no|false|off)\b/;

export default defineCheck({
  id: 'cgroup-v1-boot',
  scope: 'node',
  area: 'machine',
  stopsKubelet: true,
  summary: 'the node boots with cgroup v1, and the kubelet does not run there',
  severity: 'warning',
  why: 'From 1.35 on failCgroupV1 is true unless it is set, and the kubelet ends on a host with cgroup v1: "kubelet is configured to not run on a host using cgroup v1".',
  bad: 'GRUB_CMDLINE_LINUX="systemd.unified_cgroup_hierarchy=0", and a kubelet of 1.35',
  good: 'GRUB_CMDLINE_LINUX=""',
  fix: 'Remove the argument, run "update-grub" or "grub2-mkconfig" and reboot, or set failCgroupV1: false.',
  links: [
    'pkg/kubelet/apis/config/v1beta1/defaults.go',
    'cmd/kubelet/app/server.go',
    'kernel-command-line(7)',
  ],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    // Of a running machine its mounts tell.
    if (!start || host.live || settingOf(start, 'failCgroupV1')?.value !== true) return NOTHING;
    for (const file of BOOT) {
      const lines = textOf(host, file)?.split('\n') ?? [];
      const at = lines.findIndex((line) => !line.trim().startsWith('#') && ARGUMENT.test(line));
      if (at < 0) continue;
      return [
        {
          message:
            'the kubelet does not start: this argument boots the node with cgroup v1, and "failCgroupV1" is true',
          location: wholeLine(file, lines[at]!, at + 1),
          help: 'remove the argument and reboot, or set "failCgroupV1: false" in the kubelet configuration',
        },
      ];
    }
    return NOTHING;
  },
});
