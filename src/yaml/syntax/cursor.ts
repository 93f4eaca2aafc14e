import type { Range } from '../../diagnostics/location.ts';
import { END, isBlankOrEnd, isBreak, isBreakOrEnd } from './characters.ts';
import { Problem } from './problem.ts';

const LF = 0x0a;
const CR = 0x0d;

/** A place in a text that knows its line. A NUL stands behind the last character, so reading one on is safe. */
export class Cursor {
  readonly text: string;
  /** Where the next character is. */
  pos = 0;
  /** Where the line begins. */
  lineStart = 0;
  /** Low surrogates passed so far, and before this line: columns and lengths count code points. */
  #pairs = 0;
  #pairsBeforeLine = 0;
  readonly #hasPairs: boolean;
  readonly #comments: Range[] | undefined;

  /** Comments that are skipped are noted in `comments`. */
  constructor(text: string, comments?: Range[]) {
    this.text = `${text}\0`;
    this.#comments = comments;
    this.#hasPairs = /[\ud800-\udbff]/.test(text);
  }

  /** The code of the character here or some places on; NUL at the end. Look no further than one past the end. */
  code(ahead = 0): number {
    return this.text.charCodeAt(this.pos + ahead);
  }

  /** Column, from 0, in code points. */
  get column(): number {
    return this.pos - this.lineStart - (this.#pairs - this.#pairsBeforeLine);
  }

  /** Code points before this place. */
  get index(): number {
    return this.pos - this.#pairs;
  }

  get atEnd(): boolean {
    return this.code() === END;
  }

  /** Goes to a place further on in the same line. */
  moveTo(pos: number): void {
    if (this.#hasPairs) {
      for (let i = this.pos; i < pos; i++) {
        const code = this.text.charCodeAt(i);
        if (code >= 0xdc00 && code <= 0xdfff) this.#pairs++;
      }
    }
    this.pos = pos;
  }

  /** Takes the line break here, if there is one, and returns it as YAML 1.1 keeps it: LF, or LS and PS as they are. */
  takeBreak(): string {
    const code = this.code();
    if (!isBreak(code)) return '';
    this.pos += code === CR && this.code(1) === LF ? 2 : 1;
    this.startLine();
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
  }

  /** Lets a line begin here. */
  startLine(): void {
    this.lineStart = this.pos;
    this.#pairsBeforeLine = this.#pairs;
  }

  /** Skips spaces and tabs. */
  skipBlanks(): void {
    let { pos } = this;
    for (let code = this.code(); code === 0x20 || code === 0x09; code = this.text.charCodeAt(pos)) pos++;
    this.pos = pos;
  }

  /** Skips a comment, if one begins here, up to its line break. */
  skipComment(): void {
    if (this.code() !== 0x23) return;
    const start = this.pos;
    this.moveTo(this.#endOfLine());
    this.#comments?.push({ start, end: this.pos });
  }

  /** Whether `---` or `...` stands here, at the beginning of a line, followed by a blank. */
  atDocumentIndicator(): boolean {
    if (this.pos !== this.lineStart) return false;
    const code = this.code();
    return (
      (code === 0x2d || code === 0x2e) &&
      this.code(1) === code &&
      this.code(2) === code &&
      isBlankOrEnd(this.code(3))
    );
  }

  /** A problem that begins at `start` and ends with the character here. */
  problem(message: string, start = this.pos): Problem {
    const end = this.atEnd ? this.pos : this.pos + (this.text.codePointAt(this.pos)! > 0xffff ? 2 : 1);
    return new Problem(message, { start, end });
  }

  #endOfLine(): number {
    let { pos } = this;
    while (!isBreakOrEnd(this.text.charCodeAt(pos))) pos++;
    return pos;
  }
}
