import { byte } from './unit-name.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
  s: ' ',
};

/** A C escape: what it stands for, and how many characters it took after the backslash. */
export interface Unescaped {
  readonly text: string;
  readonly length: number;
}

/**
 * Reads the escape whose backslash stands before `at` (systemd basic/escape.c, cunescape_one). `\x` and octal
 * give a raw byte, `\u` and `\U` a code point; zero is never allowed.
 */
export function unescapeOne(text: string, at: number): Unescaped | undefined {
  const simple = SIMPLE[text[at] ?? ''];
  if (simple !== undefined) return { text: simple, length: 1 };
  switch (text[at]) {
    case 'x':
      return numeric(text, at + 1, /^[0-9a-fA-F]{2}$/, 2, 16, byte, 1);
    case 'u':
      return numeric(text, at + 1, /^[0-9a-fA-F]{4}$/, 4, 16, encodeUnichar, 1);
    case 'U':
      return numeric(
        text,
        at + 1,
        /^[0-9a-fA-F]{8}$/,
        8,
        16,
        (code) => (isValidUnichar(code) ? encodeUnichar(code) : undefined),
        1,
      );
    default:
      return numeric(text, at, /^[0-7]{3}$/, 3, 8, (code) => (code <= 255 ? byte(code) : undefined), 0);
  }
}

function numeric(
  text: string,
  at: number,
  digits: RegExp,
  length: number,
  base: number,
  write: (code: number) => string | undefined,
  before: number,
): Unescaped | undefined {
  const number = text.slice(at, at + length);
  if (!digits.test(number)) return undefined;
  const code = Number.parseInt(number, base);
  const written = code === 0 ? undefined : write(code);
  return written === undefined ? undefined : { text: written, length: before + length };
}

/** utf8_encode_unichar writes a surrogate as three bytes that are not UTF-8. */
function encodeUnichar(code: number): string {
  if (code < 0xd800 || code > 0xdfff) return String.fromCodePoint(code);
  return byte(0xe0 | (code >> 12)) + byte(0x80 | ((code >> 6) & 0x3f)) + byte(0x80 | (code & 0x3f));
}

/** unichar_is_valid: neither surrogate nor noncharacter. */
function isValidUnichar(code: number): boolean {
  return (
    code < 0x110000 &&
    (code & 0xfffff800) !== 0xd800 &&
    !(code >= 0xfdd0 && code <= 0xfdef) &&
    (code & 0xfffe) !== 0xfffe
  );
}
