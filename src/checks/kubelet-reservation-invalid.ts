import { parseQuantity, quantitySign } from '../validation/quantity.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

const MEMBERS = ['kubeReserved', 'systemReserved'];
const RESOURCES = ['cpu', 'memory', 'ephemeral-storage', 'pid'];

export default defineCheck({
  id: 'kubelet-reservation-invalid',
  scope: 'node',
  area: 'configuration',
  stopsKubelet: true,
  summary: 'what the kubelet is to reserve is no quantity, or of a resource that can not be reserved',
  severity: 'warning',
  why: 'kubeReserved and systemReserved are texts to the configuration, and its validation does not look at them. The kubelet reads them a moment later, and ends: "cannot reserve … resource", "failed to parse quantity".',
  bad: 'kubeReserved: { memory: 512MB }',
  good: 'kubeReserved: { memory: 512Mi }',
  fix: 'Write quantities, of "cpu", "memory", "ephemeral-storage" or "pid".',
  links: ['cmd/kubelet/app/server.go run, parseResourceList'],
  check: ({ report }) => {
    const start = startOnNode(report);
    if (!start) return NOTHING;
    return MEMBERS.flatMap((member): readonly Finding[] => {
      const setting = settingOf(start, member);
      const { value, location } = setting ?? {};
      if (!location || typeof value !== 'object' || value === null || Array.isArray(value)) return NOTHING;
      const reasons = Object.entries(value).flatMap(
        ([name, amount]) => problemOf(name, String(amount)) ?? [],
      );
      const [first] = reasons;
      if (first === undefined) return NOTHING;
      return [
        {
          message: `the kubelet ends right after its start: in "${member}", ${first}`,
          location,
          help: 'write quantities such as "500m" and "512Mi", of "cpu", "memory", "ephemeral-storage" or "pid"',
        },
      ];
    });
  },
});

function problemOf(name: string, amount: string): string | undefined {
  if (!RESOURCES.includes(name)) return `"${name}" is no resource that can be reserved`;
  const quantity = parseQuantity(amount);
  if (!quantity.ok) return `"${amount}" of "${name}" is no quantity`;
  return quantitySign(quantity.value) < 0 ? `"${amount}" of "${name}" is negative` : undefined;
}
