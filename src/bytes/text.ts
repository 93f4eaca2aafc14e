/**
 * Text as the machine has it: bytes. File names, unit files and command lines need not be UTF-8, yet the
 * house wants ordinary strings. A byte that is not part of valid UTF-8 becomes one lone surrogate,
 * U+DC80 to U+DCFF (Python's "surrogateescape"), so decoding loses nothing and `encode(decode(b))` is `b`.
 */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Decodes bytes; a byte outside valid UTF-8 becomes U+DC00 plus its value. A BOM stays. */
export function decode(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return decodeEscaping(bytes);
  }
}

/** The bytes of a string made by {@link decode}: escaped bytes come back as they were. */
export function encode(text: string): Uint8Array {
  if (isUtf8(text)) return encoder.encode(text);
  const out: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (isEscape(code)) out.push(code - 0xdc00);
    else out.push(...encoder.encode(char));
  }
  return Uint8Array.from(out);
}

/** Whether the text stands for valid UTF-8, that is, holds no escaped byte. */
export function isUtf8(text: string): boolean {
  return !/[\udc80-\udcff]/.test(text) || !hasEscape(text);
}

/** The text with each escaped byte shown as U+FFFD: for output, where bytes can't be kept. */
export function toWellFormed(text: string): string {
  if (isUtf8(text)) return text;
  let out = '';
  for (const char of text) out += isEscape(char.codePointAt(0)!) ? '\ufffd' : char;
  return out;
}

/** Orders two strings as strcmp orders their bytes, which is not the order of UTF-16 units. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // Only surrogates (pairs and escaped bytes) sort differently as bytes.
    if (x < 0xd800 && y < 0xd800) return x - y;
    return compareArrays(encode(a), encode(b));
  }
  return a.length - b.length;
}

function compareArrays(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] !== b[i]) return a[i]! - b[i]!;
  }
  return a.length - b.length;
}

function isEscape(code: number): boolean {
  return code >= 0xdc80 && code <= 0xdcff;
}

function hasEscape(text: string): boolean {
  for (const char of text) if (isEscape(char.codePointAt(0)!)) return true;
  return false;
}

function decodeEscaping(bytes: Uint8Array): string {
  let out = '';
  let valid = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    if (valid < at) out += strict.decode(bytes.subarray(valid, at));
    out += String.fromCharCode(0xdc00 + bytes[at]!);
    at += 1;
    valid = at;
  }
  return out + strict.decode(bytes.subarray(valid));
}

/** Length of the valid UTF-8 sequence that starts here, 0 if there is none (Unicode table 3-7). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first <= 0xdf
      ? 2
      : first >= 0xe0 && first <= 0xef
        ? 3
        : first >= 0xf0 && first <= 0xf4
          ? 4
          : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  const second = bytes[at + 1]!;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let i = 2; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  return length;
}
