import { isBlank, isBreak, isBreakOrEnd, isDigit } from './characters.ts';
import type { Cursor } from './cursor.ts';
import type { ScannedScalar } from './token.ts';

type Chomping = 'strip' | 'clip' | 'keep';

/** A literal or folded scalar (scannerc.go yaml_parser_scan_block_scalar). `parent` is the indentation around it. */
export function scanBlock(cursor: Cursor, parent: number): ScannedScalar {
  const { text } = cursor;
  const start = cursor.pos;
  const literal = cursor.code() === 0x7c;
  cursor.pos++;
  const header = takeHeader(cursor);
  let end = cursor.pos;
  takeRestOfLine(cursor);

  let indent = header.increment > 0 ? Math.max(parent, 0) + header.increment : 0;
  let breaks = '';
  if (indent === 0) {
    const found = takeLeadingBreaks(cursor);
    breaks = found.breaks;
    indent = Math.max(found.widest, parent + 1, 1);
  } else {
    breaks = takeBreaks(cursor, indent);
  }

  let value = '';
  let lastBreak = '';
  let indented = false;
  while (cursor.column === indent && !cursor.atEnd) {
    const blank = isBlank(cursor.code());
    const folds = !literal && !indented && !blank && lastBreak === '\n';
    if (!folds) value += lastBreak;
    else if (breaks === '') value += ' ';
    value += breaks;
    indented = blank;

    const line = cursor.pos;
    end = endOfLine(text, line);
    cursor.moveTo(end);
    value += text.slice(line, end);
    lastBreak = cursor.takeBreak();
    breaks = takeBreaks(cursor, indent);
  }
  if (header.chomping !== 'strip') value += lastBreak;
  if (header.chomping === 'keep') value += breaks;
  return { value, start, end };
}

/** Indicators after `|` or `>`: chomping and indentation, in either order. */
function takeHeader(cursor: Cursor): { chomping: Chomping; increment: number } {
  let chomping = takeChomping(cursor);
  let increment = 0;
  const code = cursor.code();
  if (isDigit(code)) {
    if (code === 0x30) throw cursor.problem('found an indentation indicator equal to 0');
    increment = code - 0x30;
    cursor.pos++;
    chomping ??= takeChomping(cursor);
  }
  return { chomping: chomping ?? 'clip', increment };
}

function takeChomping(cursor: Cursor): Chomping | undefined {
  const code = cursor.code();
  if (code !== 0x2b && code !== 0x2d) return undefined;
  cursor.pos++;
  return code === 0x2b ? 'keep' : 'strip';
}

function takeRestOfLine(cursor: Cursor): void {
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.code())) throw cursor.problem('did not find expected comment or line break');
  cursor.takeBreak();
}

/** Empty lines before the first line with text, whose indentation is that of the scalar. */
function takeLeadingBreaks(cursor: Cursor): { breaks: string; widest: number } {
  let breaks = '';
  let widest = 0;
  for (;;) {
    skipSpaces(cursor, Number.POSITIVE_INFINITY);
    widest = Math.max(widest, cursor.column);
    refuseTab(cursor);
    if (!isBreak(cursor.code())) return { breaks, widest };
    breaks += cursor.takeBreak();
  }
}

/** Empty lines, and the indentation of the line after them. */
function takeBreaks(cursor: Cursor, indent: number): string {
  let breaks = '';
  for (;;) {
    skipSpaces(cursor, indent);
    if (cursor.column < indent) refuseTab(cursor);
    if (!isBreak(cursor.code())) return breaks;
    breaks += cursor.takeBreak();
  }
}

function skipSpaces(cursor: Cursor, indent: number): void {
  while (cursor.code() === 0x20 && cursor.pos - cursor.lineStart < indent) cursor.pos++;
}

function refuseTab(cursor: Cursor): void {
  if (cursor.code() === 0x09) {
    throw cursor.problem('found a tab character where an indentation space is expected');
  }
}

function endOfLine(text: string, from: number): number {
  let pos = from;
  while (!isBreakOrEnd(text.charCodeAt(pos))) pos++;
  return pos;
}
