import type { Origin } from '../../../diagnostics/origin.ts';
import type { Host } from '../../host/host.ts';
import { flagsInText } from '../flags-in-text.ts';
import type { Launch, OpenContext } from '../launch.ts';
import type { Command } from './syntax.ts';

/** A text of which, where it is not known, `text` is a beginning. */
export interface Value {
  readonly text: string;
  readonly known: boolean;
  /** What is not known of it is what a program writes (`$(hostname)`). */
  readonly printed?: boolean;
  /** What is not known of it are flags, and only these; `text` is empty then. */
  readonly flags?: readonly string[];
  /** Where it was written. */
  readonly origin?: Origin;
}

/** What a variable holds; neither where it is declared only. */
export interface Variable {
  readonly value?: Value;
  readonly array?: readonly Value[];
  readonly exported: boolean;
  readonly readOnly?: boolean;
}

/** What a command ended: the script, a function or sourced file, or a turn of a loop. */
export type Ended = 'exit' | 'return' | 'break' | 'continue';

/** A shell between two commands. */
export interface State {
  readonly variables: Map<string, Variable>;
  /** Some variables that are not in the map may be set, and to anything. */
  open: boolean;
  /** Undefined where they are not known. */
  positional: readonly Value[] | undefined;
  /** Null where it is not known which is meant. */
  readonly functions: Map<string, Command | null>;
  /** Undefined where it is not known. */
  cwd: string | undefined;
  allExport: boolean;
  /** A command that fails ends the shell, unless it is tested. */
  errExit: boolean;
  noUnset: boolean;
  /** Words with `*` do not become names of files. */
  noGlob: boolean;
  /** The exit status as far as it counts; undefined where it is not known. */
  status: boolean | undefined;
  ended: Ended | undefined;
  /** What was written to standard output, where that is wanted. */
  output: Value | undefined;
}

/** What one reading of a script shares. */
export interface Reading {
  readonly host: Host;
  /** The launch of the shell itself. */
  readonly launch: Launch;
  readonly context: OpenContext;
  /** The rules where shells differ: `sh` is any of them. */
  readonly shell: 'bash' | 'dash' | 'sh';
  /** `$0`. */
  readonly name: Value;
  /** Where a range of the text that is being read was written. */
  readonly place: (start: number, end: number) => Origin;
  /** The path of the file that is being read, for `BASH_SOURCE`. */
  readonly file: string | undefined;
  /** The programs that are run, each once. */
  readonly met: Map<string, Launch>;
  /** Why the command that starts the kubelet may have been missed. */
  readonly barriers: {
    readonly reason: string;
    readonly origin: Origin;
    /** Another start of the kubelet may be behind it, even where one was found. */
    readonly hides?: boolean;
  }[];
  /** What was taken for granted. */
  readonly assumed: Set<string>;
  /** States that left a loop or a function on one of several ways. */
  readonly left: State[];
  readonly budget: { left: number };
  readonly depth: number;
  /** The variables that the function being run has made its own, with what they were. */
  readonly locals?: Map<string, Variable | undefined>;
}

/** Thrown when following a script takes too long. */
export class Exhausted extends Error {}

/** Counts work; a script that takes more than any sensible one is not followed. */
export function spend(reading: Reading, amount: number): void {
  reading.budget.left -= amount;
  if (reading.budget.left < 0) throw new Exhausted();
}

/** What a variable that is not known holds. */
export const UNKNOWN: Value = { text: '', known: false };

/** What a program writes that can't be known. */
export const PRINTED: Value = { text: '', known: false, printed: true };

/** A copy that goes another way. */
export function fork(reading: Reading, state: State): State {
  spend(reading, 10 + state.variables.size + state.functions.size);
  return { ...state, variables: new Map(state.variables), functions: new Map(state.functions) };
}

/** Goes on as another state does. */
export function become(state: State, other: State): void {
  if (state === other) return;
  const { variables, functions } = state;
  const [newVariables, newFunctions] = [[...other.variables], [...other.functions]];
  Object.assign(state, other, { variables, functions });
  variables.clear();
  functions.clear();
  for (const [name, variable] of newVariables) variables.set(name, variable);
  for (const [name, body] of newFunctions) functions.set(name, body);
}

/** What is known where either way may have been taken; the first state goes on. */
export function merge(reading: Reading, state: State, other: State): void {
  if (other.ended) {
    if (other.ended !== 'exit') reading.left.push(other);
    return;
  }
  if (state.ended) {
    if (state.ended !== 'exit') reading.left.push(fork(reading, state));
    become(state, other);
    return;
  }
  join(reading, state, other);
}

/** {@link merge} of two states that both go on. */
export function join(reading: Reading, state: State, other: State): void {
  spend(reading, state.variables.size + other.variables.size);
  for (const [name, variable] of state.variables) {
    const another = other.variables.get(name);
    if (isSame(variable, another)) continue;
    if (variable.value?.printed && another?.value?.printed && variable.exported === another.exported)
      state.variables.set(name, { value: PRINTED, exported: variable.exported });
    else setEither(state, name, variable, another ?? (other.open ? undefined : UNSET));
  }
  for (const [name, variable] of other.variables)
    if (!state.variables.has(name)) setEither(state, name, variable, state.open ? undefined : UNSET);
  for (const name of [...state.functions.keys(), ...other.functions.keys()])
    if (state.functions.get(name) !== other.functions.get(name)) state.functions.set(name, null);
  state.open ||= other.open;
  if (!areSame(state.positional, other.positional)) state.positional = undefined;
  if (state.cwd !== other.cwd) state.cwd = undefined;
  if (state.status !== other.status) state.status = undefined;
  if (state.output && other.output && !sameValue(state.output, other.output)) state.output = UNKNOWN;
  state.allExport ||= other.allExport;
  state.errExit &&= other.errExit;
  state.noUnset &&= other.noUnset;
  state.noGlob &&= other.noGlob;
}

const UNSET: Variable = { value: { text: '', known: true }, exported: false };

/** A variable that may hold either: what is known of it are the flags in both. */
function setEither(state: State, name: string, one: Variable, another: Variable | undefined): void {
  const [a, b] = [possibleFlags(one), another && possibleFlags(another)];
  if (!a || !b) setUnknown(state, name, one.exported);
  else
    state.variables.set(name, {
      value: { ...UNKNOWN, flags: [...new Set([...a, ...b])] },
      exported: one.exported,
    });
}

function possibleFlags({ value, array }: Variable): readonly string[] | undefined {
  if (array || !value) return undefined;
  return value.known ? flagsInText(value.text) : value.flags;
}

/** Takes up the states that left with one of `kinds`: those are over now. */
export function takeUp(reading: Reading, state: State, from: number, kinds: readonly Ended[]): void {
  for (let i = reading.left.length - 1; i >= from; i--) {
    const other = reading.left[i]!;
    if (!kinds.includes(other.ended!)) continue;
    reading.left.splice(i, 1);
    other.ended = undefined;
    merge(reading, state, other);
  }
  if (state.ended && kinds.includes(state.ended)) state.ended = undefined;
}

/** Forgets a variable's value. */
export function setUnknown(
  state: State,
  name: string,
  exported = state.variables.get(name)?.exported ?? false,
): void {
  state.variables.set(name, { value: UNKNOWN, exported });
}

/** Forgets every variable: something that can't be known may have set any. */
export function forgetAll(state: State): void {
  state.open = true;
  for (const [name, { exported }] of state.variables) setUnknown(state, name, exported);
}

/** Whether two states' variable holds the same. */
export function isSame(a: Variable | undefined, b: Variable | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.exported !== b.exported) return false;
  if ((a.value && b.value && !sameValue(a.value, b.value)) || !a.value !== !b.value) return false;
  return areSame(a.array, b.array);
}

function areSame(a: readonly Value[] | undefined, b: readonly Value[] | undefined): boolean {
  if (a === b) return true;
  return (
    a !== undefined && b !== undefined && a.length === b.length && a.every((one, i) => sameValue(one, b[i]!))
  );
}

function sameValue(a: Value, b: Value): boolean {
  return a === b || (a.known && b.known && a.text === b.text);
}
