import type { Pod } from './types.ts';

/** ConfigMirrorAnnotationKey (pkg/kubelet/types/pod_update.go). */
export const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';

/** IsMirrorPod (pkg/kubelet/types/pod_update.go): what a kubelet takes for the mirror of another pod never runs. */
export function isMirrorPod({ metadata }: Pod): boolean {
  return metadata?.annotations?.has(MIRROR_ANNOTATION) === true;
}
