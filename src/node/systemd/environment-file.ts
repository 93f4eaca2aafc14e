import type { Range, SourceText } from '../../diagnostics/location.ts';
import { strip } from './extract-word.ts';
import { type Traced, type TracedBuilder, tracedBuilder } from './traced.ts';

/** One `key=value` of an environment file, as written: the key need not be a valid name. */
export interface EnvironmentEntry {
  readonly key: Traced;
  readonly value: Traced;
  /** The quote that was never closed, so that the value runs to the end of the file. */
  readonly unclosed?: Range;
  /** What stands behind a closed quote and is joined to it, where that hardly was meant. */
  readonly joined?: Range;
}

/** What an environment file holds. */
export interface EnvironmentFile {
  readonly entries: readonly EnvironmentEntry[];
  /** Lines without `=`, which say nothing. */
  readonly dropped: readonly Range[];
}

type State =
  | 'preKey'
  | 'key'
  | 'preValue'
  | 'value'
  | 'valueEscape'
  | 'singleQuote'
  | 'doubleQuote'
  | 'doubleQuoteEscape'
  | 'comment'
  | 'commentEscape';

/** What a backslash protects in double quotes (SHELL_NEED_ESCAPE). */
const NEED_ESCAPE = '"\\`$';

/**
 * Reads an environment file (systemd basic/env-file.c, parse_env_file_internal): not a shell, not a unit file.
 * The states and what each does with a character are upstream's.
 */
export function parseEnvironmentFile(source: SourceText, commentBackslashEscapes: boolean): EnvironmentFile {
  const { text } = source;
  const entries: EnvironmentEntry[] = [];
  const dropped: Range[] = [];
  let state: State = 'preKey';
  let key = tracedBuilder(source);
  let value = tracedBuilder(source);
  let keyStart = 0;
  let valueStart = 0;
  let quoteStart = 0;
  /** Behind the last quote that was closed, and the text that was joined to it. */
  let quoteEnd: number | undefined;
  let joinedAt: number | undefined;
  /** Length without trailing white space, where there is any. */
  let keyBlank: number | undefined;
  let valueBlank: number | undefined;

  const push = (end: number, trimValue: boolean, unclosed?: Range) => {
    if (keyBlank !== undefined) key.truncate(keyBlank);
    if (trimValue && valueBlank !== undefined) value.truncate(valueBlank);
    const written = strip(text, valueStart, end);
    entries.push({
      key: key.build(keyStart, keyStart + key.length()),
      value: value.build(written.begin, written.end),
      ...(unclosed && { unclosed }),
      ...joinedText(text, quoteEnd, joinedAt, end),
    });
    quoteEnd = undefined;
    joinedAt = undefined;
    key = tracedBuilder(source);
    value = tracedBuilder(source);
    state = 'preKey';
  };

  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    const newline = char === '\n' || char === '\r';
    const blank = newline || char === ' ' || char === '\t';
    switch (state) {
      case 'preKey':
        if (char === '#' || char === ';') state = 'comment';
        else if (!blank) {
          state = 'key';
          keyBlank = undefined;
          keyStart = i;
          key.literal(i, i + 1);
        }
        break;
      case 'key':
        if (newline) {
          state = 'preKey';
          dropped.push({ start: keyStart, end: i });
          key = tracedBuilder(source);
        } else if (char === '=') {
          state = 'preValue';
          valueBlank = undefined;
          valueStart = i + 1;
        } else {
          if (!blank) keyBlank = undefined;
          else keyBlank ??= key.length();
          key.literal(i, i + 1);
        }
        break;
      case 'preValue':
        if (newline) push(i, false);
        else if (char === "'" || char === '"') {
          state = char === "'" ? 'singleQuote' : 'doubleQuote';
          quoteStart = i;
        } else if (char === '\\') state = 'valueEscape';
        else if (!blank) {
          state = 'value';
          if (quoteEnd !== undefined) joinedAt ??= i;
          value.literal(i, i + 1);
        }
        break;
      case 'value':
        if (newline) push(i, true);
        else if (char === '\\') {
          state = 'valueEscape';
          valueBlank = undefined;
        } else {
          if (!blank) valueBlank = undefined;
          else valueBlank ??= value.length();
          value.literal(i, i + 1);
        }
        break;
      case 'valueEscape':
        state = 'value';
        if (!newline) value.add(char, i - 1, i + 1);
        break;
      case 'singleQuote':
        if (char === "'") {
          state = 'preValue';
          quoteEnd = i + 1;
        } else value.literal(i, i + 1);
        break;
      case 'doubleQuote':
        if (char === '"') {
          state = 'preValue';
          quoteEnd = i + 1;
        } else if (char === '\\') state = 'doubleQuoteEscape';
        else value.literal(i, i + 1);
        break;
      case 'doubleQuoteEscape':
        state = 'doubleQuote';
        addEscaped(value, char, i);
        break;
      case 'comment':
        if (char === '\\') state = 'commentEscape';
        else if (newline) state = 'preKey';
        break;
      case 'commentEscape':
        state = newline && !commentBackslashEscapes ? 'preKey' : 'comment';
        break;
    }
  }
  switch (state as State) {
    case 'key':
      dropped.push({ start: keyStart, end: text.length });
      break;
    case 'preValue':
    case 'valueEscape':
      push(text.length, false);
      break;
    case 'value':
      push(text.length, true);
      break;
    case 'singleQuote':
    case 'doubleQuote':
    case 'doubleQuoteEscape':
      push(text.length, false, { start: quoteStart, end: quoteStart + 1 });
      break;
  }
  return { entries, dropped };
}

/** White space between the two is lost, and a quote in the second is a character like any other. */
function joinedText(text: string, quoteEnd: number | undefined, at: number | undefined, end: number) {
  if (quoteEnd === undefined || at === undefined) return {};
  const isMeant = at === quoteEnd && !/["']/.test(text.slice(at, end));
  return isMeant ? {} : { joined: { start: at, end } };
}

/** In double quotes a backslash goes with what it protects, stays before anything else, and joins lines. */
function addEscaped(value: TracedBuilder, char: string, index: number): void {
  if (NEED_ESCAPE.includes(char)) value.add(char, index - 1, index + 1);
  else if (char !== '\n') {
    value.literal(index - 1, index + 1);
  }
}
