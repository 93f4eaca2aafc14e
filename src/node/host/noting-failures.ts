import type { Host, LookFailure } from './host.ts';
import { observedHost } from './observed-host.ts';

/** A host that notes, by path, looks that failed for one of these reasons. */
export function notingFailures(
  host: Host,
  reasons: readonly LookFailure['reason'][],
): { host: Host; noted: ReadonlyMap<string, LookFailure> } {
  const noted = new Map<string, LookFailure>();
  const noting = observedHost(host, (_, looked) => {
    if (!looked.ok && reasons.includes(looked.failure.reason)) noted.set(looked.failure.path, looked.failure);
  });
  return { host: noting, noted };
}
