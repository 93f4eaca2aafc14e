/** What can't be read of a script: its place and why. Thrown while reading, and caught by {@link parseScript}. */
export class Unreadable extends Error {
  readonly at: number;

  constructor(at: number, reason: string) {
    super(reason);
    this.at = at;
  }
}

/** A place in a script, and what is still to come there. */
export interface Cursor {
  readonly text: string;
  at: number;
  /** How deep the constructs are that are being read. */
  depth: number;
  /** Here-documents that begin with the next line. */
  readonly pending: { readonly delimiter: string; readonly stripsTabs: boolean }[];
}

/** Deeper constructs no person writes. */
const MAX_DEPTH = 40;

/** Reads something one level deeper. */
export function deeper<T>(cursor: Cursor, read: () => T): T {
  if (++cursor.depth > MAX_DEPTH) throw new Unreadable(cursor.at, 'it is nested too deeply');
  const result = read();
  cursor.depth -= 1;
  return result;
}

/** What a sticky pattern matches here, stepped over. */
export function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  const match = look(cursor, pattern);
  if (match) cursor.at += match[0].length;
  return match;
}

/** What a sticky pattern matches here. */
export function look(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  return pattern.exec(cursor.text) ?? undefined;
}

/** Steps over a text that must stand here. */
export function expect(cursor: Cursor, text: string): void {
  if (!cursor.text.startsWith(text, cursor.at)) throw new Unreadable(cursor.at, `"${text}" was expected`);
  cursor.at += text.length;
}

/** Steps over blanks, joined lines and a comment. */
export function skipBlanks(cursor: Cursor): void {
  take(cursor, /(?:[ \t]|\\\n)+/y);
  take(cursor, /#[^\n]*/y);
}

/** Steps over blanks and line ends. */
export function skipLines(cursor: Cursor): void {
  skipBlanks(cursor);
  while (cursor.text[cursor.at] === '\n') {
    newline(cursor);
    skipBlanks(cursor);
  }
}

/** Steps over a line end, and over the here-documents behind it. */
export function newline(cursor: Cursor): void {
  cursor.at += 1;
  for (const { delimiter, stripsTabs } of cursor.pending.splice(0))
    skipDocument(cursor, delimiter, stripsTabs);
}

function skipDocument(cursor: Cursor, delimiter: string, stripsTabs: boolean): void {
  while (cursor.at < cursor.text.length) {
    const found = cursor.text.indexOf('\n', cursor.at);
    const end = found < 0 ? cursor.text.length : found;
    const line = cursor.text.slice(cursor.at, end);
    cursor.at = Math.min(end + 1, cursor.text.length);
    if ((stripsTabs ? line.replace(/^\t+/, '') : line) === delimiter) return;
  }
}
