import { decode } from '../../../bytes/text.ts';
import { SourceText } from '../../../diagnostics/location.ts';
import type { Origin } from '../../../diagnostics/origin.ts';
import { findProgram, MAX_SCRIPT_SIZE } from '../programs.ts';
import { onNode } from './file-tests.ts';
import { parseScript } from './parse.ts';
import type { Call, Runner } from './run-simple.ts';
import { forgetAll, type Reading, type State, spend, takeUp, UNKNOWN } from './state.ts';

/** Commands, and where they were written. */
export interface Commands {
  readonly text: string;
  readonly place: (start: number, end: number) => Origin;
  readonly file: string | undefined;
}

/** Sourced files and evaluated texts are not nested more deeply. */
const MAX_NESTED = 20;

/** Runs commands in the same shell. */
export function runText(
  { text, place, file }: Commands,
  state: State,
  reading: Reading,
  runner: Runner,
): void {
  if (reading.depth > MAX_NESTED) {
    reading.barriers.push({ reason: 'scripts source each other too deeply', origin: place(0, 0) });
    return;
  }
  spend(reading, text.length / 16);
  const script = parseScript(text);
  runner.runList(script.list, state, { ...reading, place, file, depth: reading.depth + 1 });
  if (!script.failure || state.ended) return;
  const { at, reason } = script.failure;
  reading.barriers.push({
    reason: `the script is not understood here: ${reason}`,
    origin: place(at, at),
    hides: true,
  });
  forgetAll(state);
}

/** `. FILE`. */
export function sourceFile(call: Call, state: State, reading: Reading, runner: Runner): void {
  const [first, ...rest] = call.operands;
  state.status = undefined;
  if (!first) return;
  const path = first.known && !first.words ? pathOf(first.text, state, reading) : null;
  const file = path === null ? undefined : reading.host.readFile(path, MAX_SCRIPT_SIZE);
  if (path === null || !file?.ok) {
    const isAbsent = path !== null && !file?.ok && file?.failure.reason === 'absent' && reading.host.live;
    // bash goes on without it; other shells end.
    if (isAbsent && reading.shell === 'dash') state.ended = 'exit';
    else if (!isAbsent) forgetAll(state);
    return;
  }
  const source = new SourceText(path, decode(file.value));
  const place = (start: number, end: number): Origin => ({
    kind: 'file',
    location: source.locate({ start, end }),
    via: [call.origin],
  });
  const { positional } = state;
  if (rest.length > 0) {
    // Only bash passes them.
    const isKnown = reading.shell === 'bash' && !rest.some(({ words }) => words);
    state.positional = isKnown ? rest : undefined;
  }
  const from = reading.left.length;
  runText({ text: source.text, place, file: path }, state, reading, runner);
  takeUp(reading, state, from, ['return']);
  if (rest.length > 0) state.positional = positional;
  if (state.output) state.output = UNKNOWN;
}

/** What a name without a slash leads to in PATH, and in bash in the working directory too. */
function pathOf(name: string, state: State, reading: Reading): string | null {
  if (name.includes('/')) return onNode(name, state, reading);
  const path = state.variables.get('PATH')?.value;
  if (!path?.known || state.cwd === undefined) return null;
  const { host, launch } = reading;
  const found = findProgram(
    host,
    { ...launch, cwd: state.cwd, environment: new Map([['PATH', path.text]]) },
    name,
  );
  if (found.includes('/')) return onNode(found, state, reading);
  return reading.shell === 'bash' && host.live ? onNode(`./${name}`, state, reading) : null;
}
