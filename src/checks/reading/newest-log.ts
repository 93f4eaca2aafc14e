import type { Host } from '../../node/host/host.ts';
import { lastLogLines } from '../../runtime/container-log.ts';

const PODS = '/var/log/pods';
/** Last words are short; behind them come an empty line, a stack, or the words of a shell. */
const MAX_LINES = 80;
/** More than any node runs. */
const MAX_PODS = 2000;

/** The end of a container's newest log. */
export interface ContainerLog {
  readonly path: string;
  /** How often the container had been started before, as the kubelet names the file. */
  readonly restarts: number;
  /** Its last line, in milliseconds since the epoch. */
  readonly time: number;
  /** Without what the runtime puts before each. */
  readonly lines: readonly string[];
}

/**
 * The newest log of a container: pods of one name, as before and after an edit, have directories of their own
 * (pkg/kubelet/kuberuntime/helpers.go BuildPodLogsDirectory).
 */
export function newestLog(
  host: Host,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  container: string,
): ContainerLog | undefined {
  const pods = host.readDir(PODS);
  const own = (pods.ok ? pods.value.slice(0, MAX_PODS) : []).filter((pod) =>
    pod.startsWith(`${namespace}_${name}_`),
  );
  return own
    .flatMap((pod) => lastOf(host, `${PODS}/${pod}/${container}`))
    .reduce<ContainerLog | undefined>(
      (newest, one) => (newest && newest.time >= one.time ? newest : one),
      undefined,
    );
}

/** The log of the last start; one that has said nothing yet is passed over. */
function lastOf(host: Host, directory: string): readonly ContainerLog[] {
  const names = host.readDir(directory);
  const numbers = (names.ok ? names.value : [])
    .flatMap((name) => /^(\d{1,9})\.log$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
  for (const restarts of numbers.slice(0, 2)) {
    const path = `${directory}/${restarts}.log`;
    const lines = lastLogLines(host, path, MAX_LINES);
    if (!lines.ok) return [];
    const last = lines.value.at(-1);
    if (last) return [{ path, restarts, time: last.time, lines: lines.value.map(({ text }) => text) }];
  }
  return [];
}
