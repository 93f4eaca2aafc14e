/**
 * A place in a file. Lines and columns are 1-based, a column counts Unicode code points (a tab is one), the
 * end is exclusive. What is not known is left out; nothing is ever 1:1 for want of knowledge.
 *
 * Inside the house `file` is a path on the node; the report turns it into a path on this machine.
 */
export interface Location {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A half-open range of UTF-16 offsets into a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A text that can tell line and column of an offset. Lines end at LF, CR LF or a lone CR. */
export class SourceText {
  readonly file: string;
  readonly text: string;
  readonly #lineStarts: number[] = [0];
  #scanned = 0;
  /** By line start, the code points before each {@link STEP}th offset of a long line. */
  readonly #marks = new Map<number, number[]>();

  /** The one that knows the lines of the same text. */
  #same: SourceText | null = null;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  /** The same text under another name, whose lines are counted only once. */
  renamed(file: string): SourceText {
    const renamed = new SourceText(file, this.text);
    renamed.#same = this.#same ?? this;
    return renamed;
  }

  /** The location of a range of offsets. */
  locate(range: Range): Required<Location> {
    const start = this.position(range.start);
    const end = this.position(Math.max(range.start, range.end));
    return {
      file: this.file,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
    };
  }

  /** Line and column (1-based, code points) of an offset. */
  position(offset: number): { line: number; column: number } {
    if (this.#same) return this.#same.position(offset);
    const starts = this.#starts(offset);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: this.#codePoints(starts[low]!, offset) + 1 };
  }

  /** The offset of a line and column (1-based, code points); undefined beyond the end of the text or the line. */
  offset(line: number, column: number): number | undefined {
    if (this.#same) return this.#same.offset(line, column);
    let at = this.#starts(0, line)[line - 1];
    if (at === undefined) return undefined;
    const end = this.#starts(0, line + 1)[line] ?? this.text.length;
    for (let left = column - 1; left > 0; left--) {
      if (at >= end) return undefined;
      at += this.text.codePointAt(at)! > 0xffff ? 2 : 1;
    }
    return at;
  }

  /** The text of a line (1-based) without its line end, or undefined beyond the end. */
  line(number: number): string | undefined {
    if (this.#same) return this.#same.line(number);
    const starts = this.#starts(0, number);
    const start = starts[number - 1];
    if (start === undefined) return undefined;
    let end = starts[number] ?? this.text.length;
    while (end > start && /[\r\n]/.test(this.text[end - 1]!)) end--;
    return this.text.slice(start, end);
  }

  /** Counts from the start of a line; a long line is counted through only once, however often it is asked. */
  #codePoints(lineStart: number, offset: number): number {
    const steps = Math.floor((offset - lineStart) / STEP);
    if (steps === 0) return countCodePoints(this.text, lineStart, offset);
    const marks = this.#marks.get(lineStart) ?? [0];
    this.#marks.set(lineStart, marks);
    while (marks.length <= steps) {
      const from = lineStart + (marks.length - 1) * STEP;
      marks.push(marks.at(-1)! + countCodePoints(this.text, from, from + STEP));
    }
    return marks[steps]! + countCodePoints(this.text, lineStart + steps * STEP, offset);
  }

  /** Where the lines start, as far as to the one that holds `offset`, or to line `count` (0-based). */
  #starts(offset: number, count = 0): readonly number[] {
    const { text } = this;
    const starts = this.#lineStarts;
    let at = this.#scanned;
    while (at < text.length && (at <= offset || starts.length <= count)) {
      const code = text.charCodeAt(at++);
      if (code === 10 || (code === 13 && text.charCodeAt(at) !== 10)) starts.push(at);
    }
    this.#scanned = at;
    return starts;
  }
}

/** UTF-16 units between two marks on a long line. */
const STEP = 256;

/** Code points that begin between two offsets of one line. */
function countCodePoints(text: string, from: number, to: number): number {
  let count = to - from;
  for (let i = from; i < to; i++) {
    if (isLowSurrogate(text.charCodeAt(i)) && i > 0 && isHighSurrogate(text.charCodeAt(i - 1))) count--;
  }
  return count;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
