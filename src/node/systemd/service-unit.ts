import type { Location } from '../../diagnostics/location.ts';
import type { Traced } from './traced.ts';

/** The settings that list commands, in the order in which a start runs them. */
export const COMMAND_KEYS = [
  'ExecCondition',
  'ExecStartPre',
  'ExecStart',
  'ExecStartPost',
  'ExecReload',
  'ExecStop',
  'ExecStopPost',
] as const;
/** One of them. */
export type CommandKey = (typeof COMMAND_KEYS)[number];

/** One command line of a unit, unquoted, specifiers resolved, variables not yet. */
export interface ExecCommand {
  readonly key: CommandKey;
  /** The executable, simplified: an absolute path or a bare name. */
  readonly path: string;
  readonly argv: readonly Traced[];
  /** Prefix `-`. */
  readonly ignoreFailure: boolean;
  /** Without the prefix `:`. */
  readonly expandsVariables: boolean;
  readonly location: Location;
}

/** One Condition…= or Assert…=. */
export interface Condition {
  /** As written: `ConditionPathExists`. */
  readonly key: string;
  /** Without `Condition` or `Assert`: `PathExists`. */
  readonly type: string;
  /** `|`: one of all that have it is enough. */
  readonly trigger: boolean;
  /** `!` */
  readonly negate: boolean;
  readonly parameter: string;
  readonly location: Location;
}

/** A variable of Environment=; the value knows where each part of it was written. */
export interface Variable {
  readonly name: string;
  readonly value: Traced;
}

/** One EnvironmentFile=. */
export interface EnvironmentFileSetting {
  /** May be a glob pattern. */
  readonly path: string;
  readonly optional: boolean;
  readonly location: Location;
}

/** A value and where it was set. */
export interface Setting<T> {
  readonly value: T;
  readonly location: Location;
}

/** Settings that name directories below a fixed place. */
export const DIRECTORY_KEYS = {
  RuntimeDirectory: { variable: 'RUNTIME_DIRECTORY', prefix: '/run' },
  StateDirectory: { variable: 'STATE_DIRECTORY', prefix: '/var/lib' },
  CacheDirectory: { variable: 'CACHE_DIRECTORY', prefix: '/var/cache' },
  LogsDirectory: { variable: 'LOGS_DIRECTORY', prefix: '/var/log' },
  ConfigurationDirectory: { variable: 'CONFIGURATION_DIRECTORY', prefix: '/etc' },
} as const;
/** One of them. */
export type DirectoryKey = keyof typeof DIRECTORY_KEYS;

/**
 * A service as its unit file and drop-ins set it up, as far as that decides whether and how its main process is
 * started. It grows while the files are read, later lines changing what earlier ones said.
 */
export interface ServiceUnit {
  conditions: Condition[];
  asserts: Condition[];
  /** Requires=, Requisite= and BindsTo=: without them nothing is started. */
  requires: Setting<string>[];
  successAction: boolean;
  commands: Record<CommandKey, ExecCommand[]>;
  /** The last empty one: what took all commands away. */
  emptyExecStart?: Location;
  type?: Setting<string>;
  exitType?: Setting<string>;
  restart?: Setting<string>;
  restartForceExitStatus: Setting<string>[];
  remainAfterExit: boolean;
  busName?: string;
  pamName: string | undefined;
  killMode?: Setting<string>;
  notifyAccess: string;
  /** Microseconds. */
  watchdog: bigint;
  fileDescriptorStoreMax: number;
  pidFile?: string;
  user?: Setting<string>;
  group?: Setting<string>;
  supplementaryGroups: Setting<string>[];
  dynamicUser: boolean;
  /** `~` is the user's home. */
  workingDirectory?: Setting<string>;
  workingDirectoryOptional: boolean;
  environment: Map<string, Variable>;
  environmentFiles: EnvironmentFileSetting[];
  passEnvironment: string[];
  /** Names, or NAME=VALUE. */
  unsetEnvironment: string[];
  execSearchPath: string[];
  directories: Record<DirectoryKey, string[]>;
  credentials: Set<'set' | 'load'>;
  standardInput: Setting<string> | undefined;
  standardOutput: string;
  standardError: string | undefined;
  ttyPath: string | undefined;
  logNamespace: string | undefined;
  slice: string | undefined;
  limitsStack: boolean;
}

/** A service before anything is read. */
export function emptyService(): ServiceUnit {
  return {
    conditions: [],
    asserts: [],
    requires: [],
    successAction: false,
    commands: {
      ExecCondition: [],
      ExecStartPre: [],
      ExecStart: [],
      ExecStartPost: [],
      ExecReload: [],
      ExecStop: [],
      ExecStopPost: [],
    },
    restartForceExitStatus: [],
    remainAfterExit: false,
    pamName: undefined,
    notifyAccess: 'none',
    watchdog: 0n,
    fileDescriptorStoreMax: 0,
    supplementaryGroups: [],
    dynamicUser: false,
    workingDirectoryOptional: false,
    environment: new Map(),
    environmentFiles: [],
    passEnvironment: [],
    unsetEnvironment: [],
    execSearchPath: [],
    directories: {
      RuntimeDirectory: [],
      StateDirectory: [],
      CacheDirectory: [],
      LogsDirectory: [],
      ConfigurationDirectory: [],
    },
    credentials: new Set(),
    standardInput: undefined,
    standardOutput: 'inherit',
    standardError: undefined,
    ttyPath: undefined,
    logNamespace: undefined,
    slice: undefined,
    limitsStack: false,
  };
}
