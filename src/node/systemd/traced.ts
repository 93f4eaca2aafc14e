import { decode, encode, isUtf8 } from '../../bytes/text.ts';
import type { Location, SourceText } from '../../diagnostics/location.ts';

/**
 * Text that was read from a file and may have changed on the way (continuations joined, quotes removed, escapes
 * and specifiers resolved), yet knows for each of its UTF-16 units which part of the file it stands for.
 */
export interface Traced {
  readonly text: string;
  readonly source: SourceText;
  /** Offset in the source where a unit's original begins, and where it ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** The whole original, quotes and all; where an empty text was written. */
  readonly start: number;
  readonly end: number;
}

/** Puts a traced text together, piece by piece. */
export interface TracedBuilder {
  /** Adds text that stands for the source from `start` to `end`. */
  add(text: string, start: number, end: number): void;
  /** Adds a unit of another traced text as it is. */
  copy(from: Traced, index: number): void;
  /** How many units there are, and cutting back to so many. */
  length(): number;
  truncate(length: number): void;
  build(start: number, end: number): Traced;
}

/** An empty builder. */
export function tracedBuilder(source: SourceText): TracedBuilder {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  return {
    add(text, start, end) {
      for (let i = 0; i < text.length; i++) {
        units.push(text[i]!);
        starts.push(start);
        ends.push(end);
      }
    },
    copy(from, index) {
      units.push(from.text[index]!);
      starts.push(from.starts[index]!);
      ends.push(from.ends[index]!);
    },
    length: () => units.length,
    truncate(length) {
      units.length = length;
      starts.length = length;
      ends.length = length;
    },
    build(start, end) {
      return wellFormed({ text: units.join(''), source, starts, ends, start, end });
    },
  };
}

/** Bytes that came one by one may be a character together; then the units can't be told apart any more. */
function wellFormed(traced: Traced): Traced {
  if (isUtf8(traced.text)) return traced;
  const text = decode(encode(traced.text));
  if (text.length === traced.text.length) return traced;
  const { start, end } = traced;
  return { ...traced, text, starts: filled(text.length, start), ends: filled(text.length, end) };
}

/** Text that stands for one range of the source as a whole. */
export function tracedWhole(source: SourceText, text: string, start: number, end: number): Traced {
  return { text, source, starts: filled(text.length, start), ends: filled(text.length, end), start, end };
}

/** Part of a traced text. */
export function slice(from: Traced, begin: number, end: number = from.text.length): Traced {
  return {
    text: from.text.slice(begin, end),
    source: from.source,
    starts: from.starts.slice(begin, end),
    ends: from.ends.slice(begin, end),
    start: offsetBefore(from, begin),
    end: begin < end ? from.ends[end - 1]! : offsetBefore(from, begin),
  };
}

/** Offset in the source at which the unit at `index`, or the end, begins. */
export function offsetBefore(traced: Traced, index: number): number {
  if (index < traced.text.length) return traced.starts[index]!;
  return index > 0 ? traced.ends[index - 1]! : traced.end;
}

/** Where a traced text was written. */
export function locate(traced: Traced): Location {
  return traced.source.locate(traced);
}

function filled(length: number, value: number): number[] {
  return new Array<number>(length).fill(value);
}
