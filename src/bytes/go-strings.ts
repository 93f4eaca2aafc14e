import { encode } from './text.ts';

/*
 * A few functions of Go's strings and strconv packages, for texts that must come out as Go has them.
 */

/** strings.TrimSpace: Go's white space, which is not JavaScript's. */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** strconv.Quote, fmt's %q of a string. */
export function quote(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  let out = '"';
  for (const char of text) out += quoteChar(char, '"');
  return `${out}"`;
}

/** strconv.QuoteRune, fmt's %q of a rune. */
export function quoteRune(char: string): string {
  return `'${quoteChar(char, "'")}'`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};

/** strconv.appendEscapedRune. */
function quoteChar(char: string, mark: string): string {
  const code = char.codePointAt(0)!;
  if (char === mark) return `\\${mark}`;
  if (code >= 0x20 && code < 0x7f) return char === '\\' ? '\\\\' : char;
  if (Object.hasOwn(ESCAPES, char)) return ESCAPES[char]!;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  if (code >= 0xd800 && code <= 0xdfff)
    return Array.from(encode(char), (byte) => `\\x${hex(byte, 2)}`).join('');
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(char)) return char;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

/** unicode.IsSpace. */
function isSpace(code: number): boolean {
  return (
    (code >= 0x09 && code <= 0x0d) ||
    code === 0x20 ||
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}
