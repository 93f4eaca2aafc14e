import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode, textOf } from './reading/kubelet-on-node.ts';
import { sysctlSettings } from './reading/sysctl-settings.ts';

/** What the kubelet wants the kernel to be set to (component-helpers node/util/sysctl). */
const WANTED: Readonly<Record<string, string>> = {
  'kernel.keys.root_maxbytes': '25000000',
  'kernel.keys.root_maxkeys': '1000000',
  'kernel.panic': '10',
  'kernel.panic_on_oops': '1',
  'vm.overcommit_memory': '1',
  'vm.panic_on_oom': '0',
};

export default defineCheck({
  id: 'kernel-defaults-protected',
  scope: 'node',
  area: 'machine',
  stopsKubelet: true,
  summary: 'a kernel setting of the node is not what the kubelet wants, and the kubelet may not change it',
  severity: 'warning',
  why: 'With protectKernelDefaults the kubelet does not set the kernel up, and ends when a setting differs from what it wants: "invalid kernel flag". Files of sysctl.d make these settings when the node boots.',
  bad: 'protectKernelDefaults: true, and vm.overcommit_memory = 2 in /etc/sysctl.d',
  good: 'protectKernelDefaults: true, and vm.overcommit_memory = 1 in /etc/sysctl.d',
  fix: 'Write the value that the kubelet wants and run "sysctl --system", or set protectKernelDefaults: false.',
  links: ['pkg/kubelet/cm/container_manager_linux.go setupKernelTunables', 'sysctl.d(5)'],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    const protects = start && settingOf(start, 'protectKernelDefaults');
    if (protects?.value !== true) return NOTHING;
    const settings = sysctlSettings(host);
    return Object.entries(WANTED).flatMap(([name, wanted]) => {
      const set = settings.get(name);
      if (!set || !/^\d+$/.test(set.value) || Number(set.value) === Number(wanted)) return [];
      // The kernel of a running machine may have been told otherwise since.
      const now = host.live ? textOf(host, `/proc/sys/${name.replaceAll('.', '/')}`)?.trim() : undefined;
      if (now === wanted) return [];
      return [
        {
          message: `the kubelet ends right after its start: with "protectKernelDefaults" it wants "${name} = ${wanted}", and here it is set to ${set.value}`,
          location: set.location,
          help: `write "${name} = ${wanted}" and run "sysctl --system", or set "protectKernelDefaults: false"`,
          ...(protects.location && {
            related: [{ location: protects.location, message: '"protectKernelDefaults" is set here' }],
          }),
        },
      ];
    });
  },
});
