import table from './flags.json' with { type: 'json' };
import { type Minor, NEWEST_MINOR, OLDEST_MINOR } from './minor.ts';
import removed from './removed-flags.json' with { type: 'json' };

/**
 * What a flag's value is, by the Go type that reads it: pflag's own, those of component-base/cli/flag and
 * pkg/util/flag, and for `goBool` and the like the standard library's, which cAdvisor uses.
 */
export type FlagType =
  | 'string'
  | 'bool'
  | 'int32'
  | 'int64'
  | 'duration'
  | 'flushFrequency'
  | 'stringSlice'
  | 'goBool'
  | 'goInt'
  | 'goDuration'
  | 'ip'
  | 'mapStringBool'
  | 'mapStringString'
  | 'mapStringStringNoSplit'
  | 'langleSeparatedMapStringString'
  | 'colonSeparatedMultimapStringString'
  | 'configurationMap'
  | 'reservedMemory'
  | 'taints'
  | 'verbosity'
  | 'vmodule'
  | 'quantity'
  | 'version';

/** A kubelet flag as one minor registers it. */
export interface FlagRow {
  /** As registered, with `-`. */
  readonly name: string;
  readonly shorthand?: string;
  readonly type: FlagType;
  /** The member of the KubeletConfiguration that it writes, as the v1beta1 file names it. */
  readonly path?: readonly string[];
  /** The value when the flag stands alone; absent when a value must follow. */
  readonly noOptDefVal?: string;
  readonly default: string;
  /** What pflag prints when the flag is used. */
  readonly deprecated?: string;
  /** Registered by a library (options.AddGlobalFlags): a fake in the second parse. */
  readonly global: boolean;
  /** The last minor that has it, when a later one is known not to. */
  readonly until?: Minor;
  /** What to do instead, when it is gone from a later minor. */
  readonly instead?: string;
}

/** When a flag exists. `since` is left out when it is as old as the oldest minor, `until` when it is still there. */
export interface FlagHistory {
  readonly name: string;
  readonly since?: Minor;
  readonly until?: Minor;
  readonly instead?: string;
}

/** A value that changes over the minors: `[[from, value], …]`, or the value. */
type Ranged<T extends string> = T | readonly (readonly [from: Minor, value: T])[];

interface RawFlag {
  readonly name: string;
  readonly type: Ranged<FlagType>;
  readonly path?: string;
  readonly shorthand?: string;
  readonly noOptDefVal?: string;
  readonly global?: boolean;
  readonly since?: Minor;
  readonly until?: Minor;
  readonly default: Ranged<string>;
  readonly deprecated?: Ranged<string>;
  readonly instead?: string;
}

/** The texts behind `@config` and `@cadvisor` in the table. */
const DEPRECATIONS: Readonly<Record<string, string>> = {
  '@config':
    "This parameter should be set via the config file specified by the Kubelet's --config flag. See https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/ for more information.",
  '@cadvisor':
    'This is a cadvisor flag that was mistakenly registered with the Kubelet. Due to legacy concerns, it will follow the standard CLI deprecation timeline before being removed.',
};

const rawFlags = table as unknown as readonly RawFlag[];
const removedFlags: Readonly<Record<string, { readonly until: Minor; readonly instead: string }>> = removed;

let rawByName: ReadonlyMap<string, RawFlag> | undefined;
const rowsByMinor = new Map<Minor, Map<string, FlagRow>>();

/** A minor's flag by its name. A minor outside the recorded ones is judged as the nearest. */
export function flagOf(name: string, minor: Minor): FlagRow | undefined {
  rawByName ??= new Map(rawFlags.map((raw) => [raw.name, raw]));
  const raw = rawByName.get(name);
  const recorded = Math.min(Math.max(minor, OLDEST_MINOR), NEWEST_MINOR);
  if (!raw || recorded < (raw.since ?? OLDEST_MINOR) || recorded > (raw.until ?? NEWEST_MINOR))
    return undefined;
  const rows = rowsByMinor.get(recorded) ?? new Map<string, FlagRow>();
  rowsByMinor.set(recorded, rows);
  const row = rows.get(name) ?? rowAt(raw, recorded);
  rows.set(name, row);
  return row;
}

/** A minor's flag by its one letter. */
export function flagByLetter(letter: string, minor: Minor): FlagRow | undefined {
  const raw = rawFlags.find(({ shorthand }) => shorthand === letter);
  return raw && flagOf(raw.name, minor);
}

/** All flags of a minor, sorted by name. */
export function flagsOf(minor: Minor): readonly FlagRow[] {
  return rawFlags.flatMap(({ name }) => flagOf(name, minor) ?? []);
}

/** Since when and until when a kubelet has a flag of this name; undefined for one it never had. */
export function findFlag(name: string): FlagHistory | undefined {
  const raw = rawFlags.find((flag) => flag.name === name);
  if (raw) {
    const { since, until, instead } = raw;
    return {
      name,
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      ...(instead === undefined ? {} : { instead }),
    };
  }
  return Object.hasOwn(removedFlags, name) ? { name, ...removedFlags[name]! } : undefined;
}

function rowAt(raw: RawFlag, minor: Minor): FlagRow {
  const type = valueAt(raw.type, minor);
  const noOptDefVal = raw.noOptDefVal ?? (type === 'bool' || type === 'goBool' ? 'true' : undefined);
  const deprecated = raw.deprecated === undefined ? '' : valueAt(raw.deprecated, minor);
  return {
    name: raw.name,
    type,
    default: valueAt(raw.default, minor),
    global: raw.global ?? false,
    ...(raw.shorthand === undefined ? {} : { shorthand: raw.shorthand }),
    ...(raw.path === undefined ? {} : { path: raw.path.split('.') }),
    ...(noOptDefVal === undefined ? {} : { noOptDefVal }),
    ...(deprecated === '' ? {} : { deprecated: DEPRECATIONS[deprecated] ?? deprecated }),
    ...(raw.until === undefined ? {} : { until: raw.until }),
    ...(raw.instead === undefined ? {} : { instead: raw.instead }),
  };
}

function valueAt<T extends string>(value: Ranged<T>, minor: Minor): T {
  if (typeof value === 'string') return value;
  return (value.findLast(([from]) => from <= minor) ?? value[0]!)[1];
}
