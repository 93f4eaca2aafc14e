import { encode } from '../../bytes/text.ts';

/**
 * Characters that a terminal acts on, or that make a text look like another: C0 and C1 controls, DEL, soft
 * hyphen, zero-width and bidirectional controls, line and paragraph separators, BOM, tags, escaped bytes.
 */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udc7f]/g;

const NAMED: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\u001b': '\\e' };

/**
 * The text as it may reach a terminal: what is not printable is written as `\n`, `\e`, `\xHH`, `\uHHHH` or
 * `\UHHHHHHHH`, as the messages of Go programs have it.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escapeOne);
}

/** As {@link printable}, but tabs stay: for a line of source above a caret. */
export function printableLine(text: string): string {
  return text.split('\t').map(printable).join('\t');
}

function escapeOne(char: string): string {
  const named = NAMED[char];
  if (named) return named;
  const code = char.codePointAt(0)!;
  if (code >= 0xdc80 && code <= 0xdcff) return hex(encode(char)[0]!);
  if (code < 0x100) return hex(code);
  const digits = code.toString(16);
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}

function hex(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
