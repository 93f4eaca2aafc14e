import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { SourceText } from '../../diagnostics/location.ts';
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
  /** What drop-ins alone tell of a unit whose file a copy of a node lacks: all that it executes. */
  readonly fromDropIns?: ServiceUnit;
  /** The unit file may set variables too. */
  readonly isPartial?: boolean;
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
  const orphan = (): Orphan | undefined => (host.live ? undefined : readOrphan(host, name, facts, rules));
  if (!found) {
    const alone = orphan();
    diagnostics.push(...notFound(map, name, alone));
    return { state: 'not-found', name, dropIns: [], service, ...alone };
  }
  const { fragment, id, aliases } = found;
  const file = readConfigFile(host, fragment);
  switch (file.kind) {
    case 'absent':
      diagnostics.push(dangling(name, fragment));
      return { state: 'not-found', name, dropIns: [], service, ...orphan() };
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

type Orphan = Required<Pick<LoadedService, 'fromDropIns' | 'isPartial'>>;

/**
 * The drop-ins of a unit whose own file was not copied. They tell what it executes where they take away what the
 * file has: a command that stands in its place shows whether they do.
 */
function readOrphan(host: Host, name: UnitName, facts: NodeFacts, rules: SystemdRules): Orphan | undefined {
  const service = emptyService();
  const specifiers = unitSpecifiers(
    { name, realPath: `/usr/lib/systemd/system/${name.full}`, slice: () => service.slice },
    facts,
    rules,
  );
  const read = (source: SourceText) =>
    readServiceFile(source, { service, specifiers, rules, fatal: 'warning', diagnostics: [] });
  read(new SourceText('', `[Service]\nExecStart=${PLACEHOLDER}\n`));
  const paths = findDropIns(host, name, [], rules);
  for (const path of paths) {
    const dropIn = readConfigFile(host, path);
    if (dropIn.kind === 'text') read(dropIn.source);
  }
  const { ExecStart } = service.commands;
  if (ExecStart.length === 0 || ExecStart.some(({ path }) => path === PLACEHOLDER)) return undefined;
  return { fromDropIns: service, isPartial: !isPackaged(name, paths) };
}

const PLACEHOLDER = '/in/the/unit/file';

/** The kubelet's packages ship a unit that sets no variable (kubernetes/release cmd/krel/templates/latest/kubelet). */
function isPackaged({ full }: UnitName, dropIns: readonly string[]): boolean {
  return full === 'kubelet.service' && dropIns.some((path) => path.endsWith('/10-kubeadm.conf'));
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

function notFound(map: UnitMap, name: UnitName, alone: Orphan | undefined): Diagnostic[] {
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
      message: `there is no unit "${name.full}"${alone ? whatIsThere(alone) : ''}`,
      help: 'install the unit file, or name the unit that starts the kubelet with --unit; a drop-in alone makes no unit',
    },
  ];
}

function whatIsThere({ isPartial }: Orphan): string {
  const packaged = isPartial ? '' : ", which are read as if it were that of the kubelet's packages";
  return ` in this copy, only drop-ins for it${packaged}`;
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
