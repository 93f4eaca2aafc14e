import {
  type Cursor,
  deeper,
  expect,
  look,
  newline,
  skipBlanks,
  skipLines,
  take,
  Unreadable,
} from './cursor.ts';
import { assignedNames, nextWord, plainText, readAssignment, readWord } from './read-word.ts';
import type { AndOr, Command, List, Pipeline, Redirect, Script, Word } from './syntax.ts';

/** Reads a script (POSIX XCU 2.10, and what bash adds), as far as it is understood. */
export function parseScript(text: string): Script {
  const cursor: Cursor = { text, at: 0, depth: 0, pending: [] };
  const list: AndOr[] = [];
  try {
    for (skipLines(cursor); cursor.at < text.length; skipLines(cursor)) {
      const start = cursor.at;
      list.push(readAndOr(cursor));
      if (cursor.at === start) throw new Unreadable(start, 'a command was expected');
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { list, failure: { at: Math.min(error.at, text.length), reason: error.message } };
  }
  return { list };
}

/** What ends a list of commands: the keywords behind it, `)`, `;;` and the end. */
const LIST_END = /(?:(?:then|else|elif|fi|do|done|esac|\})(?=[\s;&|<>()]|$)|\)|;;|;&|$(?![\s\S]))/y;
const KEYWORD = /(?:if|while|until|for|case|function|select|time|coproc|\{|!|\[\[)(?=[\s;&|<>()]|$)/y;
/** Builtins whose operands are assignments (bash: declaration commands). */
const DECLARES = new Set(['export', 'readonly', 'local', 'declare', 'typeset']);

/** No person writes an `if` or a `case` with more. */
const MAX_BRANCHES = 300;

function readList(cursor: Cursor): List {
  const list: AndOr[] = [];
  for (skipLines(cursor); !look(cursor, LIST_END); skipLines(cursor)) list.push(readAndOr(cursor));
  return list;
}

function readAndOr(cursor: Cursor): AndOr {
  const first = readPipeline(cursor);
  const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = [];
  for (;;) {
    skipBlanks(cursor);
    const operator = take(cursor, /&&|\|\|/y)?.[0];
    if (operator === undefined) break;
    skipLines(cursor);
    rest.push({ operator: operator as '&&' | '||', pipeline: readPipeline(cursor) });
  }
  const end = take(cursor, /&(?!&)|;(?![;&])/y)?.[0];
  if (end === undefined && cursor.text[cursor.at] === '\n') newline(cursor);
  else if (end === undefined && !look(cursor, LIST_END))
    throw new Unreadable(cursor.at, 'it is not understood');
  return { first, rest, background: end === '&' };
}

function readPipeline(cursor: Cursor): Pipeline {
  let negated = false;
  while (look(cursor, /!(?=[\s(])/y)) {
    negated = !negated;
    cursor.at += 1;
    skipBlanks(cursor);
  }
  const commands = [readCommand(cursor)];
  for (;;) {
    skipBlanks(cursor);
    if (!take(cursor, /\|(?!\|)&?/y)) return { negated, commands };
    skipLines(cursor);
    commands.push(readCommand(cursor));
  }
}

function readCommand(cursor: Cursor): Command {
  return deeper(cursor, () => {
    const compound = readCompound(cursor) ?? readFunction(cursor);
    if (!compound) return readSimple(cursor);
    for (skipBlanks(cursor); readRedirect(cursor); ) skipBlanks(cursor);
    return compound;
  });
}

function readCompound(cursor: Cursor): Command | undefined {
  if (cursor.text[cursor.at] === '(') return readParentheses(cursor);
  const start = cursor.at;
  switch (look(cursor, KEYWORD)?.[0]) {
    case '{': {
      cursor.at += 1;
      const body = readList(cursor);
      expect(cursor, '}');
      return { kind: 'group', body, subshell: false };
    }
    case 'if':
      return readIf(cursor);
    case 'while':
    case 'until': {
      const until = take(cursor, /while|until/y)![0] === 'until';
      const condition = readList(cursor);
      return { kind: 'while', until, condition, body: readDo(cursor) };
    }
    case 'for':
      return readFor(cursor);
    case 'case':
      return readCase(cursor);
    case '[[':
      return readTest(cursor);
    case undefined:
    case 'function':
      return undefined;
    default:
      throw new Unreadable(start, `"${look(cursor, KEYWORD)![0]}" is not read`);
  }
}

function readParentheses(cursor: Cursor): Command {
  const arithmetic = take(cursor, /\(\((?:[^()\n]|\([^()\n]*\))*\)\)/y)?.[0];
  if (arithmetic !== undefined) return { kind: 'arithmetic', names: assignedNames(arithmetic) };
  expect(cursor, '(');
  const body = readList(cursor);
  expect(cursor, ')');
  return { kind: 'group', body, subshell: true };
}

function readIf(cursor: Cursor): Command {
  const clauses: { condition: List; body: List }[] = [];
  let otherwise: List = [];
  expect(cursor, 'if');
  for (;;) {
    const condition = readList(cursor);
    expect(cursor, 'then');
    clauses.push({ condition, body: readList(cursor) });
    if (clauses.length > MAX_BRANCHES) throw new Unreadable(cursor.at, 'there are too many branches');
    if (take(cursor, /elif/y)) continue;
    if (take(cursor, /else/y)) otherwise = readList(cursor);
    expect(cursor, 'fi');
    return { kind: 'if', clauses, otherwise };
  }
}

function readDo(cursor: Cursor): List {
  expect(cursor, 'do');
  const body = readList(cursor);
  expect(cursor, 'done');
  return body;
}

function readFor(cursor: Cursor): Command {
  expect(cursor, 'for');
  skipBlanks(cursor);
  const name = take(cursor, /[A-Za-z_]\w*(?=[\s;])/y)?.[0];
  if (name === undefined) throw new Unreadable(cursor.at, 'this kind of "for" is not read');
  skipLines(cursor);
  const words: Word[] = [];
  const listed = take(cursor, /in(?=[\s;])/y) !== undefined;
  if (listed) {
    for (skipBlanks(cursor); ; skipBlanks(cursor)) {
      const word = readWord(cursor, readList);
      if (!word) break;
      words.push(word);
    }
  }
  take(cursor, /;/y);
  skipLines(cursor);
  const body = readDo(cursor);
  return { kind: 'for', name, body, ...(listed && { words }) };
}

function readCase(cursor: Cursor): Command {
  expect(cursor, 'case');
  const subject = nextWord(cursor, readList);
  skipLines(cursor);
  expect(cursor, 'in');
  const items: { patterns: Word[]; body: List; falls: boolean }[] = [];
  for (skipLines(cursor); !take(cursor, /esac(?=[\s;&|<>()]|$)/y); skipLines(cursor)) {
    take(cursor, /\(/y);
    const patterns: Word[] = [];
    do {
      patterns.push(nextWord(cursor, readList));
      skipBlanks(cursor);
    } while (take(cursor, /\|/y));
    expect(cursor, ')');
    const body = readList(cursor);
    const end = take(cursor, /;;&|;;|;&/y)?.[0];
    items.push({ patterns, body, falls: end === ';&' || end === ';;&' });
    if (items.length > MAX_BRANCHES) throw new Unreadable(cursor.at, 'there are too many branches');
  }
  return { kind: 'case', subject, items };
}

function readTest(cursor: Cursor): Command {
  const { at: start } = cursor;
  expect(cursor, '[[');
  const tokens: (Word | string)[] = [];
  for (;;) {
    skipLines(cursor);
    const operator = take(cursor, /\]\](?=[\s;&|<>()]|$)|&&|\|\||[()<>]|!(?=\s)|=~/y)?.[0];
    if (operator === ']]') return { kind: 'test', start, tokens };
    // A regular expression has rules of its own for what ends it.
    if (operator === '=~') {
      tokens.push('=~');
      skipBlanks(cursor);
      if (!take(cursor, /(?:[^\s\\"'$`]|\\.|"[^"$`\\]*"|'[^']*'|\$(?![({]))+|"?\$\{?\w+\}?"?/y))
        throw new Unreadable(cursor.at, 'the regular expression is not read');
      tokens.push({ parts: [{ kind: 'unread', quoted: true }], start: cursor.at, end: cursor.at });
    } else tokens.push(operator ?? nextWord(cursor, readList));
  }
}

function readFunction(cursor: Cursor): Command | undefined {
  const match =
    take(cursor, /function[ \t]+([\w.:-]+)(?:[ \t]*\([ \t]*\))?(?=[\s({])/y) ??
    take(cursor, /([\w.:-]+)[ \t]*\([ \t]*\)/y);
  if (!match) return undefined;
  skipLines(cursor);
  const start = cursor.at;
  const body = readCompound(cursor);
  if (!body) throw new Unreadable(start, 'the body of a function was expected');
  return { kind: 'function', name: match[1]!, body };
}

function readSimple(cursor: Cursor): Command {
  const start = cursor.at;
  const assignments: Word[] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  let end = start;
  for (;;) {
    const redirect = readRedirect(cursor);
    const isFirst = words.length === 0;
    const takesAssignment = isFirst || DECLARES.has(plainText(words[0]) ?? '');
    const word = redirect
      ? undefined
      : (takesAssignment && readAssignment(cursor, readList)) || readWord(cursor, readList);
    if (!redirect && !word) break;
    if (redirect) redirects.push(redirect);
    else if (isFirst && word!.assignment) assignments.push(word!);
    else words.push(word!);
    end = cursor.at;
    skipBlanks(cursor);
  }
  if (end === start) throw new Unreadable(start, 'a command was expected');
  return { kind: 'simple', assignments, words, redirects, start, end };
}

function readRedirect(cursor: Cursor): Redirect | undefined {
  const match = take(cursor, /(\d*)(<<<|<<-?|<&|>&|<>|>>|>\||[<>](?!\())|(&>>?)/y);
  if (!match) return undefined;
  const operator = match[2] ?? match[3]!;
  const target = nextWord(cursor, readList);
  if (operator === '<<' || operator === '<<-') {
    const delimiter = target.parts.map((part) => (part.kind === 'text' ? part.text : undefined));
    if (delimiter.includes(undefined))
      throw new Unreadable(target.start, 'the end of a here-document is not read');
    cursor.pending.push({ delimiter: delimiter.join(''), stripsTabs: operator === '<<-' });
  }
  return { descriptor: match[1] ?? '', operator, target };
}
