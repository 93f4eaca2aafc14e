import { knownUnits, kubeletInstances } from './distributions/known-units.ts';
import type { Host } from './host/host.ts';
import type { ServiceStart } from './systemd/service-start.ts';
import { startService } from './systemd/start-service.ts';
import { rulesOf } from './systemd/systemd-version.ts';
import { unitMap } from './systemd/unit-map.ts';

const DEFAULT_UNIT = 'kubelet.service';

/** What is known of the unit that starts the kubelet. */
export interface KubeletUnit {
  readonly service: ServiceStart;
  /** Other units on the node that could start one. */
  readonly others: readonly string[];
}

/** The unit that was named, else kubelet.service, else the first of those by which distributions start a kubelet. */
export function kubeletUnit(host: Host, named: string | undefined): KubeletUnit {
  const units = unitMap(host, 'service', rulesOf({}));
  const service = startService(host, named ?? DEFAULT_UNIT, { units });
  if (named !== undefined || isThere(service)) return { service, others: [] };
  const names = [...units.entries.keys()];
  const instances = names.some((name) => name.startsWith('kubelet@')) ? kubeletInstances(host) : [];
  const candidates = [...instances, ...knownUnits.filter((name) => units.entries.has(name))];
  const starts = candidates.map((name) => startService(host, name, { units }));
  const found = starts.find(({ state }) => state === 'loaded') ?? starts.find(isThere);
  if (!found) return { service, others: [] };
  const others = starts.filter((start) => start !== found && isThere(start)).map(({ unit }) => unit.name);
  return { service: found, others };
}

function isThere({ state }: ServiceStart): boolean {
  return state !== 'not-found' && state !== 'masked';
}
