import { Problem } from './problem.ts';
import { sequenceLength } from './utf8.ts';

/** A file's text as go-yaml's reader takes it. */
export interface YamlText {
  /** The text up to where the reader fails, without its byte order mark. */
  readonly text: string;
  /** Why the reader goes no further, if it does not reach the end. */
  readonly failure: Problem | null;
  /** About where the first buffer ends, if the text begins with a second byte order mark; else 0. */
  readonly doubleBomEnd: number;
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Where the reader fails, in bytes, and where the chunk begins that this spoils. */
interface Failure {
  readonly at: number;
  readonly chunk: number;
  readonly reason: string;
}

/** go-yaml reads so many bytes at a time and decodes them all at once (input_raw_buffer_size). */
const CHUNK = 512;

/** What no YAML text may hold, in UTF-16: control characters, U+FFFE and U+FFFF. */
const FORBIDDEN = /[^\t\n\r\x20-\x7e\x85\xa0-\ufffd]/;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes a file as go-yaml's reader does (readerc.go): UTF-8, or UTF-16 after its byte order mark. A byte
 * that it refuses spoils its chunk of 512 bytes, but only if the parser gets that far: what follows the first
 * document may be anything.
 */
export function readText(bytes: Uint8Array): YamlText {
  const encoding = encodingOf(bytes);
  const start = contentStart(bytes);
  const whole = decodeValid(bytes, start, bytes.length, encoding);
  if (whole !== undefined && !FORBIDDEN.test(whole)) {
    return { text: whole, failure: null, doubleBomEnd: doubleBomEnd(whole, encoding) };
  }
  const { at, chunk, reason } = findFailure(bytes, start, encoding);
  const text = decodeValid(bytes, start, chunk, encoding) ?? '';
  const before = decodeValid(bytes, start, at, encoding) ?? '';
  // Half a unit of UTF-16 is nothing that could be shown.
  const length = encoding === 'utf-8' || at + 1 < bytes.length ? 1 : 0;
  const failure = new Problem(reason, { start: before.length, end: before.length + length });
  return { text, failure, doubleBomEnd: doubleBomEnd(text, encoding) };
}

/** Where the text begins: behind the byte order mark. */
export function contentStart(bytes: Uint8Array): number {
  if (encodingOf(bytes) !== 'utf-8') return 2;
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** The text of a file in UTF-16, for showing: nothing is refused. Undefined for UTF-8. */
export function decodeUtf16(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes);
  return encoding === 'utf-8' ? undefined : joinUnits(bytes, 2, bytes.length, encoding);
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** The text of some bytes, or undefined if they are not of this encoding. */
function decodeValid(bytes: Uint8Array, from: number, to: number, encoding: Encoding): string | undefined {
  if (encoding !== 'utf-8') {
    const text = joinUnits(bytes, from, to, encoding);
    return (to - from) % 2 === 0 && !/\p{Surrogate}/u.test(text) ? text : undefined;
  }
  try {
    return utf8.decode(bytes.subarray(from, to));
  } catch {
    return undefined;
  }
}

function joinUnits(bytes: Uint8Array, from: number, to: number, encoding: Encoding): string {
  const parts: string[] = [];
  for (let at = from; at + 1 < to; at += 2 * 4096) {
    const units: number[] = [];
    for (let i = at; i + 1 < to && i < at + 2 * 4096; i += 2) units.push(unitAt(bytes, i, encoding));
    parts.push(String.fromCharCode(...units));
  }
  return parts.join('');
}

function unitAt(bytes: Uint8Array, at: number, encoding: Encoding): number {
  const [low, high] = encoding === 'utf-16le' ? [0, 1] : [1, 0];
  return bytes[at + low]! | (bytes[at + high]! << 8);
}

/** The first character that is refused. There is one: a fast look at the whole text has said so. */
function findFailure(bytes: Uint8Array, start: number, encoding: Encoding): Failure {
  let chunk = start;
  let chunkEnd = CHUNK;
  let at = start;
  for (;;) {
    const { width, reason, incomplete } =
      encoding === 'utf-8' ? checkUtf8(bytes, at) : checkUtf16(bytes, at, encoding);
    if (at + width > chunkEnd || incomplete) {
      chunk = at;
      chunkEnd = at + CHUNK;
    }
    if (reason !== undefined) return { at, chunk, reason };
    at += width;
  }
}

interface Check {
  readonly width: number;
  /** What is wrong with the character. */
  readonly reason?: string;
  /** Whether the text ends within it: go-yaml first tries to read on. */
  readonly incomplete?: true;
}

/** Shared, since this is asked of each character. */
const FINE: readonly Check[] = [0, 1, 2, 3, 4].map((width) => ({ width }));

/** The least code point of a UTF-8 sequence of so many bytes. */
const LEAST = [0, 0, 0x80, 0x800, 0x10000];

function checkUtf8(bytes: Uint8Array, at: number): Check {
  const first = bytes[at]!;
  if (first >= 0x20 && first <= 0x7e) return FINE[1]!;
  const width = sequenceLength(first);
  if (width === 0) return { width: 1, reason: 'invalid leading UTF-8 octet' };
  if (at + width > bytes.length) {
    return { width, reason: 'incomplete UTF-8 octet sequence', incomplete: true };
  }
  let point = width === 1 ? first : first & (0x7f >> width);
  for (let i = 1; i < width; i++) {
    const octet = bytes[at + i]!;
    if ((octet & 0xc0) !== 0x80) return { width, reason: 'invalid trailing UTF-8 octet' };
    point = (point << 6) | (octet & 0x3f);
  }
  if (point < LEAST[width]!) return { width, reason: 'invalid length of a UTF-8 sequence' };
  if ((point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff) {
    return { width, reason: 'invalid Unicode character' };
  }
  return checkPoint(point, width);
}

function checkUtf16(bytes: Uint8Array, at: number, encoding: Encoding): Check {
  if (at + 2 > bytes.length) return { width: 2, reason: 'incomplete UTF-16 character', incomplete: true };
  const unit = unitAt(bytes, at, encoding);
  if ((unit & 0xfc00) === 0xdc00) return { width: 2, reason: 'unexpected low surrogate area' };
  if ((unit & 0xfc00) !== 0xd800) return checkPoint(unit, 2);
  if (at + 4 > bytes.length) {
    return { width: 4, reason: 'incomplete UTF-16 surrogate pair', incomplete: true };
  }
  if ((unitAt(bytes, at + 2, encoding) & 0xfc00) !== 0xdc00) {
    return { width: 4, reason: 'expected low surrogate area' };
  }
  return FINE[4]!;
}

function checkPoint(point: number, width: number): Check {
  if (point <= 0xffff && FORBIDDEN.test(String.fromCharCode(point))) {
    return { width, reason: 'control characters are not allowed' };
  }
  return FINE[width]!;
}

/**
 * About how far the first buffer reaches, if a second byte order mark stands at its start. The last three
 * characters do not count: looking ahead of them fills the buffer anew.
 */
function doubleBomEnd(text: string, encoding: Encoding): number {
  if (!text.startsWith('\ufeff')) return 0;
  let bytes = encoding === 'utf-8' ? 3 : 2;
  let end = 0;
  for (; end < text.length && bytes < CHUNK; end++) {
    const code = text.charCodeAt(end);
    bytes += encoding !== 'utf-8' ? 2 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
  }
  return Math.max(end - 3, 1);
}
