import type { Origin } from '../../../diagnostics/origin.ts';
import { BASH_ONLY, BUILTINS } from './builtins.ts';
import { expandText, expandWord, type Field, type Substitute } from './expand.ts';
import { meetCommand } from './meet-command.ts';
import { printed } from './printed.ts';
import {
  type Reading,
  type State,
  setUnknown,
  spend,
  takeUp,
  UNKNOWN,
  type Value,
  type Variable,
} from './state.ts';
import type { Assignment, Command, List, Redirect } from './syntax.ts';

/** How commands are run, for those that run others. */
export interface Runner {
  readonly runList: (list: List, state: State, reading: Reading) => void;
  readonly runCommand: (command: Command, state: State, reading: Reading) => void;
  readonly substitute: Substitute;
}

/** A simple command after expansion. */
export interface Call {
  readonly name: string;
  readonly operands: readonly Field[];
  /** The whole of it, argument zero included. */
  readonly fields: readonly Field[];
  /** The assignments among the operands, for `export` and its kind; undefined for any other operand. */
  readonly assigned: readonly { readonly name: string; readonly variable: Variable | undefined }[];
  /** Assignments before the name. */
  readonly variables: ReadonlyMap<string, Variable>;
  readonly redirects: readonly Redirect[];
  readonly origin: Origin;
}

type Simple = Command & { readonly kind: 'simple' };

/** Functions that call each other more deeply are not followed. */
const MAX_CALLS = 20;

/** Runs a simple command: an assignment, a function, a builtin, or a program (POSIX XCU 2.9.1). */
export function runSimple(command: Simple, state: State, reading: Reading, runner: Runner): void {
  state.status = true;
  const { substitute } = runner;
  const fields: Field[] = [];
  const assigned: { name: string; variable: Variable | undefined }[] = [];
  for (const word of command.words) {
    if (word.assignment) assigned.push(readAssignment(word.assignment, state, reading, substitute));
    else for (const field of expandWord(word, state, reading, substitute)) fields.push(field);
  }
  if (state.ended) return;
  const variables = new Map<string, Variable>();
  for (const { assignment } of command.assignments) {
    const { name, variable } = readAssignment(assignment!, state, reading, substitute);
    if (isRefused(assignment!, state, reading, reading.place(command.start, command.end))) return;
    if (fields.length > 0) variables.set(name, variable ?? { value: UNKNOWN, exported: true });
    else if (variable)
      state.variables.set(name, { ...variable, exported: variable.exported || state.allExport });
    else setUnknown(state, name);
  }
  const [first] = fields;
  const origin = reading.place(command.start, command.end);
  if (!first) {
    spend(reading, 1);
    return;
  }
  if (!first.known || first.words) {
    reading.barriers.push({ reason: "which program is run here can't be known", origin });
    state.status = undefined;
    if (state.output) state.output = UNKNOWN;
    return;
  }
  const { redirects } = command;
  const call: Call = {
    name: first.text,
    operands: fields.slice(1),
    fields,
    assigned,
    variables,
    redirects,
    origin,
  };
  runCall(call, state, reading, runner);
}

/** Runs what is called; `command` and `exec` come here again. */
export function runCall(call: Call, state: State, reading: Reading, runner: Runner): void {
  const body = state.functions.get(call.name);
  const builtin = Object.hasOwn(BUILTINS, call.name) ? BUILTINS[call.name] : undefined;
  if (body === null) {
    hide(reading, `which function "${call.name}" is meant can't be known`, call.origin);
    return;
  }
  if (!body && reading.shell === 'dash' && BASH_ONLY.has(call.name)) {
    hide(reading, `"${call.name}" is not known to this shell`, call.origin);
    return;
  }
  if (body || builtin) {
    // Shells differ in whether such an assignment stays.
    for (const name of call.variables.keys()) setUnknown(state, name);
    if (body) {
      callFunction(body, call, state, reading, runner);
      return;
    }
    const collects = state.output;
    if (isRedirected(call.redirects)) state.output = undefined;
    builtin!(call, state, reading, runner);
    if (isRedirected(call.redirects)) state.output = collects;
    return;
  }
  state.status = undefined;
  if (state.output && !isRedirected(call.redirects)) {
    const value = printed(call, state, reading);
    write(state, value);
  }
  meetCommand(call, state, reading);
}

/** Whether a shell does not take an assignment, for it is read-only, or dash does not know its kind. */
function isRefused(
  { name, append, value }: Assignment,
  state: State,
  reading: Reading,
  origin: Origin,
): boolean {
  const isArray = value === undefined || !('parts' in value);
  const reason = state.variables.get(name)?.readOnly
    ? `"${name}" is read-only`
    : reading.shell === 'dash' && (append || isArray)
      ? 'the shell does not know such an assignment'
      : undefined;
  if (reason !== undefined) hide(reading, reason, origin);
  return reason !== undefined;
}

/** Notes that the script may end or go on in another way here. */
export function hide(reading: Reading, reason: string, origin: Origin): void {
  reading.barriers.push({ reason, origin, hides: true });
}

/** Adds to what is written to standard output. */
export function write(state: State, value: Value): void {
  const { output } = state;
  if (output) state.output = output.known ? { text: output.text + value.text, known: value.known } : UNKNOWN;
}

function isRedirected(redirects: readonly Redirect[]): boolean {
  return redirects.some(({ descriptor, operator }) => /^(1?)$/.test(descriptor) && /^(>|&>)/.test(operator));
}

function callFunction(body: Command, call: Call, state: State, reading: Reading, runner: Runner): void {
  if (reading.depth >= MAX_CALLS) {
    reading.barriers.push({ reason: 'functions call each other too deeply', origin: call.origin });
    return;
  }
  const { positional } = state;
  const hidden = new Map<string, Variable | undefined>();
  const from = reading.left.length;
  state.positional = call.operands.some(({ words }) => words) ? undefined : call.operands;
  runner.runCommand(body, state, { ...reading, depth: reading.depth + 1, locals: hidden });
  takeUp(reading, state, from, ['return']);
  state.positional = positional;
  for (const [name, variable] of hidden) {
    if (variable) state.variables.set(name, variable);
    else state.variables.delete(name);
  }
}

/** What an assignment gives a variable; undefined where it is not read. */
function readAssignment(
  { name, append, value }: Assignment,
  state: State,
  reading: Reading,
  substitute: Substitute,
): { name: string; variable: Variable | undefined } {
  const before = state.variables.get(name);
  const exported = before?.exported ?? false;
  if (value === undefined) return { name, variable: undefined };
  if ('parts' in value) {
    const given = expandText(value, state, reading, substitute);
    if (!append) return { name, variable: { value: given, exported } };
    if (before?.array) {
      const [first, ...rest] = before.array;
      return { name, variable: { array: [joined(first, given), ...rest], exported } };
    }
    const known = before || !state.open;
    return { name, variable: { value: known ? joined(before?.value, given) : UNKNOWN, exported } };
  }
  const fields = value.flatMap((word) => expandWord(word, state, reading, substitute));
  const old = append ? (before?.array ?? (before?.value ? [before.value] : [])) : [];
  const isKnown = fields.every(({ words }) => !words) && !(append && state.open && !before);
  const isOldKnown = !append || before?.array !== undefined || before?.value?.known !== false;
  return {
    name,
    variable: isKnown && isOldKnown ? { array: [...old, ...fields], exported } : { value: UNKNOWN, exported },
  };
}

function joined(before: Value | undefined, after: Value): Value {
  if (!before) return after;
  if (!before.known) return before;
  const text = before.text + after.text;
  if (text.length > MAX_VALUE) return UNKNOWN;
  return { text, known: after.known, ...(after.origin && { origin: after.origin }) };
}

/** A variable that is longer can't be passed to any program (MAX_ARG_STRLEN). */
const MAX_VALUE = 128 * 1024;
