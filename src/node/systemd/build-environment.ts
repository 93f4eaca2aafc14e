import { compareBytes } from '../../bytes/text.ts';
import type { ManagerConfiguration } from './manager-configuration.ts';
import { VOLATILE } from './node-facts.ts';
import { DIRECTORY_KEYS, type DirectoryKey, type ServiceUnit, type Variable } from './service-unit.ts';
import type { SystemdRules } from './systemd-version.ts';
import type { Traced } from './traced.ts';
import type { UnitName } from './unit-name.ts';
import type { User } from './users.ts';
import { typeOf } from './verify-service.ts';

/** A value of the environment; `traced` where a file says it. */
export interface EnvironmentEntry {
  readonly value: string;
  readonly traced?: Traced;
}

/** The environment of a process, in the order in which names first came. */
export type Environment = ReadonlyMap<string, EnvironmentEntry>;

/** What goes into the environment of a service's main process, beside what all services get. */
export interface EnvironmentParts {
  readonly name: UnitName;
  readonly service: ServiceUnit;
  readonly manager: ManagerConfiguration;
  readonly user: User | undefined;
  /** The variables of EnvironmentFile=. */
  readonly files: ReadonlyMap<string, Variable>;
  /** What PassEnvironment= may pass: what PID 1 itself was started with. */
  readonly passed: ReadonlyMap<string, string>;
  readonly rules: SystemdRules;
}

/** What every service of the system manager gets (systemd core/manager.c, manager_default_environment). */
export function baseEnvironment(
  manager: ManagerConfiguration,
  locale: readonly Variable[] | undefined,
  rules: SystemdRules,
): Environment {
  const base = new Map<string, EnvironmentEntry>([['PATH', { value: rules.searchPath }]]);
  if (!locale) base.set('LANG', { value: 'C.UTF-8' });
  for (const variable of locale ?? []) setVariable(base, variable);
  for (const variable of manager.defaultEnvironment.values()) setVariable(base, variable);
  return base;
}

/**
 * The environment of the main process (systemd core/execute.c, exec_child): base, what systemd sets itself,
 * ExecSearchPath=, PassEnvironment=, Environment=, the files; later ones win. Then UnsetEnvironment=.
 */
export function buildEnvironment(base: Environment, parts: EnvironmentParts): Environment {
  const { service, files, passed } = parts;
  const environment = new Map(base);
  setOwn(environment, parts);
  if (service.execSearchPath.length > 0) environment.set('PATH', { value: service.execSearchPath.join(':') });
  for (const name of service.passEnvironment) {
    const value = passed.get(name);
    if (value !== undefined) environment.set(name, { value });
  }
  for (const variable of service.environment.values()) setVariable(environment, variable);
  for (const variable of files.values()) setVariable(environment, variable);
  for (const pattern of service.unsetEnvironment) unset(environment, pattern);
  return environment;
}

function setVariable(into: Map<string, EnvironmentEntry>, { name, value }: Variable): void {
  into.set(name, { value: value.text, traced: value });
}

/** strv_env_delete: a pattern is a name, or a whole assignment. */
function unset(environment: Map<string, EnvironmentEntry>, pattern: string): void {
  const equals = pattern.indexOf('=');
  const name = equals < 0 ? pattern : pattern.slice(0, equals);
  const matches = equals < 0 || environment.get(name)?.value === pattern.slice(equals + 1);
  if (matches) environment.delete(name);
}

/** What systemd sets for this start (core/service.c, service_spawn, and core/execute.c, build_environment). */
function setOwn(environment: Map<string, EnvironmentEntry>, parts: EnvironmentParts): void {
  const { name, service, user, rules } = parts;
  const set = (variable: string, value: string | undefined) => {
    if (value !== undefined) environment.set(variable, { value });
  };
  if (needsNotifySocket(service)) set('NOTIFY_SOCKET', VOLATILE);
  set('PIDFILE', service.pidFile);
  if (service.watchdog > 0n) {
    set('WATCHDOG_PID', VOLATILE);
    set('WATCHDOG_USEC', service.watchdog.toString());
  }
  if (user) {
    set('HOME', user.home);
    set('LOGNAME', user.name);
    set('USER', user.name);
    set('SHELL', user.shell);
  } else {
    if (service.workingDirectory?.value === '~') set('HOME', '/root');
    if (rules.rootUser) set('USER', 'root');
  }
  set('INVOCATION_ID', VOLATILE);
  set('TERM', terminalOf(service));
  if (usesJournal(service, parts.manager)) set('JOURNAL_STREAM', VOLATILE);
  set('LOG_NAMESPACE', service.logNamespace);
  for (const key of Object.keys(DIRECTORY_KEYS) as DirectoryKey[]) {
    const { variable, prefix } = DIRECTORY_KEYS[key];
    const names = service.directories[key];
    const sorted = rules.sortedDirectories ? [...names].sort(compareBytes) : names;
    if (names.length > 0) set(variable, sorted.map((one) => `${prefix}/${one}`).join(':'));
  }
  if (service.credentials.size > 0) set('CREDENTIALS_DIRECTORY', `/run/credentials/${name.full}`);
  if (rules.execPid) set('SYSTEMD_EXEC_PID', VOLATILE);
  if (rules.memoryPressure) {
    set('MEMORY_PRESSURE_WATCH', VOLATILE);
    set('MEMORY_PRESSURE_WRITE', VOLATILE);
  }
}

/** service_add_extras gives a service that needs one a notify socket. */
function needsNotifySocket(service: ServiceUnit): boolean {
  return (
    service.notifyAccess !== 'none' ||
    typeOf(service) === 'notify' ||
    service.watchdog > 0n ||
    service.fileDescriptorStoreMax > 0
  );
}

/** Whether standard output or error goes to the journal (service_fix_stdio, exec_context_is_journal_connected). */
function usesJournal(service: ServiceUnit, manager: ManagerConfiguration): boolean {
  const output =
    service.standardOutput === 'inherit' ? manager.defaultStandardOutput : service.standardOutput;
  const written = service.standardError ?? 'inherit';
  const inheritsBoth = written === 'inherit' && service.standardOutput === 'inherit';
  const error = inheritsBoth ? manager.defaultStandardError : written;
  const toJournal = (stream: string) => /^(journal|kmsg|syslog)/.test(stream);
  return toJournal(output) || toJournal(error === 'inherit' ? output : error);
}

/** TERM is set for a service that is near a terminal (exec_context_needs_term, default_term_for_tty). */
function terminalOf(service: ServiceUnit): string | undefined {
  const streams = [service.standardInput?.value, service.standardOutput, service.standardError];
  const near = service.ttyPath !== undefined || streams.some((one) => /^tty|\+console$/.test(one ?? ''));
  if (!near) return undefined;
  return /^\/dev\/tty\d+$/.test(service.ttyPath ?? '') ? 'linux' : 'vt220';
}
