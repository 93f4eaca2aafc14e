import {
  assemblePods,
  NOT_LOOKED_AT,
  notesOn,
  ownLabels,
  type PodIdentity,
  type Sandbox,
} from '../assemble-pods.ts';
import {
  isTrue,
  listOf,
  member,
  numberOf,
  textOf,
  textOrNull,
  textsOf,
  timeOfText,
  wordsOf,
} from '../json.ts';
import type { RunningContainer, RunningPod } from '../running.ts';

/*
 * Docker's containers as the kubelet's: cri-dockerd, and the kubelet's dockershim before it, keep what Docker does not
 * know in names and labels (core/naming.go, core/convert.go; up to 1.23 pkg/kubelet/dockershim).
 */

const TYPE = 'io.kubernetes.docker.type';
const SANDBOX_ID = 'io.kubernetes.sandbox.id';
const LOG_PATH = 'io.kubernetes.container.logpath';
const CONTAINER_NAME = 'io.kubernetes.container.name';
const SHIM_LABELS: ReadonlySet<string> = new Set([TYPE, SANDBOX_ID, LOG_PATH, CONTAINER_NAME]);
/** What stands before the name of an annotation that is kept as a label. */
const ANNOTATION = 'annotation.';

/** An entry of `/containers/json` that a kubelet made. */
export type DockerEntry =
  | { readonly kind: 'sandbox'; readonly sandbox: Sandbox }
  | { readonly kind: 'container'; readonly container: RunningContainer; readonly pod: PodIdentity };

/** One container of Docker's list; undefined for one that is nobody's pod. */
export function entryOf(item: unknown): DockerEntry | undefined {
  const names = (wordsOf(item, 'Names') ?? []).map(parseName);
  const name = names.find((parsed) => parsed !== undefined);
  const labels = textsOf(item, 'Labels');
  if (!name) return undefined;
  const { annotations, own } = splitLabels(labels);
  const common = { createdAt: numberOf(item, 'Created') * 1000, attempt: name.attempt, annotations };
  const isRunning = member(item, 'State') === 'running' || /^Up\b/.test(textOf(item, 'Status'));
  if (labels[TYPE] === 'podsandbox') {
    return {
      kind: 'sandbox',
      sandbox: {
        ...name.pod,
        ...common,
        sandboxId: textOf(item, 'Id'),
        state: isRunning ? 'ready' : 'notReady',
        ip: null,
        labels: ownLabels(own),
        runtimeHandler: '',
      },
    };
  }
  return {
    kind: 'container',
    pod: name.pod,
    container: {
      ...common,
      ...notesOn(annotations),
      name: name.container,
      id: textOf(item, 'Id'),
      sandboxId: labels[SANDBOX_ID] ?? '',
      state: isRunning ? 'running' : listedState(textOf(item, 'State')),
      image: textOf(item, 'Image'),
      specifiedImage: null,
      imageRef: textOf(item, 'ImageID'),
      ...NOT_LOOKED_AT,
      logPath: labels[LOG_PATH] || null,
    },
  };
}

/** Pods out of what `docker inspect` tells of all their containers. */
export function readInspected(all: readonly unknown[]): readonly RunningPod[] {
  const sandboxes: Sandbox[] = [];
  const containers: RunningContainer[] = [];
  for (const inspected of all) {
    const state = member(inspected, 'State');
    const config = member(inspected, 'Config');
    const entry = entryOf({
      Names: [textOf(inspected, 'Name')],
      Labels: member(config, 'Labels'),
      Id: textOf(inspected, 'Id'),
      Created: Math.floor((timeOfText(inspected, 'Created') ?? 0) / 1000),
      State: textOf(state, 'Status'),
      Image: textOf(config, 'Image'),
      ImageID: textOf(inspected, 'Image'),
    });
    if (entry?.kind === 'sandbox') sandboxes.push({ ...entry.sandbox, ip: dockerAddress(inspected) });
    else if (entry) containers.push(withInspected(entry.container, inspected));
  }
  return assemblePods(sandboxes, containers);
}

/** What `/containers/ID/json` adds; states and reasons as the shim tells them to a kubelet (ContainerStatus). */
export function withInspected(listed: RunningContainer, inspected: unknown): RunningContainer {
  const state = member(inspected, 'State');
  const isRunning = isTrue(state, 'Running');
  const finishedAt = timeOfText(state, 'FinishedAt');
  const exitCode = numberOf(state, 'ExitCode');
  const hasEnded = !isRunning && (finishedAt !== null || exitCode !== 0);
  const executed = wordsOf(inspected, 'Args');
  return {
    ...listed,
    state: isRunning ? 'running' : hasEnded ? 'exited' : 'created',
    createdAt: timeOfText(inspected, 'Created') ?? listed.createdAt,
    startedAt: timeOfText(state, 'StartedAt'),
    finishedAt: hasEnded ? finishedAt : null,
    exitCode: hasEnded ? exitCode : null,
    reason: hasEnded ? reasonOf(state, finishedAt, exitCode) : null,
    message: textOrNull(state, 'Error'),
    pid: isRunning ? numberOf(state, 'Pid') || null : null,
    argv: executed === null ? null : [textOf(inspected, 'Path'), ...executed],
    mounts: listOf(inspected, 'Mounts').map((mount) => ({
      containerPath: textOf(mount, 'Destination'),
      hostPath: textOf(mount, 'Source'),
      readOnly: member(mount, 'RW') === false,
    })),
  };
}

/** The address that Docker itself gave a sandbox; a CNI plugin's is not known to it. */
export function dockerAddress(inspected: unknown): string | null {
  return textOrNull(inspected, 'NetworkSettings', 'IPAddress');
}

function reasonOf(state: unknown, finishedAt: number | null, exitCode: number): string {
  if (finishedAt === null) return 'ContainerCannotRun';
  if (isTrue(state, 'OOMKilled')) return 'OOMKilled';
  return exitCode === 0 ? 'Completed' : 'Error';
}

function listedState(state: string): RunningContainer['state'] {
  if (state === 'created') return 'created';
  return state === 'exited' || state === 'dead' ? 'exited' : 'unknown';
}

interface ShimName {
  readonly container: string;
  readonly pod: PodIdentity;
  readonly attempt: number;
}

/** `k8s_CONTAINER_POD_NAMESPACE_UID_ATTEMPT`, with a random word behind it where that was taken. */
function parseName(name: string): ShimName | undefined {
  const parts = name.replace(/^\//, '').split('_');
  const [prefix, container, pod, namespace, uid, attempt] = parts;
  if (prefix !== 'k8s' || parts.length < 6 || parts.length > 7 || !/^\d{1,10}$/.test(attempt!))
    return undefined;
  return {
    container: container!,
    pod: { name: pod!, namespace: namespace!, uid: uid! },
    attempt: Number(attempt),
  };
}

/** extractLabels. */
function splitLabels(labels: Readonly<Record<string, string>>) {
  const all = Object.entries(labels).filter(([name]) => !SHIM_LABELS.has(name));
  const isAnnotation = ([name]: readonly [string, string]) => name.startsWith(ANNOTATION);
  return {
    annotations: Object.fromEntries(
      all.filter(isAnnotation).map(([name, value]) => [name.slice(ANNOTATION.length), value]),
    ),
    own: Object.fromEntries(all.filter((entry) => !isAnnotation(entry))),
  };
}
