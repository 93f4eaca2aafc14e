import type { Range, SourceText } from '../../diagnostics/location.ts';
import { skipWhitespace } from './extract-word.ts';
import { type Traced, tracedBuilder } from './traced.ts';

/** LONG_LINE_MAX (systemd basic/fileio.h), in bytes. */
const MAX_LINE = 1024 * 1024;

/** A line as config_parse hands it on: comments dropped, continuations joined. */
export interface LogicalLine {
  readonly text: string;
  readonly source: SourceText;
  /** Where in the file the parts of the text stand; `at` is the index in the text at which a part begins. */
  readonly parts: readonly { readonly at: number; readonly offset: number }[];
}

/** The lines of a file; `tooLong` is where reading stopped, because a line is longer than systemd takes. */
export interface ConfigLines {
  readonly lines: readonly LogicalLine[];
  readonly tooLong?: Range;
}

interface Pending {
  text: string[];
  length: number;
  bytes: number;
  parts: { at: number; offset: number }[];
}

/** Cuts a configuration file into lines (systemd shared/conf-parser.c, config_parse). */
export function configLines(source: SourceText): ConfigLines {
  const lines: LogicalLine[] = [];
  let bomSeen = false;
  let pending: Pending | undefined;
  for (const physical of physicalLines(source.text)) {
    let { start } = physical;
    const { end } = physical;
    if (byteLength(source.text, start, end) >= MAX_LINE) return { lines, tooLong: { start, end } };
    const first = skipWhitespace(source.text, start);
    if (first < end && '#;'.includes(source.text[first]!)) continue;
    if (!bomSeen && source.text[start] === '\ufeff' && start < end) {
      bomSeen = true;
      start++;
    }
    const bytes: number = (pending?.bytes ?? 0) + byteLength(source.text, start, end);
    if (pending && bytes > MAX_LINE) return { lines, tooLong: { start, end } };
    pending ??= { text: [], length: 0, bytes: 0, parts: [] };
    const continues = endsInBackslash(source.text, start, end);
    pending.parts.push({ at: pending.length, offset: start });
    pending.text.push(continues ? `${source.text.slice(start, end - 1)} ` : source.text.slice(start, end));
    pending.length += end - start;
    pending.bytes = bytes;
    if (continues) continue;
    lines.push(joined(source, pending));
    pending = undefined;
  }
  if (pending) lines.push(joined(source, pending));
  return { lines };
}

function joined(source: SourceText, { text, parts }: Pending): LogicalLine {
  return { text: text.join(''), source, parts };
}

/**
 * read_line: LF, CR and NUL end a line; different ones in a row are one end, except that nothing joins a NUL
 * from behind.
 */
function* physicalLines(text: string): Generator<Range> {
  let start = 0;
  while (start < text.length) {
    let end = start;
    while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
    let next = end;
    const seen = new Set<number>();
    while (next < text.length) {
      const code = text.charCodeAt(next);
      if (!isLineEnd(code) || seen.has(code) || seen.has(0)) break;
      seen.add(code);
      next++;
    }
    yield { start, end };
    start = next;
  }
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13 || code === 0;
}

/** Whether the last backslash is not itself escaped. What stood before a joined line never is, so it may be left out. */
function endsInBackslash(text: string, start: number, end: number): boolean {
  let backslashes = 0;
  while (end - backslashes > start && text[end - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function byteLength(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    // Half of a surrogate pair is two bytes of four; a byte that is not UTF-8 is itself.
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code <= 0xdfff) bytes += isEscapedByte(text, i) ? 1 : 2;
    else bytes += 3;
  }
  return bytes;
}

function isEscapedByte(text: string, index: number): boolean {
  return text.charCodeAt(index) >= 0xdc00 && (text.charCodeAt(index - 1) & 0xfc00) !== 0xd800;
}

/** Offset in the file of an index into a line. */
export function offsetIn(line: LogicalLine, index: number): number {
  const { parts } = line;
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle]!.at <= index) low = middle;
    else high = middle - 1;
  }
  const part = parts[low]!;
  return part.offset + index - part.at;
}

/** The range of the file that part of a line stands for. */
export function rangeIn(line: LogicalLine, begin: number, end: number): Range {
  const start = offsetIn(line, begin);
  return { start, end: end > begin ? offsetIn(line, end - 1) + 1 : start };
}

/** Part of a line, each unit with its place. */
export function tracedPart(line: LogicalLine, begin: number, end: number): Traced {
  const builder = tracedBuilder(line.source);
  let part = 0;
  for (let i = begin; i < end; i++) {
    while (part + 1 < line.parts.length && line.parts[part + 1]!.at <= i) part++;
    const offset = line.parts[part]!.offset + i - line.parts[part]!.at;
    builder.add(line.text[i]!, offset, offset + 1);
  }
  const { start, end: stop } = rangeIn(line, begin, end);
  return builder.build(start, stop);
}
