import { isDecided, type KubeletStart } from '../node/kubelet/start-kubelet.ts';
import { parseQuantity, quantitySign } from '../validation/quantity.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'static-cpus-without-reserved',
  scope: 'node',
  area: 'configuration',
  stopsKubelet: true,
  summary: 'the static CPU policy, and no CPU kept for the system',
  severity: 'warning',
  why: 'The policy "static" gives whole CPUs to containers, and must keep some for everything else. Without a reservation of CPU the kubelet ends: "the static policy requires systemreserved.cpu + kubereserved.cpu to be greater than zero".',
  bad: 'cpuManagerPolicy: static, and nothing reserved',
  good: 'cpuManagerPolicy: static, and kubeReserved: {cpu: 500m}',
  fix: 'Reserve CPU with kubeReserved, systemReserved or reservedSystemCPUs.',
  links: [
    'pkg/kubelet/cm/cpumanager/cpu_manager.go NewManager',
    'https://kubernetes.io/docs/tasks/administer-cluster/cpu-management-policies/#static-policy',
  ],
  check: ({ report }) => {
    const start = startOnNode(report);
    const policy = start && settingOf(start, 'cpuManagerPolicy');
    if (!start || policy?.value !== 'static') return NOTHING;
    if (!['reservedSystemCPUs', ...RESERVATIONS].every((path) => isDecided(start, path))) return NOTHING;
    if (
      (settingOf(start, 'reservedSystemCPUs')?.value ?? '') !== '' ||
      RESERVATIONS.some((path) => isReserved(start, path))
    )
      return NOTHING;
    return [
      {
        message:
          'the kubelet ends right after its start: "cpuManagerPolicy" is "static", and no CPU is reserved',
        ...(policy.location && { location: policy.location }),
        help: 'reserve some: "kubeReserved: {cpu: 500m}"',
      },
    ];
  },
});

const RESERVATIONS = ['kubeReserved', 'systemReserved'];

function isReserved(start: KubeletStart, path: string): boolean {
  const value = settingOf(start, path)?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const cpu = Object.entries(value).find(([name]) => name === 'cpu')?.[1];
  if (cpu === undefined) return false;
  const quantity = parseQuantity(String(cpu));
  // What is no quantity ends the kubelet otherwise.
  return !quantity.ok || quantitySign(quantity.value) > 0;
}
