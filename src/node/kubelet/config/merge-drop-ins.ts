import type { FeatureGates } from '../../../versions/feature-gates.ts';
import type { LookFailure } from '../../host/host.ts';
import { type ConfigDoor, type ConfigFile, readConfigFile } from './config-file.ts';
import { isObject } from './config-value.ts';
import type { DecodeError } from './decode.ts';
import { defaultEvictionHard } from './defaults.ts';
import { type DropInEntry, walkDropIns } from './drop-in-directory.ts';
import { loadConfigFile } from './load-config-file.ts';
import { type PatchOutcome, patchMerge } from './merge-patches.ts';
import { mergeStructs } from './merge-structs.ts';
import { DEFAULT_ORIGIN, type Settings } from './settings.ts';
import { decodeUntyped, type UntypedObject } from './untyped-object.ts';
import type { VersionedObject } from './versioned-object.ts';

/** One drop-in that the kubelet opens. */
export interface DropIn {
  /** As walked: from the directory as it was written. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  /** Why the kubelet refuses it, in its words; null when it takes it. */
  readonly error: string | null;
  /** What was read, or why nothing was. */
  readonly content: ConfigFile | LookFailure | 'empty';
  /** What it was decoded as, where it was read. */
  readonly object: VersionedObject | UntypedObject | null;
}

/** What --config-dir does to the configuration. */
export interface MergedDropIns {
  /** The first reason to end, in the kubelet's words; null when the start goes on. */
  readonly error: string | null;
  /** The kubelet panics. */
  readonly panic: string | null;
  readonly log: readonly string[];
  readonly entries: readonly DropInEntry[];
  readonly dropIns: readonly DropIn[];
  /** The value that does not fit its member once all is merged. */
  readonly mistyped: DecodeError | null;
}

/** What the merge depends on beside the settings. */
export interface DropInContext extends ConfigDoor {
  /** As --config-dir says it. */
  readonly directory: string;
  /** Makes a path absolute as filepath.Abs does in the kubelet's process. */
  readonly absolute: (path: string) => string;
  readonly gates: FeatureGates;
}

/** One of the ways in which drop-ins are merged. */
interface Merge {
  /** How the loader calls a file that it can't read. */
  readonly what: Parameters<typeof readConfigFile>[3];
  readonly apply: (file: ConfigFile) => Applied;
  /** Puts the reason why a file is refused into the caller's words. */
  readonly explain: (path: string, error: string) => string;
  readonly finish: () => PatchOutcome;
}

interface Applied {
  readonly error: string | null;
  readonly panic?: string | null;
  readonly log?: readonly string[];
  readonly object: VersionedObject | UntypedObject;
}

/**
 * Merges the drop-ins into the settings: mergeKubeletConfigurations (cmd/kubelet/app/server.go) in its
 * generations. Past the kubelet's first error it goes on with what can be read.
 */
export function mergeDropIns(settings: Settings, context: DropInContext): MergedDropIns {
  const { host, directory, absolute, gates } = context;
  const entries = walkDropIns(host, directory, absolute);
  const merge = gates.minor < 29 ? structMerge(settings, gates) : jsonMerge(settings, gates);
  const dropIns: DropIn[] = [];
  const log: string[] = [];
  let error: string | null = null;
  let panic: string | null = null;
  const walk = (reason: string) => {
    if (panic === null) error ??= `failed to walk through kubelet dropin directory "${directory}": ${reason}`;
  };
  for (const entry of entries) {
    if (entry.kind === 'failed') walk(entry.error);
    if (entry.kind !== 'read') continue;
    const { path } = entry;
    const file = absolute(path);
    const read = readConfigFile(context, file, 'dropin', merge.what);
    const applied = read.ok ? merge.apply(read.file) : null;
    const refusal = read.ok ? (applied?.error ?? null) : `error: ${read.error}`;
    const reason = refusal && merge.explain(path, refusal);
    if (error === null && panic === null) for (const line of applied?.log ?? []) log.push(line);
    if (reason !== null) walk(`failed to load kubelet dropin file, path: ${path}, ${reason}`);
    else if (error === null) panic ??= applied?.panic ?? null;
    const content = read.ok ? read.file : read.problem;
    dropIns.push({ path, file, error: reason, content, object: applied?.object ?? null });
  }
  const { error: mistyped, panic: paniced, log: finished } = merge.finish();
  if (error === null && panic === null) {
    for (const line of finished) log.push(line);
    error = mistyped && `failed to unmarshal merged JSON into kubelet configuration: ${mistyped.message}`;
    panic = paniced;
  }
  return { error, panic, log, entries, dropIns, mistyped };
}

/** 1.28: each drop-in is a whole configuration of its own. */
function structMerge(settings: Settings, gates: FeatureGates): Merge {
  // The kubelet hands out the one map of default eviction thresholds, and mergo writes into it.
  let evictionHard: Readonly<Record<string, string>> = defaultEvictionHard(gates.minor);
  const shared = settings.get('evictionHard')?.origin === DEFAULT_ORIGIN;
  return {
    what: 'kubelet config file',
    explain: (path, error) =>
      error.replace('error: ', `error: failed to load Kubelet config file ${path}, error `),
    apply: (file) => {
      const { object, settings: dropIn } = loadConfigFile(file, gates, evictionHard);
      if (dropIn) mergeStructs(settings, dropIn, file);
      const united = settings.get('evictionHard')?.value;
      if (shared && isObject(united)) evictionHard = united as Readonly<Record<string, string>>;
      return {
        error: object.error && `error: ${object.error}`,
        panic: object.panic,
        log: object.log,
        object,
      };
    },
    finish: () => ({ error: null, panic: null, log: [] }),
  };
}

/** 1.29 and newer: each drop-in is a patch of the configuration's JSON. */
function jsonMerge(settings: Settings, gates: FeatureGates): Merge {
  const merge = patchMerge(settings, gates);
  return {
    what: 'drop-in kubelet config file',
    explain: (_, error) => error,
    apply: (file) => {
      const object = decodeUntyped(file.document, gates.minor);
      if (object.root && isPatch(object)) merge.apply(file, object.root);
      return { error: object.error, object };
    },
    finish: merge.finish,
  };
}

/** Whether a drop-in's members are meant for the configuration, though the kubelet may refuse it. */
function isPatch({ error, meta }: UntypedObject): boolean {
  return error === null || (meta.ok && ['', 'KubeletConfiguration'].includes(meta.meta.kind));
}
