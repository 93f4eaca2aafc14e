import { defineCheck, NOTHING } from './define-check.ts';
import { startOnNode } from './reading/kubelet-on-node.ts';
import { sysctlSettings } from './reading/sysctl-settings.ts';

/** What the kernel itself begins with, on a small machine (fs/notify/inotify/inotify_user.c). */
const KERNEL: Readonly<Record<string, number>> = {
  'fs.inotify.max_user_instances': 128,
  'fs.inotify.max_user_watches': 8192,
};

export default defineCheck({
  id: 'inotify-limit-low',
  scope: 'node',
  area: 'machine',
  summary: 'the node allows fewer inotify watches than a kernel does by itself',
  severity: 'warning',
  why: 'The kubelet, containerd, systemd and every pod that runs as root share these limits. Where they are used up the kubelet ends with "inotify_init: too many open files", or sees changes of manifests only every 20 seconds.',
  bad: 'fs.inotify.max_user_instances = 16',
  good: 'fs.inotify.max_user_instances = 512',
  fix: 'Raise the limit in sysctl.d, and run "sysctl --system".',
  links: [
    'pkg/kubelet/config/file_linux.go doWatch',
    'github.com/google/cadvisor container/common/inotify_watcher.go',
    'inotify(7)',
  ],
  check: ({ host, report }) => {
    if (!startOnNode(report)) return NOTHING;
    const settings = sysctlSettings(host);
    return Object.entries(KERNEL).flatMap(([name, least]) => {
      const set = settings.get(name);
      if (!set || !/^\d+$/.test(set.value) || Number(set.value) >= least) return [];
      return [
        {
          message: `programs of root, the kubelet among them, share ${set.value} of "${name}", fewer than the ${least} of an untouched kernel: when they are used up the kubelet ends, or does not see changes of manifests at once`,
          location: set.location,
          help: `raise it, as in "${name} = ${least * 4}", and run "sysctl --system"`,
        },
      ];
    });
  },
});
