import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Host } from '../host/host.ts';
import { type Launch, launchService } from './launch-service.ts';
import { type LoadedService, loadService } from './load-service.ts';
import { type NodeFacts, nodeFacts } from './node-facts.ts';
import type { ServiceStart } from './service-start.ts';
import { emptyService } from './service-unit.ts';
import { rulesOf, type SystemdOptions, type SystemdRules } from './systemd-version.ts';
import { type UnitMap, unitMap } from './unit-map.ts';
import { isTemplate, parseUnitName, type UnitName } from './unit-name.ts';
import { verifyService } from './verify-service.ts';

/**
 * What systemd makes of a unit: files are found and read, then checked as a whole, then the service is started
 * as far as the node's files tell. `units`: the services that there are, where the caller has looked already.
 */
export function startService(
  host: Host,
  unitName: string,
  options: SystemdOptions & { readonly units?: UnitMap } = {},
): ServiceStart {
  const diagnostics: Diagnostic[] = [];
  const rules = rulesOf(options);
  const facts = nodeFacts(host);
  const name = serviceName(unitName, diagnostics);
  if (!name) return describe(unitName, { ...NOT_FOUND, id: unitName }, NOT_LAUNCHED, diagnostics);

  const units = options.units ?? unitMap(host, name.suffix, rules);
  const loaded = loadService(host, units, name, facts, rules, diagnostics);
  const service = { ...loaded, id: loaded.name.full };
  if (loaded.state !== 'loaded') {
    const described = describedByDropIns(host, loaded, facts, rules);
    return describe(name.full, service, { ...NOT_LAUNCHED, ...described }, diagnostics);
  }
  const refusal = verifyService(loaded.service);
  if (refusal) {
    diagnostics.push(refusal);
    return describe(name.full, { ...service, state: 'bad-setting' }, NOT_LAUNCHED, diagnostics);
  }
  return describe(name.full, service, launchService(host, loaded, facts, rules, diagnostics), diagnostics);
}

/** What would be executed if the unit's own file were there too. */
function describedByDropIns(
  host: Host,
  { name, fromDropIns: service, isPartial = false }: LoadedService,
  facts: NodeFacts,
  rules: SystemdRules,
): Partial<Launch> {
  if (!service || verifyService(service)) return {};
  const launch = launchService(host, { name, service, isPartial }, facts, rules, []);
  const { described, preCommands, workingDirectory, user, environmentFiles, outputFiles } = launch;
  return { described, preCommands, workingDirectory, user, environmentFiles, outputFiles };
}

const NOT_FOUND = { state: 'not-found', dropIns: [], service: emptyService() } as const;

const NOT_LAUNCHED: Launch = {
  started: false,
  exe: null,
  argv: null,
  environment: null,
  described: null,
  workingDirectory: '/',
  user: null,
  assumed: [],
  preCommands: [],
  environmentFiles: [],
  outputFiles: [],
};

/** The name as systemctl completes it; undefined when no service can be called so. */
function serviceName(unitName: string, diagnostics: Diagnostic[]): UnitName | undefined {
  const name = parseUnitName(unitName) ?? parseUnitName(`${unitName}.service`);
  const problem = !name
    ? `"${unitName}" is not the name of a unit`
    : name.suffix !== 'service'
      ? `"${name.full}" is not a service`
      : isTemplate(name)
        ? `"${name.full}" is a template, which only starts with an instance name behind "@"`
        : undefined;
  if (problem === undefined) return name;
  diagnostics.push({ ruleId: 'unit-name-invalid', severity: 'error', message: problem });
  return undefined;
}

function describe(
  name: string,
  loaded: Pick<LoadedService, 'state' | 'fragment' | 'dropIns'> & { readonly id: string },
  launch: Launch,
  diagnostics: readonly Diagnostic[],
): ServiceStart {
  const { environmentFiles, outputFiles, ...outcome } = launch;
  const { state, id, fragment, dropIns } = loaded;
  return {
    unit: { name, id, ...(fragment !== undefined && { fragment }), dropIns, environmentFiles, outputFiles },
    state,
    ...outcome,
    diagnostics,
  };
}
