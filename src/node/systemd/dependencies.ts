import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Host } from '../host/host.ts';
import { readConfigFile } from './config-file.ts';
import type { ServiceUnit } from './service-unit.ts';
import type { SystemdRules } from './systemd-version.ts';
import { findUnit, type UnitMap, unitMap } from './unit-map.ts';
import { parseUnitName } from './unit-name.ts';

/** Types whose units are files; the others may come from the kernel or from /etc/fstab. */
const FILE_TYPES = /^(service|socket|target|timer|path)$/;

/**
 * Units that must be there for this one to start, and are not (systemd core/transaction.c). A copy of a node
 * may lack them, but where it has a mask that counts.
 */
export function missingDependencies(
  host: Host,
  service: ServiceUnit,
  rules: SystemdRules,
): readonly Diagnostic[] {
  const maps = new Map<string, UnitMap>();
  const seen = new Set<string>();
  const problems: Diagnostic[] = [];
  for (const { value, location } of service.requires) {
    const name = parseUnitName(value)!;
    if (!FILE_TYPES.test(name.suffix) || seen.has(value)) continue;
    seen.add(value);
    const map = maps.get(name.suffix) ?? unitMap(host, name.suffix, rules);
    maps.set(name.suffix, map);
    const found = findUnit(host, map, name);
    const kind = found ? readConfigFile(host, found.fragment).kind : 'absent';
    if (kind === 'empty' || (kind === 'absent' && host.live)) {
      problems.push({
        ruleId: 'unit-dependency-missing',
        severity: 'error',
        message: `the unit does not start: it requires "${value}", which ${kind === 'empty' ? 'is masked' : 'is not there'}`,
        location,
        help: 'install or unmask that unit, or use "Wants=" when this one can do without it',
      });
    }
  }
  return problems;
}
