import { defaultFeatureGates, type FeatureGates, setFeatureGates } from '../../../versions/feature-gates.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { FlagParse, FlagReparse, FlagStage } from '../flags/flag-types.ts';
import { aggregate } from '../flags/parse-command-line.ts';
import {
  type ConfigurationProblem,
  type ValidationHost,
  validateConfiguration,
  validateLogging,
} from '../validation/validate-configuration.ts';
import { applyFlags } from './apply-flags.ts';
import { type ConfigDoor, type ReadConfig, readConfigFile } from './config-file.ts';
import { isObject } from './config-value.ts';
import { defaultEvictionHard, defaultValues, gateError, LEGACY_DEFAULTS } from './defaults.ts';
import { nanosecondsOf } from './go-scalars.ts';
import { loadConfigFile, setDefaults } from './load-config-file.ts';
import { type MergedDropIns, mergeDropIns } from './merge-drop-ins.ts';
import { type Configuration, gatesIn, type Settings } from './settings.ts';
import type { VersionedObject } from './versioned-object.ts';

/*
 * The steps of the start that make the configuration, in the order of NewKubeletCommand's RunE
 * (cmd/kubelet/app/server.go). Each tells where the kubelet would stop, and goes on as if it didn't.
 */

/** What the steps work on. */
export interface StartContext extends ConfigDoor {
  readonly minor: Minor;
  readonly environment: ReadonlyMap<string, string>;
  readonly parse: FlagParse;
  /** The process's gates once the flags are set. */
  readonly gates: FeatureGates;
  /** filepath.Abs in the kubelet's process. */
  readonly absolute: (path: string) => string;
}

/** What a step adds to the start. */
export interface Step {
  /** Where and why the kubelet ends here; null when it goes on. */
  readonly stop: Stop | null;
  /** What it logs before it goes on, or ends. */
  readonly log: readonly string[];
}

export interface Stop {
  readonly stage:
    | FlagStage
    | 'load'
    | 'dropinenv'
    | 'dropin'
    | 'precedence'
    | 'logging'
    | 'convert'
    | 'validate';
  /** The kubelet's words; empty where it ends without any. */
  readonly error: string;
}

/** The configuration before drop-ins. */
export interface LoadStep extends Step {
  /** Null when the file gives none. */
  readonly settings: Settings | null;
  /** Absent without --config. */
  readonly read?: ReadConfig;
  readonly path?: string;
  readonly object?: VersionedObject;
}

/** --config, or what the flags alone make. */
export function loadStep(context: StartContext): LoadStep {
  const { minor, parse, gates, absolute } = context;
  const name = parse.flags.config;
  if (name === '') return { settings: flagSettings(parse, minor), stop: null, log: [] };
  const path = absolute(name);
  const failed = (error: string): Stop => ({
    stage: 'load',
    error: `failed to load Kubelet config file ${name}, error ${error}`,
  });
  const read = readConfigFile(context, path, 'config');
  if (!read.ok) return { settings: null, read, path, stop: failed(read.error), log: [] };
  const { object, settings } = loadConfigFile(read.file, gates, defaultEvictionHard(minor));
  const refused = object.error === null ? null : failed(object.error);
  const stop = object.panic === null ? refused : exit(object.panic);
  return { settings, read, path, object, stop, log: object.log };
}

/** options.NewKubeletConfiguration, and the flags in it. */
function flagSettings(parse: FlagParse, minor: Minor): Settings {
  const settings: Settings = new Map();
  const values = defaultValues(() => undefined, minor, defaultFeatureGates(minor));
  setDefaults(settings, new Map([...values, ...LEGACY_DEFAULTS]));
  applyFlags(settings, parse.settings, minor);
  return settings;
}

/** What 1.28 and 1.29 want to see before they look at --config-dir. */
export const DROPIN_VARIABLE = 'KUBELET_CONFIG_DROPIN_DIR_ALPHA';

export interface DropInStep extends Step {
  /** Null without --config-dir, or without a configuration that it could change. */
  readonly merged: MergedDropIns | null;
}

/** --config-dir: merges into the settings. */
export function dropInStep(settings: Settings | null, context: StartContext): DropInStep {
  const { minor, parse, environment } = context;
  const directory = parse.flags.configDir;
  if (directory === '') return { merged: null, stop: null, log: [] };
  const merged = settings && mergeDropIns(settings, { ...context, directory });
  if (minor < 30 && !environment.has(DROPIN_VARIABLE)) {
    const error = `environment variable ${DROPIN_VARIABLE} not set`;
    return { merged, stop: { stage: 'dropinenv', error }, log: [] };
  }
  const refused: Stop | null = merged?.error ? { stage: 'dropin', error: merged.error } : null;
  return { merged, stop: merged?.panic ? exit(merged.panic) : refused, log: merged?.log ?? [] };
}

/** kubeletConfigFlagPrecedence: the flags once more, over what the files say. */
export function precedenceStep(settings: Settings, reparse: FlagReparse | null, minor: Minor): Step {
  if (reparse) applyFlags(settings, reparse.settings, minor);
  return { stop: reparse?.stop ?? null, log: [] };
}

export interface GateStep extends Step {
  /** The process's gates from here on. */
  readonly gates: FeatureGates;
}

/** The gates of the merged configuration are set on top of the flags'. */
export function gateStep(settings: Settings, { gates, parse }: StartContext): GateStep {
  if (parse.flags.config === '' && parse.flags.configDir === '') return { gates, stop: null, log: [] };
  const set = setFeatureGates(gates, gatesIn(settings));
  const error = gateError(set.problems, gates.minor);
  return { gates: set.gates, stop: error === null ? null : { stage: 'gates', error }, log: set.log };
}

/** logsapi.ValidateAndApplyAsField; up to 1.34 it starts a ticker without a look at its period. */
export function loggingStep(config: Configuration, gates: FeatureGates): ProblemStep {
  const problems = validateLogging(config, gates);
  if (problems.length > 0)
    return { problems, stop: { stage: 'logging', error: aggregate(problems) }, log: [] };
  const panics = gates.minor < 35 && flushFrequencyOf(config) <= 0;
  return { problems, stop: panics ? exit('panic: non-positive interval for NewTicker') : null, log: [] };
}

export interface ProblemStep extends Step {
  readonly problems: readonly ConfigurationProblem[];
}

/** The minor whose validation sets the gates of the configuration a second time, to check them. */
const CHECKS_GATES_ALOUD: Minor = 35;

/** ValidateKubeletConfiguration, which first sets the gates of the configuration on a copy. */
export function validationStep(
  config: Configuration,
  gates: FeatureGates,
  host: ValidationHost,
): ProblemStep {
  const problems = validateConfiguration(config, gates, host);
  const set = isObject(config.featureGates) ? Object.entries(config.featureGates) : [];
  const { log } = setFeatureGates(gates, new Map(set.map(([gate, on]) => [gate, on === true])));
  return {
    problems,
    stop: problems.length > 0 ? { stage: 'validate', error: aggregate(problems) } : null,
    log: gates.minor === CHECKS_GATES_ALOUD ? [...log, ...log] : log,
  };
}

function exit(error: string): Stop {
  return { stage: 'exit', error };
}

function flushFrequencyOf({ logging }: Configuration): number {
  return nanosecondsOf(isObject(logging) ? logging.flushFrequency : undefined);
}
