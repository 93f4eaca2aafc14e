import type { Origin } from '../../../diagnostics/origin.ts';
import { flagsInText } from '../flags-in-text.ts';
import { lookUp } from './parameters.ts';
import { escapePattern } from './pattern.ts';
import { type Reading, type State, spend, UNKNOWN, type Value } from './state.ts';
import type { List, ParameterPart, Part, Word } from './syntax.ts';

/** A word after expansion. */
export interface Field extends Value {
  /** It may be any number of words. */
  readonly words: boolean;
  readonly origin: Origin;
}

/** Runs a command substitution; what it writes. */
export type Substitute = (body: List, state: State, reading: Reading) => Value;

/** No text that a shell is really given is longer. */
const MAX_TEXT = 256 * 1024;

/** Puts fields together, as the parts of a word are expanded. */
interface Builder {
  readonly fields: Field[];
  text: string;
  /** There is a field, be it empty. */
  present: boolean;
  known: boolean;
  words: boolean;
  globs: boolean;
  /** A `"$@"` without parameters was met. */
  emptyList: boolean;
  /** Where all of the field came from; null when from several places. */
  from: Origin | null | undefined;
}

/** Expands a word into fields (POSIX XCU 2.6). */
export function expandWord(word: Word, state: State, reading: Reading, substitute: Substitute): Field[] {
  const place = reading.place(word.start, word.end);
  const flags = flagsAlone(word, state);
  if (flags) return [{ ...UNKNOWN, flags, words: true, origin: place }];
  const builder: Builder = { fields: [], ...EMPTY };
  emitParts(word.parts, builder, { state, reading, substitute, place });
  // Shells differ in whether an empty list and nothing else, or with what is empty too, is a word.
  if (builder.emptyList && builder.text === '' && word.parts.length > 1) {
    Object.assign(builder, { present: true, known: false, words: true });
  }
  finish(builder, place, state, reading);
  return builder.fields;
}

/** The flags that a word may be which is nothing but a variable that holds flags. */
function flagsAlone({ parts }: Word, state: State): readonly string[] | undefined {
  const [part] = parts;
  if (parts.length !== 1 || part?.kind !== 'parameter' || part.quoted || hasOtherIfs(state)) return undefined;
  const isPlain = part.form === undefined && part.operator === undefined && part.index === undefined;
  return isPlain ? state.variables.get(part.name)?.value?.flags : undefined;
}

/** Expands a word that is not split: an assignment's value, what `case` looks at. */
export function expandText(word: Word, state: State, reading: Reading, substitute: Substitute): Value {
  // Quoting everything is not quite the same, but for `$@`, whose words are joined here.
  const place = reading.place(word.start, word.end);
  let text = '';
  let known = true;
  let printed = true;
  let from: Origin | null | undefined;
  const values: Value[] = [];
  for (const part of word.parts) {
    const value = textOf(part, { state, reading, substitute, place });
    if (known) text += value.text;
    known &&= value.known;
    printed &&= value.known || value.printed === true;
    values.push(value);
    if (part.kind !== 'text' || part.text !== '')
      from = from === undefined && part.kind !== 'text' ? value.origin : null;
    if (text.length > MAX_TEXT) return UNKNOWN;
  }
  spend(reading, 1 + text.length / 64);
  const origin = from ?? place;
  const flags = known ? undefined : flagsInValues(values);
  if (flags) return { ...UNKNOWN, flags, origin };
  return { text, known, ...(!known && printed && { printed }), origin };
}

/** The flags in a text that is put together; undefined where something else may be in it. */
function flagsInValues(values: readonly Value[]): readonly string[] | undefined {
  const flags = new Set<string>();
  for (const { known, text, flags: own } of values) {
    const some = known ? flagsInText(text) : own;
    if (!some) return undefined;
    for (const flag of some) flags.add(flag);
  }
  return [...flags];
}

/** Expands a word as a pattern, in which what is quoted is protected; undefined where it is not known. */
export function expandPattern(
  word: Word,
  state: State,
  reading: Reading,
  substitute: Substitute,
): string | undefined {
  let pattern = '';
  for (const part of word.parts) {
    if (part.kind === 'text') pattern += part.quoted ? escapePattern(part.text) : part.text;
    else {
      const value = textOf(part, { state, reading, substitute, place: reading.place(word.start, word.end) });
      if (!value.known) return undefined;
      pattern += part.quoted ? escapePattern(value.text) : value.text;
    }
  }
  // Classes and the extended patterns of bash are not read.
  return /\[[:.=]|[@?*+!]\(/.test(pattern) ? undefined : pattern;
}

/** What the parts of a word are expanded with. */
export interface Scope {
  readonly state: State;
  readonly reading: Reading;
  readonly substitute: Substitute;
  readonly place: Origin;
}

const EMPTY = {
  text: '',
  present: false,
  known: true,
  words: false,
  globs: false,
  emptyList: false,
  from: undefined,
};

function textOf(part: Part, scope: Scope): Value {
  switch (part.kind) {
    case 'text':
      return { text: part.text, known: true };
    case 'unread':
      forgetAssigned(part, scope.state);
      return UNKNOWN;
    case 'command':
      return scope.substitute(part.body, scope.state, scope.reading);
    case 'parameter': {
      const looked = lookUp(part, scope);
      if (looked.kind === 'operand')
        return expandText(looked.operand, scope.state, scope.reading, scope.substitute);
      if (looked.kind === 'one') return looked.value;
      const { values } = looked;
      if (!values) return UNKNOWN;
      const isKnown = values.every(({ known }) => known);
      return isKnown ? { text: values.map(({ text }) => text).join(' '), known: true } : UNKNOWN;
    }
  }
}

function forgetAssigned(part: Part & { kind: 'unread' }, state: State): void {
  for (const name of part.assigns ?? []) {
    state.variables.set(name, { value: UNKNOWN, exported: state.variables.get(name)?.exported ?? false });
  }
}

function emitParts(parts: readonly Part[], builder: Builder, scope: Scope, splitsText = false): void {
  for (const part of parts) {
    spend(scope.reading, 1);
    if (part.kind === 'text') {
      if (splitsText && !part.quoted) emitSplit(builder, { text: part.text, known: true }, scope);
      else emitText(builder, part.text, part.quoted);
    } else if (part.kind === 'parameter') emitParameter(part, builder, scope);
    else {
      const value = textOf(part, scope);
      if (part.quoted) emitValue(builder, value, true);
      else emitSplit(builder, value, scope);
    }
  }
}

function emitParameter(part: ParameterPart, builder: Builder, scope: Scope): void {
  const looked = lookUp(part, scope);
  if (looked.kind === 'operand') {
    // In quotes even nothing is a word.
    if (part.quoted && !looked.operand.parts.some(isList)) emitText(builder, '', true);
    emitParts(looked.operand.parts, builder, scope, !part.quoted);
  } else if (looked.kind === 'list') emitList(looked, part.quoted, builder, scope);
  else if (part.quoted) emitValue(builder, looked.value, true);
  else emitSplit(builder, looked.value, scope);
}

/** Whether a part may be no word even in quotes. */
function isList(part: Part): boolean {
  return part.kind === 'parameter' && (part.name === '@' || part.index === '@');
}

function emitList(
  { values, joins }: { readonly values: readonly Value[] | undefined; readonly joins: boolean },
  quoted: boolean,
  builder: Builder,
  scope: Scope,
): void {
  if (!values) {
    builder.known = false;
    builder.words ||= !(quoted && joins);
    builder.present = true;
    return;
  }
  if (quoted && joins) {
    emitText(builder, '', true);
    values.forEach((value, i) => {
      if (i > 0) emitText(builder, ' ', true);
      emitValue(builder, value, true);
    });
    return;
  }
  // `"$@"` without parameters is no word, unless something else is in it.
  builder.emptyList ||= quoted && values.length === 0;
  values.forEach((value, i) => {
    if (i > 0) finish(builder, scope.place, scope.state, scope.reading);
    if (quoted) emitValue(builder, value, true);
    else emitSplit(builder, value, scope);
  });
}

function emitText(builder: Builder, text: string, quoted: boolean): void {
  if (builder.known) builder.text += text;
  if (quoted || text !== '') builder.present = true;
  if (!quoted && /[*?[]/.test(text)) builder.globs = true;
  if (text !== '') builder.from = null;
}

function emitValue(builder: Builder, value: Value, quoted: boolean): void {
  const { from, present, text } = builder;
  emitText(builder, value.text, quoted);
  builder.known &&= value.known;
  if (!value.known) builder.present = true;
  builder.from = !present || (text === '' && from === undefined) ? (value.origin ?? null) : null;
}

/** What is not quoted is split at blanks, and may hold patterns. */
function emitSplit(builder: Builder, value: Value, { state, reading, place }: Scope): void {
  if (hasOtherIfs(state)) {
    if (value.known && value.text === '') return;
    builder.known = false;
    builder.words = true;
    builder.present = true;
    return;
  }
  const pieces = value.text.split(/[ \t\n]+/);
  pieces.forEach((piece, i) => {
    if (i > 0) finish(builder, place, state, reading);
    if (piece !== '') emitValue(builder, { ...value, text: piece, known: true }, false);
  });
  if (value.known) return;
  // What a program writes, as the value of a flag or variable, is one word in every script that works; anything
  // else may be any words.
  const isValue = value.printed === true && /^-{0,2}[A-Za-z][\w.-]*=/.test(builder.text);
  if (isValue && builder.known) {
    reading.assumed.add(`what stands behind "${builder.text}" is one word, whatever the node finds there`);
  }
  builder.words ||= !isValue;
  builder.known = false;
  builder.present = true;
}

/** `IFS` as a script sets it: splitting is followed for the default only. */
function hasOtherIfs(state: State): boolean {
  const ifs = state.variables.get('IFS')?.value;
  return ifs !== undefined && !(ifs.known && ifs.text === ' \t\n');
}

function finish(builder: Builder, place: Origin, state: State, reading: Reading): void {
  const { fields, text, present, known, words, globs, from } = builder;
  Object.assign(builder, EMPTY);
  if (!present) return;
  spend(reading, 1 + text.length / 64);
  // No file is called like a flag; any other pattern may become any names.
  const isPattern = globs && !state.noGlob && /[*?]|\[.*\]/s.test(text) && !text.startsWith('-');
  const isTooLong = text.length > MAX_TEXT;
  const origin = from ? { ...from, via: [...(from.via ?? []), place] } : place;
  if (isPattern || isTooLong) fields.push({ text: '', known: false, words: true, origin });
  else fields.push({ text, known, words, origin });
}
