import { decode } from '../../bytes/text.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { SourceText } from '../../diagnostics/location.ts';
import type { Host } from '../host/host.ts';
import { readConfigFile } from './config-file.ts';
import { configFilesIn } from './drop-ins.ts';
import { parseEnvironmentFile } from './environment-file.ts';
import { readAssignments } from './environment-settings.ts';
import type { NodeFacts } from './node-facts.ts';
import { parseConfig } from './parse-config.ts';
import type { Variable } from './service-unit.ts';
import type { SystemdRules } from './systemd-version.ts';
import { systemSpecifiers } from './unit-specifiers.ts';

/** What the system manager itself is set up to give its services. */
export interface ManagerConfiguration {
  readonly defaultEnvironment: ReadonlyMap<string, Variable>;
  readonly defaultStandardOutput: string;
  readonly defaultStandardError: string;
}

/** Where drop-ins of system.conf are looked for (CONF_PATHS_NULSTR). */
const DIRECTORIES = ['/etc/systemd', '/run/systemd', '/usr/local/lib/systemd', '/usr/lib/systemd'];

/**
 * Reads system.conf and its drop-ins (systemd core/main.c, parse_config_file). One that is malformed keeps those
 * after it from being read.
 */
export function managerConfiguration(
  host: Host,
  facts: NodeFacts,
  rules: SystemdRules,
  diagnostics: Diagnostic[],
): ManagerConfiguration {
  const defaultEnvironment = new Map<string, Variable>();
  const output = { DefaultStandardOutput: 'journal', DefaultStandardError: 'inherit' };
  const specifiers = systemSpecifiers(facts, rules);
  const dropIns = configFilesIn(
    host,
    DIRECTORIES.map((directory) => `${directory}/system.conf.d`),
  );
  for (const path of ['/etc/systemd/system.conf', ...dropIns]) {
    const file = readConfigFile(host, path);
    if (file.kind !== 'text') continue;
    const whole = parseConfig(
      file.source,
      {
        sections: ['Manager'],
        fatal: 'warning',
        assign: (assignment) => {
          const { key, value } = assignment;
          if (key === 'DefaultEnvironment')
            readAssignments({ specifiers, diagnostics }, assignment, defaultEnvironment);
          if (key === 'DefaultStandardOutput' || key === 'DefaultStandardError') output[key] = value.text;
          return true;
        },
      },
      diagnostics,
    );
    if (!whole) break;
  }
  return {
    defaultEnvironment,
    defaultStandardOutput: output.DefaultStandardOutput,
    defaultStandardError: output.DefaultStandardError,
  };
}

/** The variables that locale.conf may set (systemd basic/locale-util.c). */
const LOCALE_VARIABLES =
  /^(LANG|LANGUAGE|LC_(CTYPE|NUMERIC|TIME|COLLATE|MONETARY|MESSAGES|PAPER|NAME|ADDRESS|TELEPHONE|MEASUREMENT|IDENTIFICATION))$/;

/** The locale of all services: that of locale.conf; undefined where it sets none (systemd core/locale-setup.c). */
export function configuredLocale(host: Host, rules: SystemdRules): readonly Variable[] | undefined {
  const file = host.readFile('/etc/locale.conf');
  if (!file.ok) return undefined;
  const source = new SourceText('/etc/locale.conf', decode(file.value));
  const variables = parseEnvironmentFile(source, rules.commentBackslashEscapes)
    .entries.filter(({ key, value }) => LOCALE_VARIABLES.test(key.text) && value.text !== '')
    .map(({ key, value }) => ({ name: key.text, value }));
  return variables.length > 0 ? variables : undefined;
}

/** What PID 1 was started with; nothing where the node does not tell, as a copy. */
export function managerEnvironment(host: Host): ReadonlyMap<string, string> {
  const file = host.readFile('/proc/1/environ');
  if (!file.ok) return new Map();
  return new Map(
    decode(file.value)
      .split('\0')
      .filter((entry) => entry.includes('='))
      .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
}
