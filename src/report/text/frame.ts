import { type ExcerptLine, excerpt, type Mark, type Spot } from '../excerpt.ts';
import { printable } from './escape.ts';
import type { Style } from './style.ts';
import { widthOf } from './width.ts';

/** A tab has no width of its own: where the next stop is depends on what shows it. */
const TAB = '    ';

/**
 * The lines in which marks of one file stand, with their numbers, and below each what is marked in it: `^^^` for
 * what a finding speaks of, `---` with its label for what is related. Nothing where no place is known.
 */
export function frame(
  marks: readonly Mark[],
  lineOf: (line: number) => string | undefined,
  style: Style,
): string[] {
  const lines = excerpt(marks, lineOf);
  const gutter = String(Math.max(0, ...lines.map((line) => line?.number ?? 0))).length;
  return lines.flatMap((line) => (line === null ? [style.faint('...')] : rows(line, gutter, style)));
}

function rows({ number, chars, cutBefore, cutAfter, spots }: ExcerptLine, gutter: number, style: Style) {
  const cells = chars.map(shown);
  const bar = style.faint('|');
  const text = `${cutBefore ? '…' : ''}${cells.join('')}${cutAfter ? '…' : ''}`;
  const below = `${' '.repeat(gutter)} ${bar} ${cutBefore ? ' ' : ''}`;
  return [
    `${style.faint(String(number).padStart(gutter))} ${bar} ${text}`,
    ...spots.map((spot) => below + markOf(spot, cells, style)),
  ];
}

function markOf({ start, end, kind, label }: Spot, cells: readonly string[], style: Style): string {
  const sign = kind === 'related' ? '-' : '^';
  const width = Math.max(1, widthOf(cells.slice(start, end).join('')));
  const marked = sign.repeat(width) + (label === undefined ? '' : ` ${printable(label)}`);
  const paint = style.severity[kind === 'related' ? 'info' : kind];
  // What stands behind the line's end is marked there.
  const beyond = Math.max(0, start - cells.length);
  return ' '.repeat(widthOf(cells.slice(0, start).join('')) + beyond) + paint(marked);
}

function shown(char: string): string {
  return char === '\t' ? TAB : printable(char);
}
