import type { StatusAnswer } from '../answers/status.ts';
import { printable } from './text/escape.ts';

/**
 * What runs and what is wanted in Prometheus' text format 0.0.4, for node_exporter's textfile collector. Gauges of 1
 * and 0, one for each state that a pod is in, so that an alert needs no list of them.
 */
export function prometheusReport({ pods, files, runtime }: StatusAnswer): string {
  const gauges = (metric: string, help: string, values: readonly (readonly [Labels, number])[]) => [
    `# HELP ${metric} ${help}`,
    `# TYPE ${metric} gauge`,
    ...values.map(([labels, value]) => `${metric}{${labelsText(labels)}} ${value}`),
  ];
  const named = pods.map((one) => ({
    one,
    labels: { namespace: one.namespace, pod: one.name, file: one.file ?? '' },
  }));
  return [
    '# HELP spctl_runtime_up Whether the container runtime told what runs.',
    '# TYPE spctl_runtime_up gauge',
    `spctl_runtime_up ${runtime ? 1 : 0}`,
    ...gauges(
      'spctl_static_pod_state',
      'The state of a static pod, as the label says.',
      named.map(({ one, labels }) => [{ ...labels, state: one.state }, 1]),
    ),
    ...gauges(
      'spctl_static_pod_restarts',
      'Restarts of the containers of a static pod.',
      named.flatMap(({ one, labels }) => (one.restarts === null ? [] : [[labels, one.restarts] as const])),
    ),
    ...gauges(
      'spctl_mirror_pod_state',
      'The state of the mirror pod of a static pod, as the label says.',
      named.flatMap(({ one, labels }) =>
        one.mirror ? [[{ ...labels, state: one.mirror.state }, 1] as const] : [],
      ),
    ),
    ...gauges(
      'spctl_manifest_without_pod',
      'A file that the kubelet reads and that gives no pod.',
      files.map(({ path, verdict }) => [{ file: path, verdict }, 1]),
    ),
    '',
  ].join('\n');
}

type Labels = Readonly<Record<string, string>>;

function labelsText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(printable(value))}"`)
    .join(',');
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
