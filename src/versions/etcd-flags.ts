import table from './etcd-flags.json' with { type: 'json' };

/** A release of etcd 3, of which minors from 4 to 7 are recorded. */
export interface EtcdRelease {
  readonly minor: number;
  readonly patch: number;
}

/** A flag of etcd, as server/etcdmain/config.go registers it. */
export interface EtcdFlag {
  readonly name: string;
  /** The Go type of its value: `uint`, `duration`, `uniqueURLs`; `ignored` where etcd takes it and does nothing. */
  readonly type: string;
  readonly default?: string;
  /** All that it takes. */
  readonly values?: readonly string[];
  /** The value when the flag stands alone, which only a bool may. */
  readonly noOptDefVal?: string;
  /** The first release with it; absent where the oldest that is recorded has it. */
  readonly since?: string;
  /** The last minor with it; absent where the newest that is recorded has it. */
  readonly until?: number;
  /** What to write instead of a flag that is gone, `--name=` with the same value; absent: nothing. */
  readonly instead?: string;
}

interface Row extends Omit<EtcdFlag, 'noOptDefVal'> {
  readonly bool?: boolean;
  /** The last release that is known to lack it, where that is of the same minor as the first with it. */
  readonly after?: string;
}

export const OLDEST_ETCD_MINOR = 4;
export const NEWEST_ETCD_MINOR = 7;

const rows = table.flags as readonly Row[];
let index: ReadonlyMap<string, { readonly row: Row; readonly flag: EtcdFlag }> | undefined;

/** A flag that any recorded minor has. */
export function etcdFlag(name: string): EtcdFlag | undefined {
  return entryOf(name)?.flag;
}

function entryOf(name: string): { readonly row: Row; readonly flag: EtcdFlag } | undefined {
  index ??= new Map(rows.map((row) => [row.name, { row, flag: flagOf(row) }]));
  return index.get(name);
}

function flagOf({ bool, after: _, ...flag }: Row): EtcdFlag {
  return bool ? { ...flag, noOptDefVal: 'true' } : flag;
}

/** Whether a release has a flag that some release has; undefined where nobody asked that one. */
export function etcdHasFlag(name: string, release: EtcdRelease): boolean | undefined {
  const row = entryOf(name)?.row;
  if (!row || release.minor < OLDEST_ETCD_MINOR || release.minor > NEWEST_ETCD_MINOR) return undefined;
  if (row.until !== undefined && release.minor > row.until) return false;
  if (row.since === undefined || compare(release, row.since) >= 0) return true;
  if (row.after === undefined) return release.minor < parse(row.since).minor ? false : undefined;
  return compare(release, row.after) <= 0 ? false : undefined;
}

/** All names of flags. */
export function etcdFlagNames(): readonly string[] {
  return rows.map(({ name }) => name);
}

/** The first minor with a feature gate of --feature-gates; undefined where none has it. */
export function etcdGateSince(name: string): number | undefined {
  return Object.hasOwn(table.gates, name) ? table.gates[name as keyof typeof table.gates] : undefined;
}

function parse(release: string): EtcdRelease {
  const [, minor, patch] = release.split('.');
  return { minor: Number(minor), patch: Number(patch) };
}

function compare({ minor, patch }: EtcdRelease, other: string): number {
  const than = parse(other);
  return minor - than.minor || patch - than.patch;
}
