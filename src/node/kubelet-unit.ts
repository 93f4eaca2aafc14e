import { enabledUnits, knownUnits, kubeletInstances } from './distributions/known-units.ts';
import type { Host } from './host/host.ts';
import type { ServiceStart } from './systemd/service-start.ts';
import { startService } from './systemd/start-service.ts';
import { rulesOf } from './systemd/systemd-version.ts';
import { type UnitMap, unitMap } from './systemd/unit-map.ts';

const DEFAULT_UNIT = 'kubelet.service';

/** What is known of the unit that starts the kubelet. */
export interface KubeletUnit {
  readonly service: ServiceStart;
  /** Other units on the node that could start one. */
  readonly others: readonly string[];
  /** One of them that is enabled, where the unit itself is not. */
  readonly enabled?: string;
}

/**
 * The unit that was named, else kubelet.service, else one of those by which distributions start a kubelet: the first
 * that is enabled, or the first.
 */
export function kubeletUnit(host: Host, named: string | undefined): KubeletUnit {
  const units = unitMap(host, 'service', rulesOf({}));
  const service = startService(host, named ?? DEFAULT_UNIT, { units });
  if (named !== undefined) return { service, others: [] };
  const known = knownUnits.filter((name) => units.entries.has(name));
  if (isThere(service)) return { service, others: [], ...rival(host, known, units) };
  const names = [...units.entries.keys()];
  const instances = names.some((name) => name.startsWith('kubelet@')) ? kubeletInstances(host) : [];
  const starts = [...instances, ...known].map((name) => startService(host, name, { units }));
  const loaded = starts.filter(({ state }) => state === 'loaded');
  const enabled = loaded.length > 1 ? enabledUnits(host) : new Set<string>();
  const found = loaded.find(({ unit }) => enabled.has(unit.name)) ?? loaded[0] ?? starts.find(isThere);
  if (!found) return { service, others: [] };
  const others = starts.filter((start) => start !== found && isThere(start)).map(({ unit }) => unit.name);
  return { service: found, others };
}

/** A leftover kubelet.service beside the unit that the node really starts. */
function rival(host: Host, known: readonly string[], units: UnitMap): Pick<KubeletUnit, 'enabled'> {
  if (known.length === 0) return {};
  const wanted = enabledUnits(host);
  if (wanted.has(DEFAULT_UNIT)) return {};
  const enabled = known.find(
    (name) => wanted.has(name) && startService(host, name, { units }).state === 'loaded',
  );
  return enabled !== undefined && units.entries.get(DEFAULT_UNIT) !== enabled ? { enabled } : {};
}

function isThere({ state }: ServiceStart): boolean {
  return state !== 'not-found' && state !== 'masked';
}
