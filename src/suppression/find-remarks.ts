import { decode } from '../bytes/text.ts';
import { type Range, SourceText } from '../diagnostics/location.ts';
import { type Comments, findComments } from '../yaml/find-comments.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { MARK, type Remark, readRemark } from './remark.ts';

/** In which way a file has comments: JSON has none. */
export type CommentSyntax = 'yaml' | 'lines';

/** What a file has to say to us in its comments; `lines`: units and environment files, with `#` and `;`. */
export function findRemarks(syntax: CommentSyntax, path: string, bytes: Uint8Array): readonly Remark[] {
  if (syntax === 'lines') {
    const source = new SourceText(path, decode(bytes));
    return [...remarksIn(source, lineComments(source.text)), ...remarksInValues(source)];
  }
  const { source, format } = parseDocument(bytes, path);
  return format === 'json' ? [] : remarksIn(source, findComments(bytes));
}

function remarksIn(source: SourceText, { comments, contentStart }: Comments): readonly Remark[] {
  const alone = new Set(
    comments.filter(({ start }) => isAlone(source.text, start)).map(({ start }) => lineOf(source, start)),
  );
  return comments.flatMap((range) => {
    const read = readRemark(source.text.slice(range.start, range.end));
    if (!read) return [];
    const line = lineOf(source, range.start);
    // Comments may stand on top of each other, and all speak of the line below.
    let target = line;
    if (alone.has(line))
      do target++;
      while (alone.has(target));
    const beforeContent = range.start < contentStart && alone.has(line);
    return [{ ...read, location: source.locate(range), line: target, beforeContent }];
  });
}

/**
 * What looks like a remark behind something else in its line, where systemd knows no comments. Behind a comment's sign
 * at the beginning it may be one, and a shell knows them everywhere.
 */
function remarksInValues(source: SourceText): readonly Remark[] {
  if (source.text.startsWith('#!')) return [];
  return [...source.text.matchAll(/[^\n\r]+/g)].flatMap(({ 0: line, index }) => {
    const mark = line.indexOf(MARK);
    if (mark < 0 || LINE_COMMENT.test(line)) return [];
    const at = startOfSign(line, mark);
    const read = at < mark ? readRemark(line.slice(at)) : undefined;
    if (!read) return [];
    const location = source.locate({ start: index + at, end: index + line.length });
    const partOf = line.slice(0, at).includes('=') ? 'value' : 'line';
    return [{ ...read, location, line: location.line ?? 0, beforeContent: false, partOf }];
  });
}

/** Where the `#` begins that stands before a word, with nothing but white space between. */
function startOfSign(line: string, word: number): number {
  let at = word;
  while (line[at - 1] === ' ' || line[at - 1] === '\t') at--;
  const blank = at;
  while (line[at - 1] === '#' || line[at - 1] === ';') at--;
  return at === blank ? word : at;
}

function lineOf(source: SourceText, offset: number): number {
  return source.position(offset).line;
}

/** Whether nothing but white space stands before an offset in its line. */
function isAlone(text: string, offset: number): boolean {
  let at = offset;
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  return at === 0 || text[at - 1] === '\n' || text[at - 1] === '\r' || text[at - 1] === '\ufeff';
}

const LINE_COMMENT = /^[ \t]*([#;][^\n\r]*)/;

/**
 * The lines that systemd passes over in a unit or an environment file. One that goes on from the line before may be
 * a part of a value, so it is not taken for a comment.
 */
function lineComments(text: string): Comments {
  const comments: Range[] = [];
  let contentStart: number | undefined;
  let goesOn = false;
  for (const { 0: line, index } of text.matchAll(/[^\n\r]+/g)) {
    const comment: RegExpExecArray | null = goesOn ? null : LINE_COMMENT.exec(line);
    if (comment) comments.push({ start: index + line.length - comment[1]!.length, end: index + line.length });
    else if (line.trim() !== '') contentStart ??= index;
    goesOn = !comment && line.endsWith('\\');
  }
  return { comments, contentStart: contentStart ?? text.length };
}
