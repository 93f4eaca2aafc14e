import { isDecided } from '../node/kubelet/start-kubelet.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'static-memory-without-reserved',
  scope: 'node',
  area: 'configuration',
  stopsKubelet: true,
  summary: 'the memory manager is static, and no memory is reserved by NUMA node',
  severity: 'warning',
  why: 'The static policy wants to know how much memory of each NUMA node is not for pods: in all as much as kubeReserved, systemReserved and the hard eviction threshold come to. Without "reservedMemory" the kubelet ends: "the total amount … is not equal to the value … determined by Node Allocatable feature".',
  bad: 'memoryManagerPolicy: Static',
  good: 'memoryManagerPolicy: Static, and reservedMemory: [{ numaNode: 0, limits: { memory: 612Mi } }] with kubeReserved: { memory: 512Mi }',
  fix: 'Set "reservedMemory" to the sum of what is reserved, which is 100Mi by default.',
  links: [
    'pkg/kubelet/cm/memorymanager/memory_manager.go NewManager, validateReservedMemory',
    'https://kubernetes.io/docs/tasks/administer-cluster/memory-manager/#reserved-memory-flag',
  ],
  check: ({ report }) => {
    const start = startOnNode(report);
    const policy = start && settingOf(start, 'memoryManagerPolicy');
    if (!start || !policy?.location || policy.value !== 'Static') return NOTHING;
    if (!['reservedMemory', 'evictionHard'].every((path) => isDecided(start, path))) return NOTHING;
    const reserved = settingOf(start, 'reservedMemory')?.value;
    // A threshold of its own may be none of memory.
    if (settingOf(start, 'evictionHard')?.location || (Array.isArray(reserved) && reserved.length > 0))
      return NOTHING;
    return [
      {
        message:
          'the kubelet ends right after its start: "memoryManagerPolicy" is "Static", and "reservedMemory" says nothing of what is reserved',
        location: policy.location,
        help: 'set "reservedMemory: [{numaNode: 0, limits: {memory: 100Mi}}]", and more where "kubeReserved" or "systemReserved" have memory',
      },
    ];
  },
});
