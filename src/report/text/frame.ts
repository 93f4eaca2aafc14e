import type { Location } from '../../diagnostics/location.ts';
import { printableLine } from './escape.ts';
import type { Style } from './style.ts';

/** A line longer than this is cut around the place it is shown for. */
const MAX_WIDTH = 160;
/** Nobody reads a line that is longer than this, and each of its findings would cost all of it. */
const MAX_LINE = 10_000;

/**
 * The line a location speaks of, with its number and a caret below: two lines, or none where the location has no
 * line or column. `line` is the line's text as the file has it.
 */
export function frame(location: Location, line: string | undefined, style: Style): string[] {
  if (line === undefined || location.line === undefined || location.column === undefined) return [];
  if (line.length > MAX_LINE) return [];
  const chars = [...line];
  const from = Math.max(0, location.column - 1 - MAX_WIDTH / 2);
  const shown = chars.slice(from, from + MAX_WIDTH);
  const start = location.column - 1 - from;
  const sameLine = location.endLine === location.line && location.endColumn !== undefined;
  const end = Math.min(
    sameLine ? location.endColumn! - 1 - from : shown.length,
    Math.max(shown.length, start + 1),
  );
  const before = shown.slice(0, start).map((char) => pad(char));
  const marked = shown.slice(start, end).reduce((width, char) => width + widthOf(char), 0);
  const gutter = String(location.line);
  const bar = style.faint('|');
  return [
    `${style.faint(gutter)} ${bar} ${from > 0 ? '…' : ''}${printableLine(shown.join(''))}`,
    `${' '.repeat(gutter.length)} ${bar} ${from > 0 ? ' ' : ''}${before.join('')}${'^'.repeat(Math.max(1, marked))}`,
  ];
}

function pad(char: string): string {
  return char === '\t' ? '\t' : ' '.repeat(widthOf(char));
}

/** How many columns a character takes once it is printable. */
function widthOf(char: string): number {
  return printableLine(char).length === char.length ? 1 : printableLine(char).length;
}
