import type { Minor } from '../../../versions/minor.ts';
import type { Pod } from '../types.ts';
import { fnv128a, md5 } from './digests.ts';
import { hashText } from './hash-text.ts';

/**
 * The UID that the file source gives a pod without one: a hash of the pod with its defaults, the node's name and
 * the file's path (applyDefaults, pkg/kubelet/config/common.go). Undefined where it depends on more than those.
 */
export function staticPodUid(pod: Pod, minor: Minor, nodeName: string, path: string): string | undefined {
  const text = hashText(pod, minor);
  if (text === undefined) return undefined;
  const bytes = new TextEncoder().encode(`${text}host:${nodeName}file:${path}`);
  return minor >= 35 ? fnv128a(bytes) : md5(bytes);
}
