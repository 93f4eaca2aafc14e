import type { ApiPod } from '../runtime/api/pods.ts';
import { keyOf } from './compare-pods.ts';
import { type MirrorPods, mirrorStatus } from './mirror.ts';
import type { PodStatus } from './pod-status.ts';
import type { Around } from './why.ts';

/** Mirror pods of which there is neither a file nor anything that runs. */
export function mirrorsAlone(
  mirrors: MirrorPods,
  known: readonly PodStatus[],
  { kubeletRuns, words }: Pick<Around, 'kubeletRuns' | 'words'>,
): PodStatus[] {
  const names = new Set(known.map(keyOf));
  return (mirrors.pods ?? [])
    .filter((pod) => pod.mirrorOf !== null && !names.has(keyOf(pod)))
    .map((pod) => {
      const { namespace, name } = pod;
      return {
        namespace,
        name,
        state: 'mirrorOnly',
        file: null,
        wanted: null,
        running: null,
        why: 'no file wants it and nothing of it runs: only its mirror pod is left in the API',
        help: helpFor(pod, kubeletRuns),
        evidence: [],
        mirror: mirrorStatus(pod, null, null, mirrors, words),
      };
    });
}

/** pkg/kubelet HandlePodCleanups deletes such mirrors every two seconds; what has finalizers stays all the same. */
function helpFor({ namespace, name, finalizers }: ApiPod, kubeletRuns: boolean | null): string {
  if (finalizers.length > 0)
    return `kubectl patch pod ${name} -n ${namespace} --type=merge -p '{"metadata":{"finalizers":null}}'`;
  return kubeletRuns === false
    ? 'the kubelet deletes it, and does not run: spctl doctor'
    : 'the kubelet deletes it by itself within seconds';
}
