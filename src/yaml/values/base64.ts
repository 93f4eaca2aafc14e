import { decode, toWellFormed } from '../../bytes/text.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The text that `!!binary` stands for (Go's base64.StdEncoding): line breaks do not count, padding is needed.
 * Bytes that are not UTF-8 become U+FFFD, as in Go's JSON. Undefined if it is not base64.
 */
export function decodeBase64(text: string): string | undefined {
  const digits = text.replace(/[\r\n]/g, '');
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return undefined;
  const padding = digits.endsWith('==') ? 2 : digits.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((digits.length / 4) * 3 - padding);
  let at = 0;
  for (let i = 0; i < digits.length; i += 4) {
    let quantum = 0;
    for (let j = 0; j < 4; j++) quantum = (quantum << 6) | Math.max(ALPHABET.indexOf(digits[i + j]!), 0);
    for (let shift = 16; shift >= 0 && at < bytes.length; shift -= 8) bytes[at++] = (quantum >> shift) & 0xff;
  }
  return toWellFormed(decode(bytes));
}
