import type { Edit } from '../diagnostics/diagnostic.ts';
import { SourceText } from '../diagnostics/location.ts';

/** The text with the edits made; null where one of them lies outside of it, or two overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string | null {
  const source = new SourceText('', text);
  const places = edits.map(({ location: { line, column, endLine, endColumn }, text }) => ({
    start: source.offset(line, column),
    end: source.offset(endLine, endColumn),
    text,
  }));
  places.sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  const out: string[] = [];
  let at = 0;
  for (const { start, end, text: replacement } of places) {
    if (start === undefined || end === undefined || start < at || end < start) return null;
    out.push(text.slice(at, start), replacement);
    at = end;
  }
  return out.join('') + text.slice(at);
}
