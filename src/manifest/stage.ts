/** In the order of pkg/kubelet/config/common.go tryDecodeSinglePod. */
const STAGES = [
  'read',
  'yaml',
  'missingkind',
  'missingversion',
  'unregistered',
  'decode',
  'notpod',
  'name',
  'default',
  'validate',
  'reference',
  'ok',
] as const;

/** How far a file came in the kubelet: `read` (unreadable or too large), then in order; `ok` runs. */
export type ManifestStage = (typeof STAGES)[number];

/** Whether one stage comes before another; null, of a file that is no manifest, before all. */
export function comesBefore(stage: ManifestStage | null, other: ManifestStage | null): boolean {
  return placeOf(stage) < placeOf(other);
}

function placeOf(stage: ManifestStage | null): number {
  return stage === null ? -1 : STAGES.indexOf(stage);
}
