import { type Location, SourceText } from './location.ts';

/** A line of a file as a place: its text without the white space around it. `number` is 1-based. */
export function wholeLine(file: string, line: string, number: number): Required<Location> {
  const text = line.trimEnd();
  const start = text.length - text.trimStart().length;
  const { column, endColumn } = new SourceText(file, text).locate({ start, end: text.length });
  return { file, line: number, column, endLine: number, endColumn };
}
