import { nearestName } from '../schema/suggest.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

const POLICIES = [
  ['cpuManagerPolicy', ['none', 'static']],
  ['memoryManagerPolicy', ['None', 'Static']],
] as const;

export default defineCheck({
  id: 'kubelet-manager-policy-unknown',
  scope: 'node',
  area: 'configuration',
  stopsKubelet: true,
  summary: "a policy of the CPU or the memory manager that the kubelet doesn't know",
  severity: 'warning',
  why: 'The validation of the configuration does not look at these names. The kubelet looks them up when it starts its managers, and ends: "unknown policy". That of the CPUs begins with a small letter, that of the memory with a capital.',
  bad: 'cpuManagerPolicy: Static',
  good: 'cpuManagerPolicy: static',
  fix: 'Write "none" or "static" for CPUs, "None" or "Static" for memory.',
  links: [
    'pkg/kubelet/cm/cpumanager/cpu_manager.go NewManager',
    'pkg/kubelet/cm/memorymanager/memory_manager.go NewManager',
  ],
  check: ({ report }) => {
    const start = startOnNode(report);
    if (!start) return NOTHING;
    return POLICIES.flatMap(([member, known]) => {
      const policy = settingOf(start, member);
      if (!policy?.location || typeof policy.value !== 'string' || policy.value === '') return [];
      if (known.some((name) => name === policy.value)) return [];
      const { value } = policy;
      const meant =
        known.find((name) => name.toLowerCase() === value.toLowerCase()) ?? nearestName(value, known);
      return [
        {
          message: `the kubelet ends right after its start: "${value}" in "${member}" is no policy that it knows`,
          location: policy.location,
          help: meant === undefined ? `write "${known.join('" or "')}"` : `did you mean "${meant}"?`,
        },
      ];
    });
  },
});
