import { locate } from '../manifest/locate.ts';
import type { Container } from '../manifest/pod/types.ts';
import { FieldPath } from '../validation/field-path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

const OUTCOMES = {
  livenessProbe: 'it has no result, and a container that hangs is not restarted',
  readinessProbe: 'it has no result, and the container never becomes ready',
  startupProbe: 'it has no result, so that the container counts neither as started nor as ready',
} as const;
const PROBES = Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[];

export default defineCheck({
  id: 'probe-port-name-unknown',
  scope: 'file',
  summary: 'a probe names a port that its container does not declare',
  severity: 'warning',
  why: "The kubelet looks for the name among the ports of the probe's own container. Where it finds none the probe is an error, and the kubelet throws the result away: nothing is refused, and the probe never decides anything.",
  bad: 'port: probe-port in a livenessProbe, and no such name in ports',
  good: 'port: probe-port, and ports with name: probe-port',
  fix: 'Declare the port under that name in the container, or give the number.',
  links: [
    'pkg/probe/util.go ResolveContainerPort, findPortByName',
    'pkg/kubelet/prober/worker.go doProbe: "Prober error, throw away the result"',
  ],
  check: ({ document, spec }) => {
    let found: Finding[] | undefined;
    for (const kind of ['initContainers', 'containers'] as const) {
      const containers = spec[kind] ?? [];
      for (let i = 0; i < containers.length; i++) {
        for (const probe of PROBES) {
          const name = unknownName(containers[i]!, probe);
          if (!name) continue;
          const path = FieldPath.of('spec')
            .child(kind)
            .index(i)
            .child(probe)
            .child(name.handler)
            .child('port');
          found ??= [];
          found.push({
            message: `the ${probe} asks port "${name.port}", which the container "${containers[i]!.name}" doesn't declare: ${OUTCOMES[probe]}`,
            location: locate(document, path),
            help: 'add it to the ports of the container with that name, or give the number',
          });
        }
      }
    }
    return found ?? NOTHING;
  },
});

function unknownName(container: Container, probe: (typeof PROBES)[number]) {
  const { httpGet, tcpSocket } = container[probe] ?? {};
  const handler = httpGet ? 'httpGet' : 'tcpSocket';
  const port = (httpGet ?? tcpSocket)?.port;
  if (typeof port !== 'string' || container.ports?.some(({ name }) => name === port)) return undefined;
  return { handler, port };
}
