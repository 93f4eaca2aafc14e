import type { UrlSource } from '../judgement.ts';
import type { Pod, Toleration } from './types.ts';

/** ConfigHashAnnotationKey (pkg/kubelet/types/pod_update.go). */
const CONFIG_HASH_ANNOTATION = 'kubernetes.io/config.hash';

/** As long as the hash of the file that becomes the UID, which depends on Go's memory layout. */
const HASH_LENGTH = 32;

/** So that the pod is not evicted when there are node problems. */
const NO_EXECUTE: Toleration = { operator: 'Exists', effect: 'NoExecute' };

/**
 * What a source adds to a pod before it validates it: applyDefaults and generatePodName
 * (pkg/kubelet/config/common.go). The pod is changed. Only one from a file tolerates problems of its node.
 */
export function applyDefaults(pod: Pod, nodeName: string, source?: UrlSource): void {
  pod.metadata ??= {};
  pod.spec ??= {};
  const { metadata, spec } = pod;
  metadata.uid ||= '0'.repeat(HASH_LENGTH);
  metadata.name = `${metadata.name ?? ''}-${nodeName.toLowerCase()}`;
  metadata.namespace ||= 'default';
  metadata.annotations = new Map(metadata.annotations).set(CONFIG_HASH_ANNOTATION, metadata.uid);
  spec.nodeName = nodeName;
  if (!source) spec.tolerations = addOrUpdateToleration(spec.tolerations ?? [], NO_EXECUTE);
}

/** AddOrUpdateTolerationInPod (pkg/apis/core/helper/helpers.go). */
function addOrUpdateToleration(tolerations: readonly Toleration[], added: Toleration): Toleration[] {
  const matches = ({ key = '', operator = '', value = '', effect = '' }: Toleration): boolean =>
    key === '' && operator === added.operator && value === '' && effect === added.effect;
  if (!tolerations.some(matches)) return [...tolerations, added];
  return tolerations.map((toleration) => (matches(toleration) ? added : toleration));
}
