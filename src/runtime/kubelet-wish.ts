import type { NodeReport } from '../node/inspect-node.ts';
import type { Wish } from './look-at-machine.ts';

/** What leads to the kubelet's unit and log on a running machine, given what its files say. */
export function kubeletWish({
  found,
  process,
}: NodeReport): Required<Pick<Wish, 'unit' | 'logFiles' | 'startTime'>> {
  return {
    unit: found && found.service.state !== 'not-found' ? found.service.unit.name : null,
    logFiles: found?.service.unit.outputFiles ?? [],
    startTime: process?.startTime ?? null,
  };
}
