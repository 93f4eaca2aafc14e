import type { Range, SourceText } from '../../diagnostics/location.ts';
import { skipWhitespace } from './extract-word.ts';
import { type Traced, type TracedBuilder, tracedBuilder } from './traced.ts';

/** LONG_LINE_MAX (systemd basic/fileio.h), in bytes. */
const MAX_LINE = 1024 * 1024;

/** The lines of a file; `tooLong` is where reading stopped, because a line is longer than systemd takes. */
export interface ConfigLines {
  /** As config_parse hands them on: comments dropped, continuations joined. */
  readonly lines: readonly Traced[];
  readonly tooLong?: Range;
}

/** A line that goes on. */
interface Pending {
  readonly builder: TracedBuilder;
  readonly start: number;
  bytes: number;
}

/** Cuts a configuration file into lines (systemd shared/conf-parser.c, config_parse). */
export function configLines(source: SourceText): ConfigLines {
  const { text } = source;
  const lines: Traced[] = [];
  let bomSeen = false;
  let pending: Pending | undefined;
  let end = 0;
  for (const physical of physicalLines(text)) {
    let { start } = physical;
    end = physical.end;
    if (byteLength(text, start, end) >= MAX_LINE) return { lines, tooLong: { start, end } };
    const first = skipWhitespace(text, start);
    if (first < end && (text[first] === '#' || text[first] === ';')) continue;
    if (!bomSeen && start < end && text[start] === '\ufeff') {
      bomSeen = true;
      start++;
    }
    const bytes = byteLength(text, start, end);
    if (pending && pending.bytes + bytes > MAX_LINE) return { lines, tooLong: { start, end } };
    pending ??= { builder: tracedBuilder(source), start, bytes: 0 };
    pending.bytes += bytes;
    if (endsInBackslash(text, start, end)) {
      pending.builder.literal(start, end - 1);
      pending.builder.add(' ', end - 1, end);
    } else {
      pending.builder.literal(start, end);
      lines.push(pending.builder.build(pending.start, end));
      pending = undefined;
    }
  }
  if (pending) lines.push(pending.builder.build(pending.start, end));
  return { lines };
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
    let seen = '';
    for (; next < text.length; next++) {
      const char = text[next]!;
      if (!isLineEnd(char.charCodeAt(0)) || seen.includes(char) || seen.includes('\0')) break;
      seen += char;
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
