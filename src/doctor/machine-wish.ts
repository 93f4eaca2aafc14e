import { listenersOf } from '../control-plane/listeners.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import { kubeletWish } from '../runtime/kubelet-wish.ts';
import type { Wish } from '../runtime/look-at-machine.ts';

/** What kubelets, container runtimes and etcd write to, beside what the configuration names. */
const DIRECTORIES = [
  '/',
  '/var/log',
  '/var/lib/containerd',
  '/var/lib/containers',
  '/var/lib/docker',
  '/var/lib/etcd',
];

/** What a running machine is to be asked, given what its files say. */
export function machineWish(report: NodeReport, files: readonly FileReport[]): Wish {
  const { start } = report;
  const { healthzPort, readOnlyPort, port } = start?.config ?? {};
  const ofPods = files.flatMap(({ outline }) => [
    ...(outline?.hostPorts ?? []).map((one) => one.port),
    ...(outline?.components ?? []).flatMap((component) =>
      (listenersOf(component) ?? []).map((one) => one.port),
    ),
  ]);
  const ports = [port, healthzPort, readOnlyPort, ...ofPods].filter(
    (one): one is number => typeof one === 'number' && one > 0,
  );
  return {
    ...kubeletWish(report),
    paths: [...new Set([...DIRECTORIES, ...(start ? [start.flags.rootDir] : [])])],
    ports: [...new Set(ports)],
  };
}
