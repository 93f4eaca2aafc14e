import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import type { Host } from '../host/host.ts';
import { baseEnvironment, buildEnvironment, type Environment } from './build-environment.ts';
import { testConditions } from './conditions.ts';
import { missingDependencies } from './dependencies.ts';
import { type FoundExecutable, findExecutable } from './executable.ts';
import { expandCommand, isTooLong } from './expand-command.ts';
import { loadEnvironmentFiles } from './load-environment-files.ts';
import type { LoadedService } from './load-service.ts';
import { configuredLocale, managerConfiguration, managerEnvironment } from './manager-configuration.ts';
import type { NodeFacts } from './node-facts.ts';
import { runtimeIdentity } from './runtime-identity.ts';
import type { EnvironmentVariable, Execution, ServiceStart, Word } from './service-start.ts';
import { COMMAND_KEYS, type ExecCommand, type ServiceUnit } from './service-unit.ts';
import { checkStreams, outputFiles } from './streams.ts';
import type { SystemdRules } from './systemd-version.ts';
import { locate } from './traced.ts';
import { typeOf } from './verify-service.ts';
import { findWorkingDirectory } from './working-directory.ts';

/** What becomes of a loaded service when it is started. */
export interface Launch
  extends Pick<
    ServiceStart,
    | 'started'
    | 'exe'
    | 'argv'
    | 'environment'
    | 'described'
    | 'workingDirectory'
    | 'user'
    | 'assumed'
    | 'preCommands'
  > {
  readonly environmentFiles: ServiceStart['unit']['environmentFiles'];
  readonly outputFiles: ServiceStart['unit']['outputFiles'];
}

/** A command and the file that it executes. */
interface Run {
  readonly command: ExecCommand;
  readonly executable: FoundExecutable;
}

/** Starts a service as far as a node's files tell (systemd core/service.c, core/execute.c). */
export function launchService(
  host: Host,
  { name, service, isPartial: lacksFile = false }: Pick<LoadedService, 'name' | 'service' | 'isPartial'>,
  facts: NodeFacts,
  rules: SystemdRules,
  diagnostics: Diagnostic[],
): Launch {
  const manager = managerConfiguration(host, facts, rules, diagnostics);
  const base = baseEnvironment(manager, configuredLocale(host, rules), rules);
  const files = loadEnvironmentFiles(host, service.environmentFiles, rules, diagnostics);
  const isPartial = files.isPartial || lacksFile;
  const identity = runtimeIdentity(host, service, name, rules);
  const environment = buildEnvironment(base, {
    name,
    service,
    manager,
    user: identity.user,
    files: files.variables,
    passed: managerEnvironment(host),
    rules,
  });
  const directory = findWorkingDirectory(host, service, identity.user);
  const conditions = { host, facts, environment: base, ownExecutables: ownExecutables(service) };
  const tested = [service.conditions, service.asserts].map((list) => testConditions(list, conditions));

  const { before, main } = findRuns(host, service, rules);
  const expanded = main && expandCommand(main.command, environment, isPartial);
  const unpassable = main
    ? cannotPass(main.command, expanded?.argv, environment, service.limitsStack)
    : [noMainProcess(service)];
  const obstacles = [
    ...missingDependencies(host, service, rules),
    ...identity.problems,
    ...directory.problems,
    ...checkStreams(host, service),
    ...before.filter(({ command }) => !command.ignoreFailure).flatMap(cannotExecute),
    ...(main ? cannotExecute(main) : []),
    ...unpassable,
  ];
  diagnostics.push(
    ...tested.flatMap((one) => one.diagnostics),
    ...obstacles,
    ...(expanded?.diagnostics ?? []),
  );
  const started = obstacles.length === 0 && files.ok && tested.every(({ met }) => met);
  const described: Execution | null =
    main?.executable.ok && expanded?.argv && unpassable.length === 0
      ? {
          exe: main.executable.path,
          argv: expanded.argv,
          environment: describe(environment),
          isPartial,
        }
      : null;
  return {
    started,
    exe: (started && described?.exe) || null,
    argv: (started && described?.argv) || null,
    environment: (started && described?.environment) || null,
    described,
    workingDirectory: directory.path,
    user: service.dynamicUser ? null : (service.user ?? null),
    assumed: [
      ...assumedExecutables([...(main ? [main] : []), ...before]),
      ...identity.assumed,
      ...directory.assumed,
    ],
    preCommands: before.map(({ command }) => expandCommand(command, environment, isPartial).argv ?? []),
    environmentFiles: files.files,
    outputFiles: outputFiles(service),
  };
}

/** The main process, and what runs before it. The last ExecStart= of a oneshot is its main process. */
function findRuns(
  host: Host,
  service: ServiceUnit,
  rules: SystemdRules,
): { before: Run[]; main: Run | undefined } {
  const custom = service.execSearchPath.length > 0;
  const searchPath = custom ? service.execSearchPath : rules.searchPath.split(':');
  const { ExecCondition, ExecStartPre, ExecStart } = service.commands;
  const runs = [...ExecCondition, ...ExecStartPre, ...ExecStart].map(
    (command): Run => ({ command, executable: findExecutable(host, command.path, searchPath, custom) }),
  );
  const hasMain = ExecStart.length > 0 && typeOf(service) !== 'forking';
  return hasMain ? { before: runs.slice(0, -1), main: runs.at(-1) } : { before: runs, main: undefined };
}

function ownExecutables(service: ServiceUnit): ReadonlySet<string> {
  return new Set(COMMAND_KEYS.flatMap((key) => service.commands[key].map(({ path }) => path)));
}

function assumedExecutables(runs: readonly Run[]): ReadonlySet<string> {
  return new Set(
    runs.flatMap(({ executable }) => (executable.ok && executable.assumed ? [executable.path] : [])),
  );
}

function describe(environment: Environment): ReadonlyMap<string, EnvironmentVariable> {
  const origin = (
    variable: string,
    { traced }: { traced?: Parameters<typeof locate>[0] },
  ): Origin | undefined => traced && { kind: 'environment', variable, location: locate(traced) };
  return new Map(
    [...environment].map(([name, entry]) => {
      const from = origin(name, entry);
      return [name, { value: entry.value, ...(from && { origin: from }) }];
    }),
  );
}

function cannotExecute({ command, executable }: Run): readonly Diagnostic[] {
  if (executable.ok) return [];
  const { key, path, location } = command;
  return [
    {
      ruleId: 'unit-executable-missing',
      severity: 'error',
      message: `the unit does not start: "${key}=" can't execute "${path}": ${executable.problem}`,
      location,
      help: 'install it, or correct the path',
    },
  ];
}

function noMainProcess({ type, commands, emptyExecStart }: ServiceUnit): Diagnostic {
  if (commands.ExecStart.length === 0) {
    return {
      ruleId: 'unit-no-exec-start',
      severity: 'error',
      message: 'the unit starts nothing: there is no "ExecStart="',
      ...(emptyExecStart && { location: emptyExecStart }),
    };
  }
  return {
    ruleId: 'unit-forking',
    severity: 'error',
    message:
      'Type=forking waits for the command to end, which a kubelet never does, so systemd kills it when TimeoutStartSec= is over',
    ...(type && { location: type.location }),
    help: 'use Type=simple, Type=exec or Type=notify',
  };
}

/** What execve itself refuses: no arguments at all (EINVAL), or too much of them (E2BIG). */
function cannotPass(
  { location }: ExecCommand,
  argv: readonly Word[] | undefined,
  environment: Environment,
  limitsStack: boolean,
): readonly Diagnostic[] {
  const problem = isTooLong(argv, environment, limitsStack)
    ? 'Linux does not take a command line and environment that long'
    : argv?.length === 0
      ? 'no word is left of the command line, not even argument zero'
      : undefined;
  if (problem === undefined) return [];
  const message = `the unit does not start: ${problem}`;
  return [{ ruleId: 'unit-bad-command-line', severity: 'error', message, location }];
}
