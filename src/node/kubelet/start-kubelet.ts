import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Sourced } from '../../diagnostics/origin.ts';
import { defaultFeatureGates, setFeatureGates } from '../../versions/feature-gates.ts';
import type { Minor } from '../../versions/minor.ts';
import type { Host } from '../host/host.ts';
import type { Word } from '../systemd/service-start.ts';
import type { ConfigFile } from './config/config-file.ts';
import { diagnoseStart } from './config/diagnose-start.ts';
import { type Configuration, gatesIn, marshal, type Settings } from './config/settings.ts';
import {
  type DropInStep,
  dropInStep,
  gateStep,
  type LoadStep,
  loadStep,
  loggingStep,
  precedenceStep,
  type StartContext,
  type Step,
  type Stop,
  validationStep,
} from './config/steps.ts';
import { type UnreadInput, unreadInputs } from './config/unread-inputs.ts';
import { absolutePath } from './config/working-directory.ts';
import type { ConfigValue, FlagParse, KubeletFlags } from './flags/flag-types.ts';
import { parseCommandLine } from './flags/parse-command-line.ts';
import { reparseCommandLine } from './flags/reparse-command-line.ts';

/** A kubelet about to start: what its process is given. */
export interface KubeletCommand {
  /** argv[0] included. */
  readonly argv: readonly Word[];
  /** The working directory, on the node. */
  readonly cwd: string;
  readonly environment: ReadonlyMap<string, string>;
  /**
   * Where a path of the kubelet's lies on the node; null where that is in a container's image, not on the node.
   * Absent where it runs on the node itself.
   */
  readonly nodePath?: (path: string) => string | null;
  /** Flags on the command line whose value only the running node knows; they are not in `argv`. */
  readonly unknownFlags?: readonly string[];
}

/** Where the start ended: `ok`, or the step that refused; `exit` when the process ends by itself. */
export type StartStage = 'ok' | Stop['stage'];

/** What a kubelet makes of its command line and files. */
export interface KubeletStart {
  readonly stage: StartStage;
  /** The kubelet's own words; null when it starts, and where it ends without a word. */
  readonly error: string | null;
  readonly starts: boolean;
  /**
   * The effective KubeletConfiguration, v1beta1 members, without apiVersion and kind. When the kubelet refuses
   * to start: as if it did. Null when the --config file gives no configuration at all (see `unread`).
   */
  readonly config: Configuration | null;
  /**
   * Leaf by dotted path, where it came from and what it replaced. Lists, maps and optional objects are one leaf,
   * each feature gate is one (`featureGates.X`). A leaf that nobody set and that has no default is absent; a
   * value that a drop-in's null deleted is null. Without a configuration: what flags set.
   */
  readonly origins: ReadonlyMap<string, Sourced<ConfigValue>>;
  readonly flags: KubeletFlags;
  /** Where the flags that are not in the configuration came from, and the whole first parse. */
  readonly commandLine: FlagParse;
  /** The gates that flags and files set. */
  readonly gates: ReadonlyMap<string, boolean>;
  /** The configuration files that were read, in order. */
  readonly files: readonly ConfigFile[];
  /** What the kubelet logs up to its end, as far as it concerns flags and configuration. */
  readonly log: readonly string[];
  /** Whether every input that decides values was read: if not, only what flags set is sure ({@link isDecided}). */
  readonly complete: boolean;
  readonly unread: readonly UnreadInput[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What the host adds. */
export interface StartOptions {
  /** The kubelet's host runs cgroup v1; otherwise it counts as one with cgroup v2. */
  readonly cgroupV1?: boolean;
}

/** Whether a leaf's value is known: all inputs were read, or a flag has the last word anyway. */
export function isDecided(start: KubeletStart, path: string): boolean {
  return start.complete || start.origins.get(path)?.origin.kind === 'flag';
}

/**
 * The kubelet's start up to its validated configuration: NewKubeletCommand's RunE (cmd/kubelet/app/server.go).
 * `host` is the machine as the kubelet's process sees it.
 * After the first refusal it goes on, as if there had been none, to fill in what is decided all the same.
 */
export function startKubelet(
  host: Host,
  command: KubeletCommand,
  minor: Minor,
  options: StartOptions = {},
): KubeletStart {
  const words = command.argv.slice(1);
  const parse = parseCommandLine(words, minor);
  const { flags } = parse;
  const context: StartContext = {
    host,
    nodePath: (path) => command.nodePath?.(path) ?? path,
    minor,
    parse,
    environment: command.environment,
    gates: setFeatureGates(defaultFeatureGates(minor), parse.featureGates).gates,
    absolute: absolutePath(host, command),
  };
  const load = loadStep(context);
  const dropIns = dropInStep(load.settings, context);
  const settings: Settings = load.settings ?? new Map();
  const reparse = flags.config || flags.configDir ? reparseCommandLine(words, minor) : null;
  const precedence = precedenceStep(settings, reparse, minor);
  const gates = gateStep(settings, context);
  const config = load.settings && marshal(settings, minor);
  const logging = config && loggingStep(config, gates.gates);
  const validation = config && validationStep(config, gates.gates, options);
  const end = endOf([
    parse,
    load,
    dropIns,
    precedence,
    gates,
    ...(logging ? [logging] : []),
    ...(validation ? [validation] : []),
  ]);
  const unread = unreadInputs(load, dropIns);
  return {
    ...end,
    starts: end.stage === 'ok',
    config,
    origins: settings,
    flags,
    commandLine: parse,
    gates: gatesIn(settings),
    files: filesOf(load, dropIns),
    complete: unread.length === 0,
    unread,
    diagnostics: [
      ...parse.diagnostics,
      ...(reparse?.diagnostics ?? []),
      ...diagnoseStart(context, settings, { load, dropIns, logging, validation }),
    ],
  };
}

/** The first step that stops ends the start; nothing is logged after it. */
function endOf(steps: readonly Step[]): Pick<KubeletStart, 'stage' | 'error' | 'log'> {
  const stopped = steps.findIndex(({ stop }) => stop !== null);
  const taken = stopped < 0 ? steps : steps.slice(0, stopped + 1);
  const stop = steps[stopped]?.stop;
  return {
    stage: stop?.stage ?? 'ok',
    error: stop?.error || null,
    log: taken.flatMap(({ log }) => log),
  };
}

function filesOf(load: LoadStep, { merged }: DropInStep): ConfigFile[] {
  const config = load.read?.ok ? [load.read.file] : [];
  const dropIns = (merged?.dropIns ?? []).flatMap(({ content }) =>
    typeof content === 'object' && 'document' in content ? content : [],
  );
  return [...config, ...dropIns];
}
