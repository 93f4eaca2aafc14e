import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceText } from '../../diagnostics/location.ts';
import type { Host, LookFailure } from '../host/host.ts';
import { readConfigFile } from './config-file.ts';
import { findDropIns } from './drop-ins.ts';
import type { NodeFacts } from './node-facts.ts';
import { parseConfig } from './parse-config.ts';
import { readSetting } from './service-settings.ts';
import { emptyService, type ServiceUnit } from './service-unit.ts';
import type { SettingContext } from './setting-context.ts';
import type { SystemdRules } from './systemd-version.ts';
import { findUnit, type UnitMap } from './unit-map.ts';
import type { UnitName } from './unit-name.ts';
import { unitSpecifiers } from './unit-specifiers.ts';

/** Sections of a service; `[Install]` is for systemctl, but read all the same. */
const SERVICE_SECTIONS = ['Unit', 'Service', 'Install'] as const;

/** A unit that was loaded, or why there is none to start. */
export interface LoadedService {
  readonly state: 'loaded' | 'not-found' | 'masked' | 'bad-setting' | 'unreadable';
  /** The name it goes by once it is loaded. */
  readonly name: UnitName;
  readonly fragment?: string;
  /** In the order in which they apply. */
  readonly dropIns: readonly string[];
  readonly service: ServiceUnit;
}

/** Finds a service's unit file and drop-ins and reads them (systemd core/load-fragment.c, unit_load_fragment). */
export function loadService(
  host: Host,
  map: UnitMap,
  name: UnitName,
  facts: NodeFacts,
  rules: SystemdRules,
  diagnostics: Diagnostic[],
): LoadedService {
  const service = emptyService();
  const found = findUnit(host, map, name);
  if (!found) {
    diagnostics.push(...notFound(map, name));
    return { state: 'not-found', name, dropIns: [], service };
  }
  const { fragment, id, aliases } = found;
  const file = readConfigFile(host, fragment);
  switch (file.kind) {
    case 'absent':
      diagnostics.push(dangling(name, fragment));
      return { state: 'not-found', name, dropIns: [], service };
    case 'empty':
      diagnostics.push(masked(name, fragment));
      return { state: 'masked', name, fragment, dropIns: [], service };
    case 'unreadable':
      diagnostics.push(unreadable(file.failure, 'error', 'systemd does not load the unit'));
      return { state: 'unreadable', name, fragment, dropIns: [], service };
  }
  const realPath = host.realPath(fragment);
  const read = (source: SourceText, unit: UnitName, fatal: 'error' | 'warning'): boolean => {
    const specifiers = unitSpecifiers(
      { name: unit, realPath: realPath.ok ? realPath.value : fragment, slice: () => service.slice },
      facts,
      rules,
    );
    return readServiceFile(source, { service, specifiers, rules, fatal, diagnostics });
  };
  // The unit file is read under the name that was asked for, the drop-ins under the unit's own.
  if (!read(file.source, name, 'error'))
    return { state: 'bad-setting', name: id, fragment, dropIns: [], service };

  const dropIns: string[] = [];
  for (const path of findDropIns(host, id, aliases, rules)) {
    const dropIn = readConfigFile(host, path);
    if (dropIn.kind === 'unreadable') {
      if (dropIn.failure.reason === 'isDirectory') continue;
      diagnostics.push(unreadable(dropIn.failure, 'warning', 'systemd ignores the drop-in'));
    }
    if (dropIn.kind !== 'text') continue;
    dropIns.push(path);
    read(dropIn.source, id, 'warning');
  }
  return { state: 'loaded', name: id, fragment, dropIns, service };
}

/** Reads the unit file or a drop-in of a service; false when reading ended early. */
export function readServiceFile(source: SourceText, context: SettingContext): boolean {
  const assign = (assignment: Parameters<typeof readSetting>[1]) => readSetting(context, assignment);
  return parseConfig(
    source,
    { sections: SERVICE_SECTIONS, fatal: context.fatal, assign },
    context.diagnostics,
  );
}

function notFound(map: UnitMap, name: UnitName): Diagnostic[] {
  const rejected = map.rejected.get(name.full);
  return [
    ...(rejected
      ? [
          {
            ruleId: 'unit-alias-rejected',
            severity: 'warning' as const,
            message: `systemd ignores the link to "${rejected.target}": ${rejected.reason}`,
            location: { file: rejected.path },
          },
        ]
      : []),
    {
      ruleId: 'unit-not-found',
      severity: 'error',
      message: `there is no unit "${name.full}"`,
      help: 'install the unit file, or name the unit that starts the kubelet with --unit; a drop-in alone makes no unit',
    },
  ];
}

function dangling(name: UnitName, fragment: string): Diagnostic {
  return {
    ruleId: 'unit-not-found',
    severity: 'error',
    message: `there is no unit "${name.full}": its file is a link to nothing, which hides a unit file of that name elsewhere too`,
    location: { file: fragment },
    help: 'remove the link or restore its target',
  };
}

function masked(name: UnitName, fragment: string): Diagnostic {
  return {
    ruleId: 'unit-masked',
    severity: 'error',
    message: `"${name.full}" is masked: its file is empty or a link to /dev/null, and drop-ins do not change that`,
    location: { file: fragment },
    help: `run "systemctl unmask ${name.full}", or remove the file`,
  };
}

function unreadable(failure: LookFailure, severity: 'error' | 'warning', consequence: string): Diagnostic {
  return {
    ruleId: 'unit-unreadable',
    severity,
    message: `${consequence}: it can't be read: ${failure.message}`,
    location: { file: failure.path },
  };
}
