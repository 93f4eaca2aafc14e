import { unescapeOne } from './c-escape.ts';
import { offsetBefore, type Traced, tracedBuilder } from './traced.ts';

/** WHITESPACE of systemd: nothing else separates words or is stripped. */
export const WHITESPACE = ' \t\n\r';

/** How a word is read (systemd basic/extract-word.h, EXTRACT_*). */
export interface ExtractFlags {
  /** Quotes group and vanish (EXTRACT_UNQUOTE). */
  readonly unquote?: boolean;
  /** C escapes are resolved (EXTRACT_CUNESCAPE); else a backslash protects any character. */
  readonly unescape?: boolean;
  /** An unknown escape stays as it is (EXTRACT_UNESCAPE_RELAX); else it makes the word invalid. */
  readonly keepUnknownEscapes?: boolean;
  /** An open quote at the end is closed (EXTRACT_RELAX); else it makes the word invalid. */
  readonly relax?: boolean;
  /** A backslash means nothing (EXTRACT_RETAIN_ESCAPE). */
  readonly retainEscape?: boolean;
}

/** A word, and where the next one begins; `next` is undefined when nothing follows. */
export type Extracted =
  | { readonly kind: 'word'; readonly word: Traced; readonly next: number | undefined }
  | { readonly kind: 'end' }
  | { readonly kind: 'invalid' };

/** Reads the first word from `from` on (systemd basic/extract-word.c, extract_first_word). */
export function extractWord(input: Traced, from: number, flags: ExtractFlags): Extracted {
  const { text } = input;
  const begin = skipWhitespace(text, from);
  if (begin >= text.length) return { kind: 'end' };

  const builder = tracedBuilder(input.source);
  let quote = '';
  let at = begin;
  for (; at < text.length; at++) {
    const char = text[at]!;
    if (char === '\\' && !flags.retainEscape) {
      const length = readEscape(input, at, flags, quote !== '', builder);
      if (length === undefined) return { kind: 'invalid' };
      at += length;
    } else if (quote !== '') {
      if (char === quote) quote = '';
      else builder.copy(input, at);
    } else if (flags.unquote && (char === '"' || char === "'")) {
      quote = char;
    } else if (WHITESPACE.includes(char)) {
      break;
    } else {
      builder.copy(input, at);
    }
  }
  if (quote !== '' && !flags.relax) return { kind: 'invalid' };
  const end = Math.min(at, text.length);
  const word = builder.build(offsetBefore(input, begin), input.ends[end - 1]!);
  const next = skipWhitespace(text, end);
  return { kind: 'word', word, next: next < text.length ? next : undefined };
}

/** Reads the escape at `at`; how many characters it took after the backslash, undefined when it is invalid. */
function readEscape(
  input: Traced,
  at: number,
  flags: ExtractFlags,
  quoted: boolean,
  builder: ReturnType<typeof tracedBuilder>,
): number | undefined {
  const { text } = input;
  if (at + 1 >= text.length) {
    if (flags.keepUnknownEscapes && (!quoted || flags.relax)) builder.copy(input, at);
    else if (!flags.relax) return undefined;
    return 0;
  }
  const unescaped = flags.unescape ? unescapeOne(text, at + 1) : undefined;
  if (unescaped) {
    builder.add(unescaped.text, input.starts[at]!, input.ends[at + unescaped.length]!);
    return unescaped.length;
  }
  if (flags.unescape) {
    if (!flags.keepUnknownEscapes) return undefined;
    builder.copy(input, at);
  }
  builder.copy(input, at + 1);
  return 1;
}

/** The first place from `at` on that is not white space. */
export function skipWhitespace(text: string, at: number): number {
  let i = at;
  while (i < text.length && WHITESPACE.includes(text[i]!)) i++;
  return i;
}

/** The range without white space at both ends (strstrip). */
export function strip(text: string, begin = 0, end = text.length): { begin: number; end: number } {
  const from = Math.min(skipWhitespace(text, begin), end);
  let to = end;
  while (to > from && WHITESPACE.includes(text[to - 1]!)) to--;
  return { begin: from, end: to };
}
