import { decode, encode } from '../bytes/text.ts';

/** Matching failed because the pattern is malformed: filepath.ErrBadPattern. */
export const BAD_PATTERN = 'syntax error in pattern';

/** Whether a name matches, or that the pattern is malformed as far as it was read. */
export type MatchOutcome = boolean | typeof BAD_PATTERN;

/** hasMeta: whether Match would see more than plain characters. */
export function hasMeta(path: string): boolean {
  return /[*?[\\]/.test(path);
}

/**
 * filepath.Match on Unix (path/filepath/match.go): `*` and `?` do not match `/`, `[^x]` negates (`[!x]` does
 * not), `\` escapes. A malformed pattern is only noticed as far as matching gets, so that the answer depends on
 * the name too.
 */
export function match(pattern: string, name: string): MatchOutcome {
  return matchBytes(byteString(pattern), byteString(name));
}

/** One byte a character, because `*` and `?` step over bytes. */
function byteString(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is ASCII too
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  let out = '';
  for (const byte of encode(text)) out += String.fromCharCode(byte);
  return out;
}

function matchBytes(wholePattern: string, wholeName: string): MatchOutcome {
  let pattern = wholePattern;
  let name = wholeName;
  while (pattern.length > 0) {
    const { star, chunk, rest } = scanChunk(pattern);
    pattern = rest;
    if (star && chunk === '') return !name.includes('/');
    const last = pattern.length === 0;
    const left = matchFromStar(star, chunk, name, last);
    if (typeof left !== 'object') return left;
    name = left.name;
  }
  return name.length === 0;
}

/**
 * What is left of the name after the first place where the chunk matches: its beginning, or after a star any
 * later one of the same path component. The last chunk must use the name up.
 */
function matchFromStar(
  star: boolean,
  chunk: string,
  name: string,
  last: boolean,
): MatchOutcome | { name: string } {
  for (let skip = 0; ; skip++) {
    const left = matchChunk(chunk, name.slice(skip));
    if (left === BAD_PATTERN) return BAD_PATTERN;
    if (typeof left === 'object' && (!last || left.name === '')) return left;
    if (!star || skip >= name.length || name[skip] === '/') return false;
  }
}

/** The next segment of a pattern: what stands before the next star, and whether a star came before it. */
function scanChunk(pattern: string): { star: boolean; chunk: string; rest: string } {
  let start = 0;
  while (pattern[start] === '*') start++;
  let inClass = false;
  let end = start;
  for (; end < pattern.length; end++) {
    const char = pattern[end];
    if (char === '\\') end++;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '*' && !inClass) break;
  }
  return { star: start > 0, chunk: pattern.slice(start, end), rest: pattern.slice(end) };
}

/**
 * Matches a chunk, which has no star, at the beginning of the name; returns what is left of the name. The chunk
 * is read to its end even where the name has failed, for its errors.
 */
function matchChunk(chunk: string, name: string): { name: string } | false | typeof BAD_PATTERN {
  let at = 0;
  let left = 0;
  let failed = false;
  while (at < chunk.length) {
    failed ||= left >= name.length;
    const char = chunk[at]!;
    if (char === '[') {
      const rune = failed ? { code: 0, length: 0 } : decodeRune(name, left);
      const matched = matchClass(chunk, at, rune.code);
      if (matched === BAD_PATTERN) return BAD_PATTERN;
      left += rune.length;
      at = matched.end;
      failed ||= !matched.inside;
      continue;
    }
    if (char === '?') {
      if (!failed) {
        failed = name[left] === '/';
        left += decodeRune(name, left).length;
      }
      at++;
      continue;
    }
    if (char === '\\') at++;
    if (at >= chunk.length) return BAD_PATTERN;
    failed ||= chunk[at] !== name[left];
    left++;
    at++;
  }
  return failed ? false : { name: name.slice(left) };
}

/** Reads the class that begins at `[` and says whether it has the rune. */
function matchClass(
  chunk: string,
  open: number,
  rune: number,
): { end: number; inside: boolean } | typeof BAD_PATTERN {
  const negated = chunk[open + 1] === '^';
  let at = open + (negated ? 2 : 1);
  let inside = false;
  for (let ranges = 0; ; ranges++) {
    if (chunk[at] === ']' && ranges > 0) return { end: at + 1, inside: inside !== negated };
    const low = readClassRune(chunk, at);
    if (low === BAD_PATTERN) return BAD_PATTERN;
    at = low.end;
    let high = low;
    if (chunk[at] === '-') {
      const bound = readClassRune(chunk, at + 1);
      if (bound === BAD_PATTERN) return BAD_PATTERN;
      high = bound;
      at = bound.end;
    }
    inside ||= low.code <= rune && rune <= high.code;
  }
}

/** getEsc: a possibly escaped character of a class, which can't be the last of the chunk. */
function readClassRune(chunk: string, start: number): { code: number; end: number } | typeof BAD_PATTERN {
  const char = chunk[start];
  if (char === undefined || char === '-' || char === ']') return BAD_PATTERN;
  const at = char === '\\' ? start + 1 : start;
  if (at >= chunk.length) return BAD_PATTERN;
  const { code, length } = decodeRune(chunk, at);
  if (code === RUNE_ERROR && length === 1) return BAD_PATTERN;
  const end = at + length;
  return end >= chunk.length ? BAD_PATTERN : { code, end };
}

const RUNE_ERROR = 0xfffd;

/** utf8.DecodeRuneInString: a byte that is not UTF-8 is U+FFFD of length 1. */
function decodeRune(bytes: string, at: number): { code: number; length: number } {
  const first = bytes.charCodeAt(at);
  if (first < 0x80) return { code: first, length: 1 };
  const code = decode(Uint8Array.from(bytes.slice(at, at + 4), (char) => char.charCodeAt(0))).codePointAt(0)!;
  if (code >= 0xdc80 && code <= 0xdcff) return { code: RUNE_ERROR, length: 1 };
  return { code, length: code < 0x800 ? 2 : code < 0x10000 ? 3 : 4 };
}
