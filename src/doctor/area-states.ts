import { AREAS, type Area } from '../checks/areas.ts';
import type { Examination } from '../checks/examine-node.ts';
import { credentialsSeen } from '../checks/reading/credentials-seen.ts';
import type { Host } from '../node/host/host.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { MachineState } from '../runtime/machine-state.ts';
import type { Problem } from './problem.ts';

/**
 * How it stands with a part of the node. `unknown`: something in it could not be looked at, or it was not reached,
 * as what the kubelet is configured to do where nobody knows its command line.
 */
export interface AreaState {
  readonly area: Area;
  readonly status: 'ok' | 'problem' | 'unknown';
}

/** What of a node was looked at. */
interface Looked {
  readonly host: Host;
  readonly report: NodeReport;
  readonly machine: MachineState | null;
  readonly unchecked: readonly string[];
  /** The parts in which something could not be looked at. */
  readonly unlooked: readonly Area[];
}

/** Every part of the node. */
export function areaStates(
  problems: readonly Problem[],
  examinations: readonly Examination[],
  looked: Looked,
): AreaState[] {
  const wrong = new Set(
    problems.flatMap(({ area, consequences }) => [area, ...consequences.map((one) => one.area)]),
  );
  const closed = new Set([
    ...examinations.filter(({ failures }) => failures.length > 0).map(({ check }) => check.area),
    ...notReached(looked),
    ...looked.unlooked,
  ]);
  return AREAS.map((area) => ({
    area,
    status: wrong.has(area) ? 'problem' : closed.has(area) ? 'unknown' : 'ok',
  }));
}

function notReached({ host, report, machine, unchecked }: Looked): readonly Area[] {
  const { start, source, unread, found } = report;
  // No node at all.
  if (!host.readDir('/').ok) return AREAS;
  return [
    ...(found?.service.state === 'not-found' && start === null ? (['unit'] as const) : []),
    ...(start === null || unread.length > 0
      ? (['command-line', 'configuration', 'credentials'] as const)
      : []),
    ...(credentialsSeen({ host, report }) ? [] : (['credentials'] as const)),
    ...(source.kind === 'unknown' ? (['static-pods', 'manifests', 'control-plane'] as const) : []),
    ...(unchecked.length > 0 ? (['manifests'] as const) : []),
    ...(machine === null ? (['kubelet'] as const) : []),
  ];
}
