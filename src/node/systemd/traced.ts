import { decode, encode, isUtf8 } from '../../bytes/text.ts';
import type { Location, SourceText } from '../../diagnostics/location.ts';

/**
 * Text that was read from a file and may have changed on the way (continuations joined, quotes removed, escapes
 * and specifiers resolved), yet knows for each of its UTF-16 units which part of the file it stands for.
 */
export interface Traced {
  readonly text: string;
  readonly source: SourceText;
  readonly parts: readonly Part[];
  /** The whole original, quotes and all; where an empty text was written. */
  readonly start: number;
  readonly end: number;
}

/** A stretch of a traced text, from the index `at` to the next part. */
interface Part {
  readonly at: number;
  /** Offset in the source. */
  readonly start: number;
  /** Set where the stretch as a whole stands for the source up to there; else it is the source, unit by unit. */
  readonly end?: number;
}

/** Puts a traced text together, piece by piece. */
export interface TracedBuilder {
  /** Adds the source from `start` to `end` as it is. */
  literal(start: number, end: number): void;
  /** Adds text that stands for the source from `start` to `end`. */
  add(text: string, start: number, end: number): void;
  /** Adds part of another text of the same source. */
  copy(from: Traced, begin: number, end: number): void;
  length(): number;
  /** Cuts back to so many units. */
  truncate(length: number): void;
  /** The text; `start` and `end` are where all of it was written. */
  build(start: number, end: number): Traced;
}

/** An empty builder. */
export function tracedBuilder(source: SourceText): TracedBuilder {
  let text = '';
  let parts: Part[] = [];
  // Literals that follow each other are one part.
  let runStart = 0;
  let runEnd = 0;
  const flush = () => {
    if (runEnd === runStart) return;
    parts.push({ at: text.length, start: runStart });
    text += source.text.slice(runStart, runEnd);
    runStart = runEnd;
  };
  const literal = (start: number, end: number) => {
    if (start !== runEnd || runStart === runEnd) {
      flush();
      runStart = start;
    }
    runEnd = end;
  };
  const add = (added: string, start: number, end: number) => {
    if (added === '') return;
    flush();
    parts.push({ at: text.length, start, end });
    text += added;
  };
  return {
    literal,
    add,
    copy(from, begin, end) {
      for (let at = begin, i = partOf(from, begin); at < end; i++) {
        const part = from.parts[i]!;
        const stop = Math.min(end, from.parts[i + 1]?.at ?? from.text.length);
        const shift = part.start - part.at;
        if (part.end === undefined) literal(at + shift, stop + shift);
        else add(from.text.slice(at, stop), part.start, part.end);
        at = stop;
      }
    },
    length: () => text.length + runEnd - runStart,
    truncate(length) {
      flush();
      text = text.slice(0, length);
      parts = parts.filter(({ at }) => at < length);
    },
    build(start, end) {
      flush();
      return wellFormed({ text, source, parts, start, end });
    },
  };
}

/** Bytes that came one by one may be a character together; then the units can't be told apart any more. */
function wellFormed(traced: Traced): Traced {
  if (isUtf8(traced.text)) return traced;
  const text = decode(encode(traced.text));
  return text.length === traced.text.length
    ? traced
    : tracedWhole(traced.source, text, traced.start, traced.end);
}

/** Text that stands for one range of the source as a whole. */
export function tracedWhole(source: SourceText, text: string, start: number, end: number): Traced {
  return { text, source, parts: [{ at: 0, start, end }], start, end };
}

/** Part of a traced text. */
export function slice(from: Traced, begin: number, end: number = from.text.length): Traced {
  const builder = tracedBuilder(from.source);
  const stop = Math.min(end, from.text.length);
  builder.copy(from, begin, stop);
  const start = startOf(from, begin);
  return builder.build(start, begin < stop ? endOf(from, stop - 1) : start);
}

/** Offset in the source at which the unit at `index`, or the end of the text, begins. */
export function startOf(traced: Traced, index: number): number {
  if (index >= traced.text.length) return index > 0 ? endOf(traced, traced.text.length - 1) : traced.end;
  const part = traced.parts[partOf(traced, index)]!;
  return part.end === undefined ? part.start + index - part.at : part.start;
}

/** Offset in the source at which the unit at `index` ends. */
export function endOf(traced: Traced, index: number): number {
  const part = traced.parts[partOf(traced, index)]!;
  return part.end ?? part.start + index - part.at + 1;
}

function partOf({ parts }: Traced, index: number): number {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle]!.at <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a traced text was written. */
export function locate(traced: Traced): Location {
  return traced.source.locate(traced);
}
