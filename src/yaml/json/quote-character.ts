import { encode } from '../../bytes/text.ts';

const ESCAPES: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  12: '\\f',
  10: '\\n',
  13: '\\r',
  9: '\\t',
  11: '\\v',
  92: '\\\\',
  39: "\\'",
};

/**
 * A character in single quotes as Go's JSON scanner shows it (scanner.go quoteChar): it looks at bytes, so of
 * a character beyond ASCII it shows the first byte, as if that were a character.
 */
export function quoteCharacter(char: string): string {
  const byte = encode(char)[0]!;
  return `'${ESCAPES[byte] ?? show(byte)}'`;
}

function show(byte: number): string {
  const digits = byte.toString(16);
  if (byte < 0x20 || byte === 0x7f) return `\\x${digits.padStart(2, '0')}`;
  // No-break space and soft hyphen are not printable to Go.
  if ((byte >= 0x80 && byte <= 0xa0) || byte === 0xad) return `\\u00${digits}`;
  return String.fromCharCode(byte);
}
