import type { ApiError } from '../runtime/api/api-error.ts';
import type { ApiPod } from '../runtime/api/pods.ts';
import type { RunningPod } from '../runtime/running.ts';
import { keyOf } from './compare-pods.ts';
import type { KubeletWords } from './kubelet-words.ts';
import type { WantedPod } from './wanted-pods.ts';

/**
 * `there`: it speaks of the pod that runs; `stale`: of an earlier one; `edited`: its text is not the file's, which
 * changes nothing on the node; `terminating`: it is being deleted, which stops nothing on the node; `anotherPod`: a
 * pod of that name that is no mirror; `missing`: there is none.
 */
export interface MirrorStatus {
  readonly state: 'there' | 'stale' | 'edited' | 'terminating' | 'anotherPod' | 'missing' | 'unknown';
  readonly why: string | null;
  /** Milliseconds since the epoch: of the mirror, which is not the container's. */
  readonly created: number | null;
}

/** What an API server says about the pods of a node. */
export interface MirrorPods {
  readonly pods: readonly ApiPod[] | null;
  readonly failure: ApiError | null;
  /** By name, whether there is such a namespace; of those that were asked for. */
  readonly namespaces: ReadonlyMap<string, boolean>;
  /** Null where that could not be asked. */
  readonly isNodeRegistered: boolean | null;
}

/** What there is of a pod in the API. */
export function mirrorStatus(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  wanted: WantedPod | null,
  running: RunningPod | null,
  api: MirrorPods,
  words: KubeletWords,
): MirrorStatus {
  if (api.pods === null) return { state: 'unknown', why: api.failure?.message ?? null, created: null };
  const pod = api.pods.find((one) => one.namespace === namespace && one.name === name);
  if (!pod)
    return { state: 'missing', why: whyMissing({ namespace, name }, running, api, words), created: null };
  const { created, mirrorOf, deleted } = pod;
  if (mirrorOf === null) {
    const why = `"${namespace}/${name}" in the API is a pod of its own and no mirror: both run; when it is deleted, restart the kubelet, or the mirror comes and goes`;
    return { state: 'anotherPod', why, created };
  }
  if (deleted !== null) {
    const waits = pod.finalizers.length > 0 ? `, and waits for ${pod.finalizers.join(', ')}` : '';
    return {
      state: 'terminating',
      why: `it is being deleted${waits}${running ? '; what runs on the node goes on' : ''}`,
      created,
    };
  }
  const uids = running ? [running.uid] : (wanted?.uids ?? []);
  if (uids.length > 0 && !uids.includes(mirrorOf))
    return { state: 'stale', why: 'it speaks of a pod that does not run any more', created };
  // Of a pod that is not yet what its file says, the mirror shows what the file said before.
  const edited = wanted?.uids.includes(mirrorOf) ? editedImage(pod, wanted) : undefined;
  if (edited !== undefined) return { state: 'edited', why: edited, created };
  return { state: 'there', why: null, created };
}

/** An image in the mirror's text that is not the manifest's. */
function editedImage({ specImages }: ApiPod, { containers }: WantedPod): string | undefined {
  const other = specImages.find(({ name, image }) =>
    containers.some((one) => one.name === name && one.image !== image),
  );
  return (
    other && `somebody changed it: it shows the image "${other.image}", which does not run; the file decides`
  );
}

function whyMissing(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  running: RunningPod | null,
  { isNodeRegistered, namespaces }: MirrorPods,
  { mirrorRefused }: KubeletWords,
): string | null {
  if (isNodeRegistered === false) return 'the node is not registered, and without it there are no mirrors';
  if (namespaces.get(namespace) === false)
    return `there is no namespace "${namespace}" in the API: kubectl create namespace ${namespace}`;
  const refusal = mirrorRefused.get(keyOf({ namespace, name }));
  if (refusal !== undefined) return `the API server refuses it: ${refusal.words}`;
  return running === null ? 'the kubelet makes none for a pod that it does not run' : null;
}
