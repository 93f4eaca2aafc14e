import { compareBytes } from '../bytes/text.ts';
import type { RunningContainer, RunningPod } from './running.ts';

/** A sandbox as a list of them tells it. */
export type Sandbox = Omit<RunningPod, 'containers'>;

/** By what a pod is told from others. */
export type PodIdentity = Pick<RunningPod, 'namespace' | 'name' | 'uid'>;

/** What the kubelet adds to a pod's own labels: newPodLabels (pkg/kubelet/kuberuntime/labels.go). */
const POD_NAME = 'io.kubernetes.pod.name';
const POD_NAMESPACE = 'io.kubernetes.pod.namespace';
const POD_UID = 'io.kubernetes.pod.uid';
const ADDED_LABELS: ReadonlySet<string> = new Set([POD_NAME, POD_NAMESPACE, POD_UID]);

const CONTAINER_HASH = 'io.kubernetes.container.hash';
const RESTART_COUNT = 'io.kubernetes.container.restartCount';

/** A pod's labels without the kubelet's own. */
export function ownLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !ADDED_LABELS.has(name)));
}

/** Which pod something belongs to, as the kubelet's labels say. */
export function podOfLabels(labels: Readonly<Record<string, string>>): PodIdentity {
  return { name: labels[POD_NAME] ?? '', namespace: labels[POD_NAMESPACE] ?? '', uid: labels[POD_UID] ?? '' };
}

/** What only a closer look at a container tells, before one was taken. */
export const NOT_LOOKED_AT = {
  startedAt: null,
  finishedAt: null,
  exitCode: null,
  reason: null,
  message: null,
  pid: null,
  logPath: null,
  command: null,
  args: null,
  argv: null,
  mounts: null,
} as const satisfies Partial<RunningContainer>;

/** What the kubelet notes on a container: newContainerAnnotations (pkg/kubelet/kuberuntime/labels.go). */
export function notesOn(
  annotations: Readonly<Record<string, string>>,
): Pick<RunningContainer, 'hash' | 'restartCount'> {
  const restarts = annotations[RESTART_COUNT] ?? '';
  return {
    hash: annotations[CONTAINER_HASH] ?? null,
    restartCount: /^\d{1,10}$/.test(restarts) ? Number(restarts) : null,
  };
}

/**
 * Sandboxes and containers as pods. Of several sandboxes of one pod the latest is the pod, as for the kubelet
 * (podSandboxByCreatedThenID, pkg/kubelet/kuberuntime/helpers.go); the containers of the others are its earlier ones.
 */
export function assemblePods(
  sandboxes: readonly Sandbox[],
  containers: readonly RunningContainer[],
): readonly RunningPod[] {
  const pods = new Map<string, { sandbox: Sandbox; containers: RunningContainer[] }>();
  const bySandbox = new Map<string, RunningContainer[]>();
  for (const sandbox of [...sandboxes].sort(latestFirst)) {
    const pod = pods.get(podKey(sandbox)) ?? { sandbox, containers: [] };
    pods.set(podKey(sandbox), pod);
    bySandbox.set(sandbox.sandboxId, pod.containers);
  }
  for (const container of [...containers].sort(newestFirst)) {
    bySandbox.get(container.sandboxId)?.push(container);
  }
  return [...pods.values()]
    .map(({ sandbox, containers }) => ({ ...sandbox, containers }))
    .sort(
      (a, b) =>
        compareBytes(a.namespace, b.namespace) ||
        compareBytes(a.name, b.name) ||
        b.createdAt - a.createdAt ||
        compareBytes(a.uid, b.uid),
    );
}

/** Of the containers of one name the newest two: what is, and how the one before it ended. */
export function worthALook<T extends Pick<RunningContainer, 'name' | 'id' | 'createdAt'>>(
  containers: readonly T[],
  podOf: (container: T) => PodIdentity,
): readonly { readonly container: T; readonly isNewest: boolean }[] {
  const seen = new Map<string, number>();
  return [...containers].sort(newestFirst).flatMap((container) => {
    const key = `${podKey(podOf(container))}${container.name}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before < 2 ? [{ container, isNewest: before === 0 }] : [];
  });
}

/** A manifest may set its UID, and two may set the same. */
function podKey({ namespace, name, uid }: PodIdentity): string {
  return JSON.stringify([namespace, name, uid]);
}

function latestFirst(a: Sandbox, b: Sandbox): number {
  return b.attempt - a.attempt || b.createdAt - a.createdAt || compareBytes(a.sandboxId, b.sandboxId);
}

type Dated = Pick<RunningContainer, 'id' | 'createdAt'>;

function newestFirst(a: Dated, b: Dated): number {
  return b.createdAt - a.createdAt || compareBytes(a.id, b.id);
}
