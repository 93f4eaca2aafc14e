import table from './control-plane-flags.json' with { type: 'json' };
import type { Minor } from './minor.ts';

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

const indexes = new Map<ControlPlaneProgram, ReadonlyMap<string, ControlPlaneFlag>>();

/** All flags that any recorded minor of a program has, by name. */
export function controlPlaneFlags(program: ControlPlaneProgram): ReadonlyMap<string, ControlPlaneFlag> {
  let index = indexes.get(program);
  if (!index) {
    index = new Map((table[program] as readonly ControlPlaneFlag[]).map((flag) => [flag.name, flag]));
    indexes.set(program, index);
  }
  return index;
}
