import { unescapeOne } from './c-escape.ts';
import { endOf, startOf, type Traced, type TracedBuilder, tracedBuilder } from './traced.ts';

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
  /** From here on the characters are taken as they are. */
  let run = begin;
  let at = begin;
  for (; at < text.length; at++) {
    const char = text[at]!;
    const isEscape = char === '\\' && !flags.retainEscape;
    const isQuote = quote === '' ? flags.unquote && (char === '"' || char === "'") : char === quote;
    if (!isEscape && !isQuote) {
      if (quote === '' && WHITESPACE.includes(char)) break;
      continue;
    }
    builder.copy(input, run, at);
    if (isQuote) quote = quote === '' ? char : '';
    else {
      const length = readEscape(input, at, flags, quote !== '', builder);
      if (length === undefined) return { kind: 'invalid' };
      at += length;
    }
    run = at + 1;
  }
  if (quote !== '' && !flags.relax) return { kind: 'invalid' };
  const end = Math.min(at, text.length);
  builder.copy(input, run, end);
  const word = builder.build(startOf(input, begin), endOf(input, end - 1));
  const next = skipWhitespace(text, end);
  return { kind: 'word', word, next: next < text.length ? next : undefined };
}

/** Reads the escape at `at`; how many characters it took after the backslash, undefined when it is invalid. */
function readEscape(
  input: Traced,
  at: number,
  flags: ExtractFlags,
  quoted: boolean,
  builder: TracedBuilder,
): number | undefined {
  const { text } = input;
  if (at + 1 >= text.length) {
    if (flags.keepUnknownEscapes && (!quoted || flags.relax)) builder.copy(input, at, at + 1);
    else if (!flags.relax) return undefined;
    return 0;
  }
  const unescaped = flags.unescape ? unescapeOne(text, at + 1) : undefined;
  if (unescaped) {
    builder.add(unescaped.text, startOf(input, at), endOf(input, at + unescaped.length));
    return unescaped.length;
  }
  if (flags.unescape && !flags.keepUnknownEscapes) return undefined;
  builder.copy(input, flags.unescape ? at : at + 1, at + 2);
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
