import { compareBytes } from '../bytes/text.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import { isStaticPod, type RunningContainer, type RunningPod } from '../runtime/running.ts';
import type { FileWithoutPod, PodState, PodStatus } from './pod-status.ts';
import type { WantedContainer, WantedPod } from './wanted-pods.ts';

/** A pod beside what runs of it, before it is asked why. */
export type ComparedPod = Pick<PodStatus, 'namespace' | 'name' | 'state' | 'file' | 'wanted' | 'running'>;

/** What the files want beside what runs; `running` is null where the runtime could not be asked. */
export function comparePods(
  wanted: readonly WantedPod[],
  withoutPod: readonly FileWithoutPod[],
  running: readonly RunningPod[] | null,
): ComparedPod[] {
  const compared = wanted.map((one): ComparedPod => {
    const { namespace, name, file } = one;
    if (!running) return { namespace, name, file, state: 'unknown', wanted: one, running: null };
    const pod = podOf(one, running);
    return { namespace, name, file, state: stateOf(one, pod), wanted: one, running: pod };
  });
  const known = new Set(compared.map(keyOf));
  const unwanted = (running ?? [])
    .filter((pod) => isStaticPod(pod) && pod.state === 'ready' && !known.has(keyOf(pod)))
    .map((pod): ComparedPod => {
      const { namespace, name } = pod;
      const file = withoutPod.find((one) => one.pod && keyOf(one.pod) === keyOf(pod))?.path ?? null;
      return { namespace, name, file, state: 'unwanted', wanted: null, running: pod };
    });
  return [...compared, ...unwanted].sort((a, b) => compareBytes(keyOf(a), keyOf(b)));
}

/** The files that give no pod. */
export function filesWithoutPod(files: readonly FileReport[]): FileWithoutPod[] {
  return files.flatMap(({ path, verdict, judgement, diagnostics }) => {
    if (verdict !== 'refused' && verdict !== 'shadowed') return [];
    const said = diagnostics.find(({ severity, ruleId }) =>
      verdict === 'refused' ? severity === 'error' : ruleId === 'manifest-shadowed',
    );
    return [{ path, verdict, pod: judgement?.pod ?? null, why: said?.message ?? null }];
  });
}

/** The sandbox that stands for a pod: the one of the UID that is wanted, else one that runs, else the newest. */
function podOf(wanted: WantedPod, running: readonly RunningPod[]): RunningPod | null {
  const same = running.filter((pod) => keyOf(pod) === keyOf(wanted) && isStaticPod(pod));
  const [best] = [...same].sort(
    (a, b) =>
      Number(wanted.uids.includes(b.uid)) - Number(wanted.uids.includes(a.uid)) ||
      Number(b.state === 'ready') - Number(a.state === 'ready') ||
      b.createdAt - a.createdAt,
  );
  return best ?? null;
}

function stateOf(wanted: WantedPod, pod: RunningPod | null): PodState {
  if (!pod) return 'missing';
  if (wanted.uids.length > 0 && !wanted.uids.includes(pod.uid))
    return pod.state === 'ready' ? 'outdated' : 'missing';
  const states = wanted.containers.map((container) => containerState(container, pod));
  for (const state of ['crashing', 'failed'] as const) if (states.includes(state)) return state;
  if (states.every((state) => state === 'completed')) return 'completed';
  if (pod.state === 'notReady') return 'stopped';
  if (states.includes('outdated')) return 'outdated';
  return states.every((state) => state === 'running' || state === 'completed') ? 'running' : 'starting';
}

/** The newest container of a name. */
export function newest(pod: RunningPod, name: string): RunningContainer | undefined {
  return pod.containers.find((container) => container.name === name);
}

/** How a container of a pod is. */
export function containerState(
  { name, restarts, hash }: WantedContainer,
  pod: RunningPod,
): 'running' | 'outdated' | 'starting' | 'crashing' | 'completed' | 'failed' {
  const container = newest(pod, name);
  if (!container || container.state === 'created' || container.state === 'unknown') return 'starting';
  const isOther = hash !== null && container.hash !== null && container.hash !== hash;
  if (container.state === 'running') return isOther ? 'outdated' : 'running';
  if (container.exitCode === 0) return restarts === 'Always' ? 'crashing' : 'completed';
  return restarts === 'Never' ? 'failed' : 'crashing';
}

/** How a pod is called among others: two pods of one namespace and name are one to the kubelet. */
export function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
