import { type Cursor, deeper, expect, look, skipBlanks, skipLines, take, Unreadable } from './cursor.ts';
import type { Assignment, List, ParameterPart, Part, Word } from './syntax.ts';

/** Reads the commands up to a `)`, for `$(…)`. */
export type ReadCommands = (cursor: Cursor) => List;

/** What ends a word that is not quoted. */
const META = ' \t\n;&|<>()';

/** Reads a word; undefined where none begins. */
export function readWord(cursor: Cursor, readCommands: ReadCommands): Word | undefined {
  const start = cursor.at;
  const parts: Part[] = [];
  if (look(cursor, /[<>]\(/y)) {
    cursor.at += 2;
    deeper(cursor, () => readCommands(cursor));
    expect(cursor, ')');
    parts.push({ kind: 'unread', quoted: false });
  }
  readTilde(cursor, parts);
  readParts(cursor, parts, readCommands, (char) => META.includes(char), false);
  return cursor.at === start ? undefined : { parts, start, end: cursor.at };
}

/** Reads `NAME=VALUE` and its kind; undefined where none begins. */
export function readAssignment(cursor: Cursor, readCommands: ReadCommands): Word | undefined {
  const start = cursor.at;
  const match = take(cursor, /([A-Za-z_]\w*)(\[[^\]\n]*\])?(\+?)=/y);
  if (!match) return undefined;
  const [, name = '', index, plus] = match;
  const append = plus === '+';
  if (cursor.text[cursor.at] === '(') {
    const values = deeper(cursor, () => readArray(cursor, readCommands));
    return done({ name, append, value: index ? undefined : values });
  }
  const valueStart = cursor.at;
  const value = readWord(cursor, readCommands) ?? { parts: [], start: valueStart, end: valueStart };
  return done({ name, append, value: index ? undefined : value });

  function done(assignment: Assignment): Word {
    return { parts: [], start, end: cursor.at, assignment };
  }
}

function readArray(cursor: Cursor, readCommands: ReadCommands): Word[] | undefined {
  expect(cursor, '(');
  const words: Word[] = [];
  let plain = true;
  for (;;) {
    skipLines(cursor);
    if (cursor.text[cursor.at] === ')') break;
    // `[KEY]=VALUE` is another thing.
    if (cursor.text[cursor.at] === '[') plain = false;
    const word = readWord(cursor, readCommands);
    if (!word) throw new Unreadable(cursor.at, 'a word was expected');
    words.push(word);
  }
  expect(cursor, ')');
  return plain ? words : undefined;
}

function readTilde(cursor: Cursor, parts: Part[]): void {
  const match = take(cursor, /~([\w.+-]*)(?=[/ \t\n;&|<>():]|$)/y);
  if (!match) return;
  const home: Part = { kind: 'parameter', name: 'HOME', quoted: true };
  parts.push(match[1] === '' ? home : { kind: 'unread', quoted: true });
}

/** Reads the parts of a word up to what ends it, which is not quoted. */
function readParts(
  cursor: Cursor,
  parts: Part[],
  readCommands: ReadCommands,
  ends: (char: string) => boolean,
  keepsSingle: boolean,
): void {
  const { text } = cursor;
  for (let char = text[cursor.at]; char !== undefined && !ends(char); char = text[cursor.at]) {
    if (char === '\\') readEscape(cursor, parts);
    else if (char === "'" && !keepsSingle)
      parts.push({ kind: 'text', text: readSingle(cursor), quoted: true });
    else if (char === '"') readDouble(cursor, parts, readCommands);
    else if (char === '$') readDollar(cursor, parts, readCommands, false);
    else if (char === '`') parts.push(readBackquotes(cursor, readCommands, false));
    else if (take(cursor, /\{[^\s{}'"$\\]*(?:,|\.\.)[^\s'"\\]*\}/y))
      parts.push({ kind: 'unread', quoted: false });
    else {
      const run = take(cursor, /[^\s;&|<>()\\'"$`{}]+/y)?.[0] ?? text[cursor.at++]!;
      parts.push({ kind: 'text', text: run, quoted: false });
    }
  }
}

function readEscape(cursor: Cursor, parts: Part[]): void {
  const next = cursor.text[cursor.at + 1];
  cursor.at += next === undefined ? 1 : 2;
  if (next !== '\n') parts.push({ kind: 'text', text: next ?? '\\', quoted: true });
}

function readSingle(cursor: Cursor): string {
  const start = cursor.at + 1;
  const end = cursor.text.indexOf("'", start);
  if (end < 0) throw new Unreadable(cursor.at, 'a quote is not closed');
  cursor.at = end + 1;
  return cursor.text.slice(start, end);
}

function readDouble(cursor: Cursor, parts: Part[], readCommands: ReadCommands): void {
  const start = cursor.at++;
  const before = parts.length;
  for (;;) {
    const char = cursor.text[cursor.at];
    if (char === undefined) throw new Unreadable(start, 'a quote is not closed');
    if (char === '"') break;
    readQuoted(cursor, parts, readCommands);
  }
  // `""` is a word; what else is in quotes says so by itself, but for `"$@"` without parameters.
  if (parts.length === before) parts.push({ kind: 'text', text: '', quoted: true });
  cursor.at += 1;
}

/** One piece inside of double quotes. */
function readQuoted(cursor: Cursor, parts: Part[], readCommands: ReadCommands): void {
  const char = cursor.text[cursor.at]!;
  if (char === '$') readDollar(cursor, parts, readCommands, true);
  else if (char === '`') parts.push(readBackquotes(cursor, readCommands, true));
  else if (char === '\\') {
    const next = cursor.text[cursor.at + 1] ?? '';
    cursor.at += 1 + next.length;
    const protects = next !== '' && '$`"\\}'.includes(next);
    // `}` is protected only inside of braces, where alone it would end something; see readOperand.
    if (next !== '\n')
      parts.push({ kind: 'text', text: protects && next !== '}' ? next : `\\${next}`, quoted: true });
  } else {
    const run = take(cursor, /[^$`\\"'}]+/y)?.[0] ?? cursor.text[cursor.at++]!;
    parts.push({ kind: 'text', text: run, quoted: true });
  }
}

function readBackquotes(cursor: Cursor, readCommands: ReadCommands, quoted: boolean): Part {
  const start = cursor.at;
  const match = take(cursor, /`((?:[^`\\]|\\[\s\S])*)`/y);
  if (!match) throw new Unreadable(start, 'a backquote is not closed');
  const inner = match[1]!.replace(quoted ? /\\([$`\\"])/g : /\\([$`\\])/g, '$1');
  const body = deeper(cursor, () => {
    const nested: Cursor = { text: inner, at: 0, depth: cursor.depth, pending: [] };
    const list = readCommands(nested);
    if (nested.at < inner.length)
      throw new Unreadable(start, 'the backquotes hold something else than commands');
    return list;
  });
  return { kind: 'command', body, quoted };
}

function readDollar(cursor: Cursor, parts: Part[], readCommands: ReadCommands, quoted: boolean): void {
  const { text } = cursor;
  const start = cursor.at++;
  const next = text[cursor.at];
  if (next === '(') parts.push(readParentheses(cursor, readCommands, quoted));
  else if (next === '{') parts.push(deeper(cursor, () => readBraces(cursor, readCommands, quoted)));
  else if (next === '[') throw new Unreadable(start, '"$[" is not read');
  else if (next === "'" && !quoted) {
    if (!take(cursor, /'(?:[^'\\]|\\[\s\S])*'/y)) throw new Unreadable(start, 'a quote is not closed');
    parts.push({ kind: 'unread', quoted: true });
  } else if (next === '"' && !quoted) {
    readDouble(cursor, [], readCommands);
    parts.push({ kind: 'unread', quoted: true });
  } else {
    const name = take(cursor, /[A-Za-z_]\w*|\d|[@*#?$!-]/y)?.[0];
    if (name === undefined) parts.push({ kind: 'text', text: '$', quoted: true });
    else parts.push({ kind: 'parameter', name, quoted });
  }
}

/** `$((…))` or `$(…)`. */
function readParentheses(cursor: Cursor, readCommands: ReadCommands, quoted: boolean): Part {
  const arithmetic = take(cursor, /\(\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\)/y)?.[0];
  if (arithmetic !== undefined) return { kind: 'unread', quoted, assigns: assignedNames(arithmetic) };
  expect(cursor, '(');
  const body = deeper(cursor, () => readCommands(cursor));
  expect(cursor, ')');
  return { kind: 'command', body, quoted };
}

/** The names that an arithmetic expression may assign. */
export function assignedNames(expression: string): readonly string[] {
  const mayAssign = /\+\+|--|[^=!<>]=(?!=)|<<=|>>=/.test(expression);
  return mayAssign ? [...new Set(expression.match(/[A-Za-z_]\w*/g))] : [];
}

function readBraces(cursor: Cursor, readCommands: ReadCommands, quoted: boolean): Part {
  expect(cursor, '{');
  const length = take(cursor, /#(?=[A-Za-z_0-9@*])/y) !== undefined;
  const indirect = !length && take(cursor, /!(?=[A-Za-z_0-9])/y) !== undefined;
  const name = take(cursor, /[A-Za-z_]\w*|\d+|[@*#?$!-]/y)?.[0];
  if (name === undefined) throw new Unreadable(cursor.at, 'a parameter was expected');
  const names = indirect && take(cursor, /[@*](?=\})/y)?.[0];
  const index = names ? undefined : readIndex(cursor);
  const form = names ? 'names' : length ? 'length' : indirect ? 'indirect' : undefined;
  const part: ParameterPart = {
    kind: 'parameter',
    name,
    quoted,
    ...(form && { form }),
    ...(names ? { index: names as '@' | '*' } : index !== undefined && { index }),
  };
  if (take(cursor, /\}/y)) return part;
  const operator = take(cursor, /:?[-=+?]|##?|%%?/y)?.[0] ?? 'unread';
  const trims = /^[#%]/.test(operator);
  const operand = readOperand(cursor, readCommands, quoted && !trims);
  expect(cursor, '}');
  return { ...part, operator: form ? 'unread' : operator, operand };
}

function readIndex(cursor: Cursor): '@' | '*' | Word | undefined {
  if (!take(cursor, /\[/y)) return undefined;
  const start = cursor.at;
  const text = take(cursor, /[^\]\n]*/y)![0];
  const end = cursor.at;
  expect(cursor, ']');
  if (text === '@' || text === '*') return text;
  const part: Part = /^\d+$/.test(text)
    ? { kind: 'text', text, quoted: true }
    : { kind: 'unread', quoted: true };
  return { parts: [part], start, end };
}

/** The word behind an operator, up to the brace. */
function readOperand(cursor: Cursor, readCommands: ReadCommands, quoted: boolean): Word {
  const start = cursor.at;
  const parts: Part[] = [];
  if (!quoted) readParts(cursor, parts, readCommands, (char) => char === '}', false);
  else {
    for (let char = cursor.text[cursor.at]; char !== '}'; char = cursor.text[cursor.at]) {
      if (char === undefined) throw new Unreadable(start, 'a brace is not closed');
      // Shells differ in what these mean here.
      if (char === "'" || cursor.text.startsWith('\\}', cursor.at))
        throw new Unreadable(cursor.at, 'a quote or protected brace in braces in quotes is not read');
      if (char === '"') readDouble(cursor, parts, readCommands);
      else readQuoted(cursor, parts, readCommands);
    }
  }
  return { parts, start, end: cursor.at };
}

/** The plain text of a word without expansions and quotes, as keywords and names are; undefined for any other. */
export function plainText(word: Word | undefined): string | undefined {
  if (!word || word.assignment) return undefined;
  let text = '';
  for (const part of word.parts) {
    if (part.kind !== 'text' || part.quoted) return undefined;
    text += part.text;
  }
  return text;
}

/** The word after blanks. */
export function nextWord(cursor: Cursor, readCommands: ReadCommands): Word {
  skipBlanks(cursor);
  const word = readWord(cursor, readCommands);
  if (!word) throw new Unreadable(cursor.at, 'a word was expected');
  return word;
}
