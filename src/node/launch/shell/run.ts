import { extendedTest } from './conditions.ts';
import { expandPattern, expandText, expandWord, type Field } from './expand.ts';
import { matches } from './pattern.ts';
import { hide, runSimple } from './run-simple.ts';
import {
  become,
  fork,
  isSame,
  join,
  merge,
  PRINTED,
  type Reading,
  type State,
  setUnknown,
  spend,
  takeUp,
  UNKNOWN,
  type Value,
} from './state.ts';
import type { AndOr, Command, List, Pipeline } from './syntax.ts';

/** Follows commands one after the other. */
export function runList(list: List, state: State, reading: Reading): void {
  for (const andOr of list) {
    if (state.ended) return;
    runAndOr(andOr, state, reading);
  }
}

function runAndOr({ first, rest, background }: AndOr, state: State, reading: Reading): void {
  if (background) {
    // It runs beside, in a shell of its own.
    const beside = fork(reading, state);
    runAndOr({ first, rest, background: false }, beside, reading);
    state.status = true;
    return;
  }
  const run = (pipeline: Pipeline, one: State, isLast: boolean) => {
    if (!isLast || pipeline.negated) untested(one, () => runPipeline(pipeline, one, reading));
    else {
      runPipeline(pipeline, one, reading);
      if (one.errExit && one.status === false && !one.ended) one.ended = 'exit';
    }
  };
  run(first, state, rest.length === 0);
  for (const [i, { operator, pipeline }] of rest.entries()) {
    if (state.ended) return;
    const isLast = i === rest.length - 1;
    const wanted = operator === '&&';
    if (state.status === wanted) run(pipeline, state, isLast);
    else if (state.status === undefined) {
      const other = fork(reading, state);
      run(pipeline, other, isLast);
      merge(reading, state, other);
      state.status = undefined;
    }
  }
}

/** Runs what is tested, so that its failure does not end the shell (`set -e`). */
function untested(state: State, run: () => void): void {
  const { errExit } = state;
  state.errExit = false;
  run();
  state.errExit ||= errExit;
}

function runPipeline({ negated, commands }: Pipeline, state: State, reading: Reading): void {
  if (commands.length === 1) runShellCommand(commands[0]!, state, reading);
  else {
    for (const command of commands) {
      const beside = fork(reading, state);
      // What it writes goes to the next, and what comes out at the end is not known.
      beside.output = undefined;
      runShellCommand(command, beside, reading);
    }
    if (state.output) state.output = UNKNOWN;
    state.status = undefined;
  }
  if (negated && state.status !== undefined) state.status = !state.status;
}

/** Follows one command. */
export function runShellCommand(command: Command, state: State, reading: Reading): void {
  spend(reading, 5);
  switch (command.kind) {
    case 'simple':
      runSimple(command, state, reading, { runList, runCommand: runShellCommand, substitute });
      return;
    case 'group':
      if (command.subshell) runSubshell(command.body, state, reading);
      else runList(command.body, state, reading);
      return;
    case 'if':
      runIf(command, state, reading, 0);
      return;
    case 'while':
      runWhile(command, state, reading);
      return;
    case 'for':
      runFor(command, state, reading);
      return;
    case 'case':
      runCase(command, state, reading);
      return;
    case 'function':
      state.functions.set(command.name, command.body);
      state.status = true;
      return;
    case 'test':
      if (reading.shell === 'dash')
        hide(reading, '"[[" is not known to this shell', reading.place(command.start, command.start));
      state.status = extendedTest(command.tokens, state, reading, substitute);
      return;
    case 'arithmetic':
      for (const name of command.names) setUnknown(state, name);
      state.status = undefined;
  }
}

function runSubshell(body: List, state: State, reading: Reading): void {
  const inner = fork(reading, state);
  const from = reading.left.length;
  runList(body, inner, reading);
  reading.left.length = from;
  state.output = inner.output;
  state.status = inner.ended ? undefined : inner.status;
}

/** What `$(…)` writes; what runs in it starts no kubelet. */
export function substitute(body: List, state: State, reading: Reading): Value {
  const inner = fork(reading, state);
  inner.output = { text: '', known: true };
  const from = reading.left.length;
  runList(body, inner, { ...reading, met: new Map(), barriers: [], depth: reading.depth + 1 });
  const ways = reading.left.splice(from);
  state.status = undefined;
  const { output } = inner;
  if (ways.length > 0 || !output?.known) return PRINTED;
  return { text: output.text.replace(/\n+$/, ''), known: true };
}

function runIf(command: Command & { kind: 'if' }, state: State, reading: Reading, index: number): void {
  const clause = command.clauses[index];
  if (!clause) {
    state.status = true;
    runList(command.otherwise, state, reading);
    return;
  }
  untested(state, () => runList(clause.condition, state, reading));
  if (state.ended) return;
  if (state.status === true) {
    runList(clause.body, state, reading);
    return;
  }
  if (state.status === false) {
    runIf(command, state, reading, index + 1);
    return;
  }
  const other = fork(reading, state);
  runList(clause.body, other, reading);
  runIf(command, state, reading, index + 1);
  merge(reading, state, other);
}

/** A loop goes round so often that more can't be told from a hang. */
const MAX_TURNS = 1000;

function runWhile(command: Command & { kind: 'while' }, state: State, reading: Reading): void {
  const from = reading.left.length;
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const trial = fork(reading, state);
    untested(trial, () => runList(command.condition, trial, { ...reading, met: new Map(), barriers: [] }));
    if (trial.ended || trial.status === undefined) break;
    const goesOn = trial.status !== command.until;
    become(state, trial);
    if (!goesOn) {
      state.status = true;
      takeUp(reading, state, from, ['break', 'continue']);
      return;
    }
    // A loop that waits or serves for ever: its end is not known, and its body is what counts.
    if (isEndless(command)) break;
    runList(command.body, state, reading);
    if (state.ended === 'break' || state.ended === 'exit' || state.ended === 'return') {
      takeUp(reading, state, from, ['break', 'continue']);
      return;
    }
    takeUp(reading, state, from, ['continue']);
  }
  runUnknownTurns(state, reading, (one, quiet) => {
    untested(one, () => runList(command.condition, one, quiet));
    if (!one.ended) runList(command.body, one, quiet);
  });
}

/** `while true` and `while :`. */
function isEndless({ condition }: Command & { kind: 'while' }): boolean {
  const command = condition.at(-1)?.first.commands[0];
  const part = command?.kind === 'simple' ? command.words[0]?.parts[0] : undefined;
  return part?.kind === 'text' && /^(:|true)$/.test(part.text);
}

/** A loop that goes round any number of times: all that it may change is not known any more. */
function runUnknownTurns(
  state: State,
  reading: Reading,
  turn: (state: State, reading: Reading) => void,
): void {
  const from = reading.left.length;
  const before = fork(reading, state);
  const trial = fork(reading, state);
  turn(trial, { ...reading, met: new Map(), barriers: [], assumed: new Set() });
  takeUp(reading, trial, from, ['break', 'continue']);
  forgetChanges(before, trial, state);
  const second = fork(reading, state);
  turn(second, reading);
  takeUp(reading, second, from, ['break', 'continue']);
  if (!second.ended) join(reading, state, second);
  else if (second.ended === 'return') reading.left.push(second);
  state.status = undefined;
}

function forgetChanges(before: State, after: State, state: State): void {
  for (const [name, variable] of after.variables) {
    if (!isSame(before.variables.get(name), variable)) setUnknown(state, name, variable.exported);
  }
  for (const name of before.variables.keys()) if (!after.variables.has(name)) setUnknown(state, name);
  state.open ||= after.open;
  if (before.positional !== after.positional) state.positional = undefined;
  if (before.cwd !== after.cwd) state.cwd = undefined;
  if (state.output && before.output !== after.output) state.output = UNKNOWN;
}

function runFor(command: Command & { kind: 'for' }, state: State, reading: Reading): void {
  const from = reading.left.length;
  const values = command.words
    ? command.words.flatMap((word): (Field | Value)[] => expandWord(word, state, reading, substitute))
    : state.positional;
  const isKnown = values?.every((value) => !('words' in value && value.words));
  if (!values || !isKnown || values.length > MAX_TURNS) {
    runUnknownTurns(state, reading, (one, quiet) => {
      setUnknown(one, command.name);
      runList(command.body, one, quiet);
    });
    return;
  }
  for (const { text, known, origin } of values) {
    const exported = state.variables.get(command.name)?.exported ?? state.allExport;
    state.variables.set(command.name, { value: { text, known, ...(origin && { origin }) }, exported });
    runList(command.body, state, reading);
    takeUp(reading, state, from, ['continue']);
    if (state.ended) break;
  }
  takeUp(reading, state, from, ['break', 'continue']);
}

function runCase(command: Command & { kind: 'case' }, state: State, reading: Reading): void {
  const subject = expandText(command.subject, state, reading, substitute);
  for (const [i, { patterns }] of command.items.entries()) {
    const truths = patterns.map((word) => {
      const pattern = expandPattern(word, state, reading, substitute);
      if (pattern === '*') return true;
      if (pattern === undefined || !subject.known) return undefined;
      spend(reading, (subject.text.length * pattern.length) / 256);
      return matches(subject.text, pattern);
    });
    const isTaken = truths.includes(true) ? true : truths.includes(undefined) ? undefined : false;
    if (isTaken === false) continue;
    if (isTaken) {
      runItem(command, i, state, reading);
      return;
    }
    const other = fork(reading, state);
    runItem(command, i, other, reading);
    runCase({ ...command, items: command.items.slice(i + 1) }, state, reading);
    merge(reading, state, other);
    return;
  }
  state.status = true;
}

function runItem({ items }: Command & { kind: 'case' }, from: number, state: State, reading: Reading): void {
  state.status = true;
  for (const { body, falls } of items.slice(from)) {
    runList(body, state, reading);
    if (!falls || state.ended) return;
  }
}
