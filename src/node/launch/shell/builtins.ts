import type { FileInfo, Looked } from '../../host/host.ts';
import { absolute } from '../../host/path.ts';
import { test } from './conditions.ts';
import type { Field } from './expand.ts';
import { onNode } from './file-tests.ts';
import { programOf } from './printed.ts';
import { type Call, hide, type Runner, runCall, write } from './run-simple.ts';
import { runText, sourceFile } from './source.ts';
import {
  type Ended,
  forgetAll,
  type Reading,
  type State,
  setUnknown,
  UNKNOWN,
  type Variable,
} from './state.ts';

type Builtin = (call: Call, state: State, reading: Reading, runner: Runner) => void;

const NOTHING: Builtin = () => {};
const UNSURE: Builtin = (_, state) => {
  state.status = undefined;
};

const ends =
  (ended: Ended): Builtin =>
  ({ operands: [first] }, state) => {
    if (first && (ended === 'exit' || ended === 'return'))
      state.status = first.known && !first.words ? /^0+$/.test(first.text) : undefined;
    state.ended = ended;
  };

const testWords: Builtin = ({ name, operands }, state, reading) => {
  const words = name === '[' ? operands.slice(0, -1) : operands;
  const isKnown = words.every((field) => !field.words) && (name !== '[' || operands.at(-1)?.text === ']');
  state.status = isKnown ? test(words, state, reading) : undefined;
};

/** `export`, `readonly`, `local`, `declare`. */
const declare: Builtin = (call, state, reading) => {
  const flags = call.operands.filter(({ text }) => /^[-+]/.test(text)).map(({ text }) => text);
  // -n makes another name of it, -p prints, -f is for functions, -i computes.
  const isPlain =
    flags.every((flag) => /^-[gxrxaA]+$/.test(flag)) && call.operands.every(({ known }) => known);
  const exports = call.name === 'export' || flags.some((flag) => flag.includes('x'));
  const isLocal =
    call.name === 'local' ||
    (reading.locals !== undefined &&
      /^(declare|typeset)$/.test(call.name) &&
      !flags.some((flag) => flag.includes('g')));
  const names = call.operands.map(({ text }) => text).filter((text) => /^[A-Za-z_]\w*$/.test(text));
  const all: { name: string; variable: Variable | undefined; given: boolean }[] = [
    ...names.map((name) => ({ name, variable: state.variables.get(name), given: false })),
    ...call.assigned.map((one) => ({ ...one, given: true })),
  ];
  for (const { name, variable, given } of all) {
    if (isLocal && reading.locals && !reading.locals.has(name))
      reading.locals.set(name, state.variables.get(name));
    const exported = exports || (state.variables.get(name)?.exported ?? false);
    // dash splits what bash does not.
    const splits =
      reading.shell !== 'bash' &&
      /[ \t\n*?[]/.test(variable?.value?.text ?? '') &&
      given &&
      !isLiteral(variable);
    // bash begins with nothing, dash with what there was.
    const isNew = isLocal && !given && reading.shell !== 'dash';
    const mayKeep = isNew && reading.shell === 'sh' && variable !== undefined;
    if (!isPlain || splits || mayKeep || (given && !variable)) setUnknown(state, name, exported);
    else if (isNew) state.variables.delete(name);
    else if (variable) {
      const readOnly = call.name === 'readonly' || flags.some((flag) => flag.includes('r'));
      state.variables.set(name, { ...variable, exported, ...(readOnly && { readOnly }) });
    } else if (state.open) setUnknown(state, name, exported);
    else if (exports) state.variables.set(name, { exported: true });
  }
};

/** A value that was written in the script itself needs no splitting; only what an expansion gave does. */
function isLiteral(variable: Variable | undefined): boolean {
  return variable?.value?.known === true && variable.value.origin?.variable === undefined;
}

const unset: Builtin = ({ operands }, state) => {
  for (const { text, known } of operands) {
    if (!known) return forgetAll(state);
    if (text.startsWith('-')) continue;
    state.variables.delete(text);
    // What is unset stays so even where others are not known.
    if (state.open) state.variables.set(text, { exported: false });
    state.functions.delete(text);
  }
};

const set: Builtin = ({ operands }, state) => {
  for (let i = 0; i < operands.length; i++) {
    const { text, known, words } = operands[i]!;
    if (!known || words) {
      state.positional = undefined;
      return;
    }
    if (text === '--' || !/^[-+]./.test(text)) {
      const values = operands.slice(text === '--' ? i + 1 : i);
      state.positional = values.some((field) => field.words) ? undefined : values;
      return;
    }
    const on = text.startsWith('-');
    const named = text.slice(1).endsWith('o') ? operands[++i]?.text : undefined;
    if (text.includes('e') || named === 'errexit') state.errExit = on;
    if (text.includes('a') || named === 'allexport') state.allExport = on;
    if (text.includes('u') || named === 'nounset') state.noUnset = on;
    if (text.includes('f') || named === 'noglob') state.noGlob = on;
    if (text.includes('n') || named === 'noexec') state.ended = 'exit';
  }
};

const shift: Builtin = ({ operands, origin }, state, reading) => {
  const count = operands[0] ? Number(operands[0].known ? operands[0].text : Number.NaN) : 1;
  const { positional } = state;
  if (!positional || !Number.isInteger(count) || count < 0) state.positional = undefined;
  else if (count > positional.length) {
    state.status = false;
    // Here dash ends, and bash goes on.
    if (reading.shell === 'dash') state.ended = 'exit';
    else if (reading.shell === 'sh')
      hide(reading, 'shells differ in a "shift" of more than there is', origin);
  } else state.positional = positional.slice(count);
};

function isMissing(info: Looked<FileInfo>): boolean {
  return !info.ok && (info.failure.reason === 'absent' || info.failure.reason === 'notDirectory');
}

/** PATH_MAX (linux/limits.h). */
const MAX_PATH = 4096;

const changeDirectory: Builtin = ({ operands }, state, reading) => {
  const words = operands.filter(({ text }) => !/^(-P|-L|--)$/.test(text));
  const [first] = words;
  const target = words.length === 1 && first!.known && !first!.words ? first!.text : undefined;
  state.status = undefined;
  const hasPath = state.variables.get('CDPATH') !== undefined;
  if (target === undefined || target === '-' || target === '' || (hasPath && !/^[./]/.test(target))) {
    state.cwd = undefined;
    return;
  }
  const path = onNode(target, state, reading);
  if (path !== null && reading.host.live) {
    const info = reading.host.stat(path);
    state.status = info.ok && info.value.type === 'directory' ? true : isMissing(info) ? false : undefined;
    if (state.status === false) return;
  }
  if (target.startsWith('/')) state.cwd = absolute(target, '/');
  else if (state.cwd !== undefined) state.cwd = absolute(target, state.cwd);
  if (state.cwd !== undefined && state.cwd.length > MAX_PATH) state.cwd = undefined;
  state.variables.delete('PWD');
  if (state.cwd !== undefined)
    state.variables.set('PWD', { value: { text: state.cwd, known: true }, exported: true });
};

/** What reads or computes a value. */
const assignNames: Builtin = ({ name, operands }, state) => {
  state.status = undefined;
  if (operands.some(({ known, words }) => !known || words)) return forgetAll(state);
  const named = operands.flatMap(({ text }) => text.match(/[A-Za-z_]\w*/g) ?? []);
  for (const one of [...named, ...(name === 'getopts' ? ['OPTARG', 'OPTIND'] : ['REPLY', 'MAPFILE'])])
    setUnknown(state, one);
};

const echo: Builtin = ({ operands }, state) => {
  if (!state.output) return;
  const isBare = operands[0]?.text === '-n';
  const words = isBare ? operands.slice(1) : operands;
  const text = words.map((field) => field.text).join(' ');
  const isPlain =
    words.every((field) => field.known && !field.words) && !text.includes('\\') && !/^-[neE]/.test(text);
  write(state, isPlain ? { text: isBare ? text : `${text}\n`, known: true } : UNKNOWN);
};

const printf: Builtin = ({ operands }, state) => {
  const [format, ...words] = operands;
  if (format?.text.startsWith('-v')) {
    const name = format.text === '-v' ? words[0] : { ...format, text: format.text.slice(2) };
    return name?.known ? setUnknown(state, name.text) : forgetAll(state);
  }
  if (!state.output) return;
  const end = format?.known && /^%s(\\n)?$/.exec(format.text);
  const isPlain = end && words.length === 1 && words[0]!.known && !words[0]!.words;
  write(state, isPlain ? { text: words[0]!.text + (end[1] ? '\n' : ''), known: true } : UNKNOWN);
};

const printDirectory: Builtin = (_, state) => {
  write(state, state.cwd === undefined ? UNKNOWN : { text: `${state.cwd}\n`, known: true });
};

const execute: Builtin = (call, state, reading, runner) => {
  let fields: readonly Field[] = call.operands;
  while (fields[0] && /^-[cl]+$|^--$/.test(fields[0].text)) fields = fields.slice(1);
  if (fields[0]?.text === '-a') fields = fields.slice(2);
  if (fields.length === 0) return;
  runOperands(call, fields, state, reading, { ...runner }, true);
  state.ended = 'exit';
};

const command: Builtin = (call, state, reading, runner) => {
  const [first, second] = call.operands;
  if (first && /^-[vV]$/.test(first.text)) {
    state.status = undefined;
    const name = second?.known && call.operands.length === 2 ? second.text : undefined;
    const value =
      name === undefined || Object.hasOwn(BUILTINS, name) ? UNKNOWN : programOf(name, state, reading);
    if (value.known) state.status = true;
    return write(state, value);
  }
  const fields = first && /^(-p|--)$/.test(first.text) ? call.operands.slice(1) : call.operands;
  runOperands(call, fields, state, reading, runner, false);
};

function runOperands(
  call: Call,
  fields: readonly Field[],
  state: State,
  reading: Reading,
  runner: Runner,
  programOnly: boolean,
): void {
  const [first] = fields;
  if (!first) return;
  if (!first.known || first.words) {
    reading.barriers.push({ reason: "which program is run here can't be known", origin: call.origin });
    return;
  }
  const functions = new Map(state.functions);
  // Neither `command` nor `exec` runs functions.
  state.functions.delete(first.text);
  const name = programOnly && Object.hasOwn(BUILTINS, first.text) ? `/bin/${first.text}` : first.text;
  runCall({ ...call, name, operands: fields.slice(1), fields }, state, reading, runner);
  const body = functions.get(first.text);
  if (body !== undefined) state.functions.set(first.text, body);
}

const evaluate: Builtin = (call, state, reading, runner) => {
  if (call.operands.every(({ known, words }) => known && !words)) {
    const text = call.operands.map((field) => field.text).join(' ');
    return runText({ text, place: () => call.origin, file: reading.file }, state, reading, runner);
  }
  reading.barriers.push({ reason: 'what "eval" runs can\'t be known', origin: call.origin });
  forgetAll(state);
  state.status = undefined;
  if (state.output) state.output = UNKNOWN;
};

const source: Builtin = (call, state, reading, runner) => sourceFile(call, state, reading, runner);

const forbids: Builtin = (call, _, reading) => {
  reading.barriers.push({
    reason: `"${call.name}" changes what commands mean`,
    origin: call.origin,
    hides: true,
  });
};

/** What dash does not know. */
export const BASH_ONLY: ReadonlySet<string> = new Set(
  'source declare typeset shopt let mapfile readarray pushd popd builtin enable disown function'.split(' '),
);

/** The commands that a shell runs itself. `shopt -s nullglob` and its kind make other words of patterns; words with patterns are not followed anyway. */
export const BUILTINS: Readonly<Record<string, Builtin>> = {
  ':': NOTHING,
  true: NOTHING,
  false: (_, state) => {
    state.status = false;
  },
  test: testWords,
  '[': testWords,
  export: declare,
  readonly: declare,
  local: declare,
  declare,
  typeset: declare,
  unset,
  set,
  shift,
  '.': source,
  source,
  eval: evaluate,
  exec: execute,
  command,
  builtin: command,
  exit: ends('exit'),
  return: ends('return'),
  break: ends('break'),
  continue: ends('continue'),
  cd: changeDirectory,
  pushd: changeDirectory,
  popd: (_, state) => {
    state.cwd = undefined;
  },
  read: assignNames,
  mapfile: assignNames,
  readarray: assignNames,
  getopts: assignNames,
  let: assignNames,
  echo,
  printf,
  pwd: printDirectory,
  trap: NOTHING,
  umask: NOTHING,
  ulimit: NOTHING,
  shopt: NOTHING,
  hash: NOTHING,
  wait: UNSURE,
  kill: UNSURE,
  jobs: UNSURE,
  type: UNSURE,
  disown: UNSURE,
  alias: forbids,
  enable: forbids,
};
