import { compareDiagnostics } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/location.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { RunningContainer, RunningPod } from '../runtime/running.ts';
import type { PodsLook } from '../status/look-at-pods.ts';
import type { MirrorStatus } from '../status/mirror.ts';
import type { FileWithoutPod, PodState, PodStatus } from '../status/pod-status.ts';
import { type Answer, EXIT, type ExitCode } from './header.ts';
import { nodeHeader } from './node-header.ts';

/** One static pod. */
export interface StatusPod {
  readonly namespace: string;
  /** With the node's suffix. */
  readonly name: string;
  readonly state: PodState;
  /** The file that wants it, on the node; null where none is known. */
  readonly file: string | null;
  readonly location?: Location;
  /** `file`, `http`: as the kubelet noted it on the pod that runs; null where nothing runs. */
  readonly source: string | null;
  /** What runs; null where nothing does, or nobody knows. */
  readonly uid: string | null;
  /** What would have to run; several where the kubelet's version is not known. */
  readonly wantedUids: readonly string[];
  readonly restarts: number | null;
  /** RFC 3339: since when the newest of its containers runs, or has ended. */
  readonly since: string | null;
  readonly containers: readonly StatusContainer[];
  readonly why: string | null;
  readonly help: string | null;
  readonly evidence: readonly string[];
  readonly mirror: (Omit<MirrorStatus, 'created'> & { readonly created: string | null }) | null;
}

/** The newest container of a name. */
export interface StatusContainer {
  readonly name: string;
  readonly id: string;
  readonly state: RunningContainer['state'];
  readonly image: string;
  readonly restarts: number;
  readonly pid: number | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly exitCode: number | null;
  readonly reason: string | null;
}

/** What `spctl status` answers. */
export type StatusAnswer = Answer<{
  /** Who told what runs; null where nobody did. */
  runtime: {
    readonly endpoint: string;
    readonly name: string | null;
    readonly version: string | null;
  } | null;
  /** Why nobody did. */
  runtimeFailures: readonly { readonly endpoint: string; readonly message: string }[];
  /** Whether the API server told of mirror pods; null where none was asked. */
  mirrorsKnown: boolean | null;
  pods: readonly StatusPod[];
  /** Files that the kubelet reads and that give no pod. */
  files: readonly FileWithoutPod[];
}>;

/** The answer of `spctl status`. */
export function statusAnswer(report: NodeReport, look: PodsLook): StatusAnswer {
  const { runtime, mirrors, pods, withoutPod } = look;
  const told = runtime?.running?.runtime;
  return {
    ...nodeHeader(report),
    runtime: told ? { endpoint: told.endpoint, name: told.name, version: told.version } : null,
    runtimeFailures: (runtime?.failures ?? []).map(({ endpoint, message }) => ({ endpoint, message })),
    mirrorsKnown: mirrors && mirrors.pods !== null,
    pods: pods.map(podAnswer),
    files: withoutPod,
    diagnostics: [...report.diagnostics].sort(compareDiagnostics),
  };
}

function podAnswer({ wanted, running, why, help, evidence, mirror, ...pod }: PodStatus): StatusPod {
  const containers = running ? newestOfEach(running) : [];
  const { namespace, name, state, file } = pod;
  return {
    namespace,
    name,
    state,
    file,
    ...(wanted && { location: wanted.location }),
    source: running?.annotations['kubernetes.io/config.source'] ?? null,
    uid: running?.uid ?? null,
    wantedUids: wanted?.uids ?? [],
    restarts: running ? containers.reduce((sum, container) => sum + restartsOf(container), 0) : null,
    since: sinceOf(containers),
    containers: containers.map(containerAnswer),
    why,
    help,
    evidence,
    mirror: mirror && { ...mirror, created: timestamp(mirror.created) },
  };
}

/** By name the newest container: those of earlier starts are told by its restarts. */
function newestOfEach({ containers }: RunningPod): RunningContainer[] {
  const byName = new Map<string, RunningContainer>();
  for (const container of containers) if (!byName.has(container.name)) byName.set(container.name, container);
  return [...byName.values()].reverse();
}

function restartsOf({ restartCount, attempt }: RunningContainer): number {
  return restartCount ?? attempt;
}

function sinceOf(containers: readonly RunningContainer[]): string | null {
  const times = containers.map(
    ({ finishedAt, startedAt, createdAt }) => finishedAt ?? startedAt ?? createdAt,
  );
  return times.length === 0 ? null : timestamp(Math.max(...times));
}

function containerAnswer(container: RunningContainer): StatusContainer {
  const { name, id, state, specifiedImage, image, pid, exitCode, reason } = container;
  return {
    name,
    id,
    state,
    image: specifiedImage ?? image,
    restarts: restartsOf(container),
    pid,
    startedAt: timestamp(container.startedAt),
    finishedAt: timestamp(container.finishedAt),
    exitCode,
    reason,
  };
}

function timestamp(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** States in which a node is as its files want it. */
const IN_ORDER: readonly PodState[] = ['running', 'completed'];

/** 3 where what runs or what is wanted is not known, 1 where the two differ, else 0. */
export function statusExitCode(
  { runtime, pods, files, mirrorsKnown }: StatusAnswer,
  knowsFiles: boolean,
): ExitCode {
  if (runtime === null || !knowsFiles || mirrorsKnown === false) return EXIT.couldNotLook;
  const isWrong =
    pods.some(({ state, mirror }) => !IN_ORDER.includes(state) || (mirror && mirror.state !== 'there')) ||
    files.length > 0;
  return isWrong ? EXIT.findings : EXIT.clean;
}
