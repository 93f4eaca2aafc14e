import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'cgroup-driver-unknown',
  scope: 'node',
  area: 'runtime',
  summary: 'a cgroup driver that the kubelet does not have',
  severity: 'warning',
  why: 'The kubelet compares cgroupDriver with "systemd", and takes everything else for cgroupfs without a word, where the container runtime does not tell it better.',
  bad: 'cgroupDriver: Systemd',
  good: 'cgroupDriver: systemd',
  fix: 'Write "systemd" or "cgroupfs".',
  links: ['pkg/kubelet/cm/cgroup_manager_linux.go newCgroupCommon'],
  check: ({ report }) => {
    const start = startOnNode(report);
    const driver = start && settingOf(start, 'cgroupDriver');
    if (typeof driver?.value !== 'string' || !driver.location) return NOTHING;
    if (driver.value === 'systemd' || driver.value === 'cgroupfs') return NOTHING;
    return [
      {
        message: `the kubelet takes the cgroup driver "${driver.value}" for "cgroupfs": it knows only "systemd" and "cgroupfs"`,
        location: driver.location,
        help: 'write "systemd", as the container runtime does on a node with systemd',
      },
    ];
  },
});
