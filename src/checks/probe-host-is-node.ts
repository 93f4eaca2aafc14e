import { isLoopback } from '../control-plane/host-address.ts';
import { locate } from '../manifest/locate.ts';
import type { Container } from '../manifest/pod/types.ts';
import { FieldPath } from '../validation/field-path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

export default defineCheck({
  id: 'probe-host-is-node',
  scope: 'file',
  summary: 'a probe asks 127.0.0.1, which is the node, and the pod has a network of its own',
  severity: 'info',
  why: "The kubelet sends httpGet and tcpSocket probes itself, from the node: 127.0.0.1 is then the node's own, not the pod's. Without hostNetwork the container does not listen there.",
  bad: 'host: 127.0.0.1 in the httpGet of a pod without hostNetwork',
  good: 'no host: the kubelet then asks the address of the pod',
  fix: 'Leave host out, or ask from inside the container with an exec probe.',
  links: [
    'pkg/kubelet/prober/prober.go runProbe',
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes',
  ],
  check: ({ document, spec }) => {
    if (spec.hostNetwork) return NOTHING;
    let found: Finding[] | undefined;
    const containers = spec.containers ?? [];
    for (let i = 0; i < containers.length; i++) {
      for (const probe of PROBES) {
        const asked = askedOnNode(containers[i]!, probe);
        if (!asked) continue;
        const path = FieldPath.of('spec').child('containers').index(i).child(probe).child(asked.handler);
        found ??= [];
        found.push({
          message: `the ${probe} asks "${asked.host}" of the node, not of the pod, for the kubelet sends it and the pod has a network of its own`,
          location: locate(document, path.child('host')),
          help: 'leave host out: the kubelet then asks the address of the pod',
        });
      }
    }
    return found ?? NOTHING;
  },
});

/** A port of the container that the node forwards is the container's there too. */
function askedOnNode(container: Container, probe: (typeof PROBES)[number]) {
  const { httpGet, tcpSocket } = container[probe] ?? {};
  const action = httpGet ?? tcpSocket;
  const host = action?.host ?? '';
  if (host === '' || !isLoopback(host) || container.ports?.some(({ hostPort }) => hostPort)) return undefined;
  return { host, handler: httpGet ? 'httpGet' : 'tcpSocket' };
}
