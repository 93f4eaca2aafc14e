import type { Minor } from '../../../versions/minor.ts';
import type { Pod } from '../types.ts';
import { fnv128a, md5 } from './digests.ts';
import { hashText } from './hash-text.ts';

/**
 * The UID that a source gives a pod without one: a hash of the pod with its defaults and of its origin, the node's
 * name and the file's path or the URL (applyDefaults, pkg/kubelet/config/common.go). Undefined where it depends on
 * more than those.
 */
export function staticPodUid(pod: Pod, minor: Minor, origin: string, isItem: boolean): string | undefined {
  const text = hashText(pod, minor, isItem);
  if (text === undefined) return undefined;
  const bytes = new TextEncoder().encode(text + origin);
  return minor >= 35 ? fnv128a(bytes) : md5(bytes);
}
