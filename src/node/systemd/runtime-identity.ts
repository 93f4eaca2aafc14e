import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Host } from '../host/host.ts';
import type { ServiceUnit, Setting } from './service-unit.ts';
import type { SystemdRules } from './systemd-version.ts';
import type { UnitName } from './unit-name.ts';
import { findGroup, findUser, type User } from './users.ts';

/** Who a service runs as; no user where the unit names none. */
export interface RuntimeIdentity {
  readonly user: User | undefined;
  /** Users and groups taken as there. */
  readonly assumed: readonly string[];
  /** Why it can't be started so. */
  readonly problems: readonly Diagnostic[];
}

/** Looks up User=, Group= and SupplementaryGroups=. */
export function runtimeIdentity(
  host: Host,
  service: ServiceUnit,
  name: UnitName,
  rules: SystemdRules,
): RuntimeIdentity {
  if (service.dynamicUser) {
    // The user is made for the start, and named after the unit unless it has a name.
    const user = { name: service.user?.value ?? name.prefix, assumed: false };
    return { user, assumed: [], problems: [] };
  }
  const user = service.user && findUser(host, service.user.value, rules);
  const problems = service.user && !user ? [missing('user', service.user)] : [];
  const assumed = user?.assumed ? [`user "${user.name}"`] : [];
  for (const group of [...(service.group ? [service.group] : []), ...service.supplementaryGroups]) {
    const found = findGroup(host, group.value);
    if (found === false) problems.push(missing('group', group));
    if (found === 'assumed') assumed.push(`group "${group.value}"`);
  }
  return { user, assumed, problems };
}

function missing(kind: 'user' | 'group', { value, location }: Setting<string>): Diagnostic {
  return {
    ruleId: `unit-${kind}-missing`,
    severity: 'error',
    message: `the unit does not start: there is no ${kind} "${value}"`,
    location,
    help: `create the ${kind}, or take the setting away`,
  };
}
