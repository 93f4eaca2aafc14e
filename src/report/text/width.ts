import { eastAsianWidth } from 'get-east-asian-width';

/*
 * How many columns of a terminal a character takes, as wcwidth(3) counts them. What is joined by zero-width
 * characters is not joined here: reports write those out (escape.ts).
 */

/** The columns of a character (one code point) that is printable. */
function columnsOf(char: string): 0 | 1 | 2 {
  const code = char.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (isJoining(char, code)) return 0;
  return eastAsianWidth(code);
}

/** The columns of a text that is printable. */
export function widthOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += columnsOf(char);
  return width;
}

/** The text with blanks behind it, to that many columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Whether it is drawn over the character before it: combining marks, and the Hangul that completes a syllable. */
function isJoining(char: string, code: number): boolean {
  if ((code >= 0x1160 && code <= 0x11ff) || (code >= 0xd7b0 && code <= 0xd7ff)) return true;
  return /^[\p{Mn}\p{Me}]/u.test(char);
}
