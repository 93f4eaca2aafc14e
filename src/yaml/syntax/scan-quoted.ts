import { END, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { foldBreaks } from './fold.ts';
import { Problem } from './problem.ts';
import type { ScannedScalar } from './token.ts';

const BACKSLASH = 0x5c;
const SINGLE = 0x27;

/** Escapes of one character. `\/` is not among them: YAML 1.1. */
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

/** How many hexadecimal digits follow `\x`, `\u` and `\U`. */
const ESCAPE_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** A scalar in single or double quotes (scannerc.go yaml_parser_scan_flow_scalar). */
export function scanQuoted(cursor: Cursor): ScannedScalar {
  const { text } = cursor;
  const start = cursor.pos;
  const quote = cursor.code();
  cursor.pos++;
  let value = '';
  let segment = cursor.pos;

  for (;;) {
    const code = cursor.code();
    if (code === quote) {
      if (quote !== SINGLE || cursor.code(1) !== SINGLE) break;
      value += text.slice(segment, cursor.pos + 1);
      cursor.pos += 2;
      segment = cursor.pos;
    } else if (code === END) {
      throw unclosed(text, start, 'found unexpected end of stream');
    } else if (isBlank(code) || isBreak(code)) {
      const blanks = cursor.pos;
      cursor.skipBlanks();
      if (!isBreak(cursor.code())) continue;
      value += text.slice(segment, blanks) + foldBreaks(takeBreaks(cursor, start));
      segment = cursor.pos;
    } else if (code === BACKSLASH && quote !== SINGLE) {
      value += text.slice(segment, cursor.pos) + takeEscape(cursor, start);
      segment = cursor.pos;
    } else {
      cursor.moveTo(endOfRun(text, cursor.pos, quote));
    }
  }
  value = value === '' ? text.slice(segment, cursor.pos) : value + text.slice(segment, cursor.pos);
  cursor.pos++;
  return { value, start, end: cursor.pos };
}

/** Where the characters end that stand for themselves. The first is known to be one. */
function endOfRun(text: string, from: number, quote: number): number {
  let pos = from + 1;
  for (;;) {
    const code = text.charCodeAt(pos);
    if (isBlankOrEnd(code) || code === quote || code === BACKSLASH) return pos;
    pos++;
  }
}

/** Takes line breaks and the indentation after each; no document may begin within a quoted scalar. */
function takeBreaks(cursor: Cursor, start: number): string {
  let breaks = '';
  while (isBreak(cursor.code())) {
    breaks += cursor.takeBreak();
    cursor.skipBlanks();
  }
  if (cursor.atDocumentIndicator()) throw unclosed(cursor.text, start, 'found unexpected document indicator');
  return breaks;
}

function takeEscape(cursor: Cursor, start: number): string {
  const backslash = cursor.pos;
  const code = cursor.code(1);
  if (isBreak(code)) {
    cursor.pos++;
    cursor.takeBreak();
    cursor.skipBlanks();
    return takeBreaks(cursor, start);
  }
  const name = String.fromCharCode(code);
  const plain = ESCAPES[name];
  if (plain !== undefined) {
    cursor.pos += 2;
    return plain;
  }
  const digits = ESCAPE_DIGITS[name];
  if (digits === undefined) {
    if (code !== END) cursor.pos++;
    throw cursor.problem('found unknown escape character', backslash);
  }
  cursor.pos += 2;
  const hex = /^[0-9A-Fa-f]*/.exec(cursor.text.slice(cursor.pos, cursor.pos + digits))![0];
  cursor.pos += hex.length;
  if (hex.length < digits) throw cursor.problem('did not find expected hexdecimal number', backslash);
  const point = Number.parseInt(hex, 16);
  if ((point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff) {
    cursor.pos--;
    throw cursor.problem('found invalid Unicode character escape code', backslash);
  }
  return String.fromCodePoint(point);
}

/** A quote that is never closed, shown up to the end of its line. */
function unclosed(text: string, start: number, message: string): Problem {
  let end = start;
  while (!isBreakOrEnd(text.charCodeAt(end))) end++;
  return new Problem(message, { start, end });
}
