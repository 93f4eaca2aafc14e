import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from './host/host.ts';
import type { KubeletStart } from './kubelet/start-kubelet.ts';

/**
 * Whether the kubelet would find cgroup v1: opencontainers/cgroups IsCgroup2UnifiedMode asks what is mounted at
 * /sys/fs/cgroup; the root of a cgroup2 mount has cgroup.controllers. Only a live machine tells.
 */
export function hasCgroupV1(host: Host): boolean {
  if (!host.live) return false;
  return host.stat('/sys/fs/cgroup').ok && !host.stat('/sys/fs/cgroup/cgroup.controllers').ok;
}

/** Says that cgroup v2 was taken for granted, where v1 would stop this kubelet (since 1.35 by default). */
export function diagnoseAssumedCgroupV2(start: KubeletStart | null): readonly Diagnostic[] {
  if (start?.config?.failCgroupV1 !== true) return [];
  return [
    {
      ruleId: 'cgroup-version-assumed',
      severity: 'info',
      message:
        'the host counts as one with cgroup v2; with cgroup v1 this kubelet would not start (failCgroupV1)',
    },
  ];
}
