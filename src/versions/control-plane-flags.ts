import table from './control-plane-flags.json' with { type: 'json' };
import { type Minor, NEWEST_MINOR, OLDEST_MINOR } from './minor.ts';
import removedTable from './removed-control-plane-flags.json' with { type: 'json' };

/** The programs of a control plane whose flags are recorded by minor: registered in cmd/NAME/app of kubernetes. */
export type ControlPlaneProgram = keyof typeof table;

/** A flag of one of them; `since` and `until` are left out where they are the ends of what is recorded. */
export interface ControlPlaneFlag {
  readonly name: string;
  /** As pflag's Value.Type says. */
  readonly type: string;
  readonly shorthand?: string;
  /** The value when the flag stands alone; absent when a value must follow. */
  readonly noOptDefVal?: string;
  readonly default?: string;
  readonly since?: Minor;
  readonly until?: Minor;
  /** What the program logs when the flag is used. */
  readonly deprecated?: string;
}

/** A flag that was gone before the oldest recorded minor, or is gone since: the last minor with it. */
export interface RemovedFlag {
  readonly until: Minor;
  /** What to do instead; absent where there is nothing but to remove it. */
  readonly instead?: string;
}

/** A value that changes over the minors: `[[from, value], …]`, or the value. */
type Ranged = string | readonly (readonly [from: Minor, value: string])[];

interface RawFlag extends Omit<ControlPlaneFlag, 'type' | 'deprecated'> {
  readonly type: Ranged;
  readonly deprecated?: Ranged;
}

const rawTable = table as unknown as Readonly<Record<ControlPlaneProgram, readonly RawFlag[]>>;
const removed: Readonly<Record<ControlPlaneProgram, Readonly<Record<string, Partial<RemovedFlag>>>>> =
  removedTable;

const indexes = new Map<ControlPlaneProgram, ReadonlyMap<string, RawFlag>>();

function indexOf(program: ControlPlaneProgram): ReadonlyMap<string, RawFlag> {
  let index = indexes.get(program);
  if (!index) {
    index = new Map(rawTable[program].map((flag) => [flag.name, flag]));
    indexes.set(program, index);
  }
  return index;
}

/** A flag that any recorded minor of a program has, as the last of them has it. */
export function controlPlaneFlag(program: ControlPlaneProgram, name: string): ControlPlaneFlag | undefined {
  const raw = indexOf(program).get(name);
  return raw && rowAt(raw, raw.until ?? NEWEST_MINOR);
}

/** A flag of one recorded minor. */
export function controlPlaneFlagAt(
  program: ControlPlaneProgram,
  name: string,
  minor: Minor,
): ControlPlaneFlag | undefined {
  const raw = indexOf(program).get(name);
  return raw && has(raw, minor) ? rowAt(raw, minor) : undefined;
}

/** The names of a recorded minor's flags. */
export function controlPlaneFlagNames(program: ControlPlaneProgram, minor: Minor): readonly string[] {
  return rawTable[program].filter((raw) => has(raw, minor)).map(({ name }) => name);
}

/** Where a flag is gone: its last minor, and what to do instead. */
export function removedControlPlaneFlag(program: ControlPlaneProgram, name: string): RemovedFlag | undefined {
  const told = Object.hasOwn(removed[program], name) ? removed[program][name] : undefined;
  const until = indexOf(program).get(name)?.until ?? told?.until;
  return until === undefined ? undefined : { ...told, until };
}

function has({ since = OLDEST_MINOR, until = NEWEST_MINOR }: RawFlag, minor: Minor): boolean {
  return since <= minor && minor <= until;
}

/** Most flags are the same in all minors, and are asked for in every file. */
function isTheSameEver(raw: RawFlag): raw is RawFlag & ControlPlaneFlag {
  return typeof raw.type === 'string' && (raw.deprecated === undefined || typeof raw.deprecated === 'string');
}

function rowAt(raw: RawFlag, minor: Minor): ControlPlaneFlag {
  if (isTheSameEver(raw)) return raw;
  const { type, deprecated, ...rest } = raw;
  const text = deprecated === undefined ? '' : valueAt(deprecated, minor);
  return { ...rest, type: valueAt(type, minor), ...(text === '' ? {} : { deprecated: text }) };
}

function valueAt(value: Ranged, minor: Minor): string {
  if (typeof value === 'string') return value;
  return (value.findLast(([from]) => from <= minor) ?? value[0]!)[1];
}
