import { defaultFeatureGates, setFeatureGates } from '../../../versions/feature-gates.ts';
import type { Document } from '../../../yaml/tree.ts';
import { podOf } from '../../decode/decode-manifest.ts';
import type { Facts } from '../../judgement.ts';
import { setPodDefaults } from '../defaults.ts';
import { applyDefaults } from '../naming.ts';
import { podDefaultingOptions } from '../options.ts';
import type { Pod } from '../types.ts';
import { encodePod } from './encode-pod.ts';
import { exactLeaf } from './exact-values.ts';
import { staticPodUid } from './static-pod-uid.ts';
import { type PodStatus, setStatusDefaults } from './status.ts';

/** A pod as its kubelet runs it. */
export interface EffectivePod {
  /** As a v1.Pod in JSON. Without a UID and its annotation where that is not known. */
  readonly pod: Readonly<Record<string, unknown>>;
  readonly uid: string | null;
}

/** How a kubelet comes to a file. */
export interface EffectivePodRequest {
  readonly document: Document;
  readonly facts: Facts;
  /**
   * The file's path as the kubelet opens it, or the URL where the facts say so, which goes into the UID; null where
   * it is not known.
   */
  readonly path: string | null;
}

/** ConfigSourceAnnotationKey (pkg/kubelet/types/pod_update.go), set in pkg/kubelet/config/config.go. */
const CONFIG_SOURCE_ANNOTATION = 'kubernetes.io/config.source';
const CONFIG_HASH_ANNOTATION = 'kubernetes.io/config.hash';

/**
 * The pod that a kubelet runs for a manifest that it does not refuse: decoded, with the defaults of v1, named, and
 * converted back to v1 (tryDecodeSinglePod and applyDefaults, pkg/kubelet/config/common.go).
 */
export function effectivePod({ document, facts, path }: EffectivePodRequest): EffectivePod {
  const { version, nodeName, source } = facts;
  const { gates } = setFeatureGates(defaultFeatureGates(version), facts.gates);
  const pod: Pod & { status?: PodStatus } = podOf(document.root!, version, exactLeaf(document));
  setPodDefaults(pod, podDefaultingOptions(gates));
  pod.spec!.serviceAccount = pod.spec!.serviceAccountName ?? '';
  pod.status ??= {};
  setStatusDefaults(pod.status);

  pod.metadata ??= {};
  const given = pod.metadata.uid;
  // Which of two such keys the kubelet takes is chance.
  const isChance = document.duplicates.some(({ inAnyOrder }) => inAnyOrder);
  const origin = source ? `url:${path}` : `host:${nodeName}file:${path}`;
  const uid =
    given ||
    (path === null || isChance ? undefined : staticPodUid(pod, version, origin, source === 'urlItem'));
  if (uid) pod.metadata.uid = uid;
  applyDefaults(pod, nodeName, source);
  if (!uid) {
    delete pod.metadata.uid;
    pod.metadata.annotations?.delete(CONFIG_HASH_ANNOTATION);
  }
  pod.metadata.annotations?.set(CONFIG_SOURCE_ANNOTATION, source ? 'http' : 'file');
  pod.status.phase = 'Pending';
  return { pod: { apiVersion: 'v1', kind: 'Pod', ...encodePod(pod, version) }, uid: uid ?? null };
}
