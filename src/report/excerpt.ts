import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/location.ts';

/** A place to show in its file: what a finding speaks of, or a place related to that with what is said of it. */
export interface Mark {
  readonly location: Location;
  readonly kind: Severity | 'related';
  readonly label?: string;
}

/** What a mark covers of one line, in characters (code points) from 0; the end is exclusive. */
export interface Spot {
  readonly start: number;
  readonly end: number;
  readonly kind: Mark['kind'];
  readonly label?: string;
}

/** One line of an excerpt. */
export interface ExcerptLine {
  /** From 1. */
  readonly number: number;
  /** The line, or what is around its spots where it is long. */
  readonly chars: readonly string[];
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
  /** Counted in `chars`; none where the line only stands between two others. */
  readonly spots: readonly Spot[];
}

/** A line longer than this is cut around what is marked in it. */
const MAX_WIDTH = 160;
/** Nobody reads a line that is longer than this, and each of its findings would cost all of it. */
const MAX_LINE = 10_000;

/** Whether an excerpt can show a place: where it begins is known, and its line can be had and read. */
export function canShow({ line, column }: Location, lineOf: (line: number) => string | undefined): boolean {
  return line !== undefined && column !== undefined && charsOf(lineOf(line)) !== undefined;
}

/** The lines in which marks of one file stand, in order; null where lines between them are left out. */
export function excerpt(
  marks: readonly Mark[],
  lineOf: (line: number) => string | undefined,
): readonly (ExcerptLine | null)[] {
  const byLine = new Map<number, Spot[]>();
  for (const mark of marks) {
    for (const [line, spot] of spotsOf(mark, lineOf)) {
      byLine.set(line, [...(byLine.get(line) ?? []), spot]);
    }
  }
  const out: (ExcerptLine | null)[] = [];
  for (const [number, spots] of [...byLine].sort(([a], [b]) => a - b)) {
    const chars = charsOf(lineOf(number));
    if (chars === undefined) continue;
    out.push(...between(out.at(-1)?.number, number, lineOf), ...linesOf(number, chars, spots));
  }
  return out;
}

/** A mark of several lines is shown at its first and its last. */
function spotsOf(
  { location, kind, label }: Mark,
  lineOf: (line: number) => string | undefined,
): readonly (readonly [line: number, spot: Spot])[] {
  const { line, column, endLine = line, endColumn } = location;
  if (line === undefined || column === undefined) return [];
  const said = label === undefined ? {} : { label };
  const [start, rest] = [column - 1, Number.POSITIVE_INFINITY];
  // An end at the start of a line is the end of the line before it.
  const last = endColumn === 1 ? endLine! - 1 : endLine!;
  const indent = last > line ? (lineOf(last)?.search(/\S/) ?? -1) : -1;
  if (indent < 0) {
    const end = endLine === line && endColumn !== undefined ? endColumn - 1 : rest;
    return [[line, { start, end, kind, ...said }]];
  }
  const end = last === endLine && endColumn !== undefined ? endColumn - 1 : rest;
  return [
    [line, { start, end: rest, kind }],
    [last, { start: Math.min(indent, end - 1), end, kind, ...said }],
  ];
}

/** A single line between two is shown, more are left out. */
function between(
  before: number | undefined,
  number: number,
  lineOf: (line: number) => string | undefined,
): readonly (ExcerptLine | null)[] {
  if (before === undefined || number === before + 1) return [];
  const chars = number === before + 2 ? charsOf(lineOf(before + 1)) : undefined;
  if (chars === undefined) return [null];
  return [part(before + 1, chars, 0, [])];
}

/** A line as often as it takes to show all of its spots. */
function linesOf(number: number, chars: readonly string[], spots: readonly Spot[]): readonly ExcerptLine[] {
  const groups: { readonly from: number; readonly spots: Spot[] }[] = [];
  for (const spot of [...spots].sort((a, b) => a.start - b.start)) {
    const open = groups.at(-1);
    if (open && spot.start < open.from + MAX_WIDTH) open.spots.push(spot);
    else {
      const from = Math.max(0, Math.min(spot.start - MAX_WIDTH / 2, chars.length - MAX_WIDTH));
      groups.push({ from, spots: [spot] });
    }
  }
  return groups.map((group) => part(number, chars, group.from, group.spots));
}

function part(number: number, all: readonly string[], from: number, spots: readonly Spot[]): ExcerptLine {
  const chars = all.slice(from, from + MAX_WIDTH);
  return {
    number,
    chars,
    cutBefore: from > 0,
    cutAfter: from + MAX_WIDTH < all.length,
    spots: spots.map((spot) => {
      const start = spot.start - from;
      return { ...spot, start, end: Math.min(spot.end - from, Math.max(chars.length, start + 1)) };
    }),
  };
}

function charsOf(line: string | undefined): readonly string[] | undefined {
  return line === undefined || line.length > MAX_LINE ? undefined : [...line];
}
