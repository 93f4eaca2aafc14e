import { END, isBlank, isBlankOrEnd, isBreakOrEnd, isDigit, isWord } from './characters.ts';
import type { Cursor } from './cursor.ts';
import type { Token } from './token.ts';
import { sequenceLength } from './utf8.ts';

const BANG = 0x21;
const PERCENT = 0x25;

/** `?:,]}%@` and the backquote: what may follow an anchor's name beside a blank. */
const AFTER_ANCHOR = '?:,]}%@`';

/** What a tag may hold beside letters, digits, `_` and `-`; `%` begins an escape. */
const URI_CHARACTERS = ";/?:@&=+$,.!~*'()[]%";

/** `&name` or `*name` (scannerc.go yaml_parser_scan_anchor): no dots, nothing beyond ASCII. */
export function scanAnchor(cursor: Cursor, kind: 'anchor' | 'alias'): Token {
  const start = cursor.pos;
  cursor.pos++;
  const value = takeWord(cursor);
  const code = cursor.code();
  if (value === '' || !(isBlankOrEnd(code) || AFTER_ANCHOR.includes(String.fromCharCode(code)))) {
    throw cursor.problem('did not find expected alphabetic or numeric character', start);
  }
  return { kind, start, end: cursor.pos, value, suffix: '' };
}

/** `!`, `!suffix`, `!handle!suffix` or `!<uri>` (scannerc.go yaml_parser_scan_tag). */
export function scanTag(cursor: Cursor): Token {
  const start = cursor.pos;
  let handle = '';
  let suffix: string;
  if (cursor.code(1) === 0x3c) {
    cursor.pos += 2;
    suffix = takeUri(cursor, undefined, start);
    if (cursor.code() !== 0x3e) throw cursor.problem("did not find the expected '>'", start);
    cursor.pos++;
  } else {
    handle = takeHandle(cursor);
    if (handle.length > 1 && handle.endsWith('!')) {
      suffix = takeUri(cursor, undefined, start);
    } else {
      suffix = takeUri(cursor, handle.slice(1), start);
      // The tag `!` alone has no handle: it is the suffix.
      [handle, suffix] = suffix === '' ? ['', '!'] : ['!', suffix];
    }
  }
  if (!isBlankOrEnd(cursor.code())) {
    throw cursor.problem('did not find expected whitespace or line break', start);
  }
  return { kind: 'tag', start, end: cursor.pos, value: handle, suffix };
}

/** A `%YAML` or `%TAG` line (scannerc.go yaml_parser_scan_directive). Any other name is refused. */
export function scanDirective(cursor: Cursor): Token {
  const start = cursor.pos;
  cursor.pos++;
  const name = takeWord(cursor);
  if (name === '') throw cursor.problem('could not find expected directive name', start);
  if (!isBlankOrEnd(cursor.code()))
    throw cursor.problem('found unexpected non-alphabetical character', start);
  const token =
    name === 'YAML' ? takeVersion(cursor, start) : name === 'TAG' ? takeTagPrefix(cursor, start) : null;
  if (token === null) {
    throw cursor.problem('found unknown directive name', start);
  }
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.code()))
    throw cursor.problem('did not find expected comment or line break', start);
  cursor.takeBreak();
  return token;
}

function takeVersion(cursor: Cursor, start: number): Token {
  cursor.skipBlanks();
  const major = takeVersionNumber(cursor, start);
  if (cursor.code() !== 0x2e) throw cursor.problem("did not find expected digit or '.' character", start);
  cursor.pos++;
  const minor = takeVersionNumber(cursor, start);
  return { kind: 'version-directive', start, end: cursor.pos, value: `${major}.${minor}`, suffix: '' };
}

function takeVersionNumber(cursor: Cursor, start: number): number {
  const from = cursor.pos;
  while (isDigit(cursor.code())) {
    cursor.pos++;
    if (cursor.pos - from > 2) throw cursor.problem('found extremely long version number', start);
  }
  if (cursor.pos === from) throw cursor.problem('did not find expected version number', start);
  return Number(cursor.text.slice(from, cursor.pos));
}

function takeTagPrefix(cursor: Cursor, start: number): Token {
  cursor.skipBlanks();
  if (cursor.code() !== BANG) throw cursor.problem("did not find expected '!'", start);
  const handle = takeHandle(cursor);
  if (handle !== '!' && (handle.length === 1 || !handle.endsWith('!'))) {
    throw cursor.problem("did not find expected '!'", start);
  }
  if (!isBlank(cursor.code())) throw cursor.problem('did not find expected whitespace', start);
  cursor.skipBlanks();
  const prefix = takeUri(cursor, undefined, start);
  if (!isBlankOrEnd(cursor.code())) {
    throw cursor.problem('did not find expected whitespace or line break', start);
  }
  return { kind: 'tag-directive', start, end: cursor.pos, value: handle, suffix: prefix };
}

/** `!`, `!name` or `!name!`. The caller knows that a `!` stands here. */
function takeHandle(cursor: Cursor): string {
  const start = cursor.pos;
  cursor.pos++;
  takeWord(cursor);
  if (cursor.code() === BANG) cursor.pos++;
  return cursor.text.slice(start, cursor.pos);
}

/** The rest of a tag; without a `head`, what was read of it already, it may not be empty. */
function takeUri(cursor: Cursor, head: string | undefined, start: number): string {
  let uri = head ?? '';
  let empty = head === undefined;
  for (let code = cursor.code(); isUriCharacter(code); code = cursor.code()) {
    if (code === PERCENT) {
      uri += takeUriEscapes(cursor, start);
    } else {
      uri += String.fromCharCode(code);
      cursor.pos++;
    }
    empty = false;
  }
  if (empty) throw cursor.problem('did not find expected tag URI', start);
  return uri;
}

/** `%XX` as often as one UTF-8 sequence has bytes. Each stays a byte: no tag with a meaning has one. */
function takeUriEscapes(cursor: Cursor, start: number): string {
  let bytes = '';
  let left = 1;
  while (left > 0) {
    const hex = /^%([0-9A-Fa-f]{2})/.exec(cursor.text.slice(cursor.pos, cursor.pos + 3));
    if (!hex) throw cursor.problem('did not find URI escaped octet', start);
    const octet = Number.parseInt(hex[1]!, 16);
    if (bytes === '') {
      left = sequenceLength(octet);
      if (left === 0) throw cursor.problem('found an incorrect leading UTF-8 octet', start);
    } else if ((octet & 0xc0) !== 0x80) {
      throw cursor.problem('found an incorrect trailing UTF-8 octet', start);
    }
    bytes += String.fromCharCode(octet);
    cursor.pos += 3;
    left--;
  }
  return bytes;
}

function isUriCharacter(code: number): boolean {
  return isWord(code) || (code !== END && URI_CHARACTERS.includes(String.fromCharCode(code)));
}

function takeWord(cursor: Cursor): string {
  const start = cursor.pos;
  while (isWord(cursor.code())) cursor.pos++;
  return cursor.text.slice(start, cursor.pos);
}
