import type { ArrayNode, Member, Node, ObjectNode } from './tree.ts';
import { mayTell, resolvePlain } from './values/resolve.ts';
import { scalarNode } from './values/scalar-node.ts';

const LF = 0x0a;
const SPACE = 0x20;
const DOUBLE = 0x22;
const HASH = 0x23;
const SINGLE = 0x27;
const DASH = 0x2d;
const DOT = 0x2e;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/** By character code, what a plain scalar does not begin with; a `-` does before anything but a blank. */
const IS_INDICATOR = new Array<boolean>(128).fill(false);
for (const char of ',[]{}#&*!|>\'"%@`?:- \n') IS_INDICATOR[char.charCodeAt(0)] = true;

/** What lies further right is left to the full reader: nesting is deeper with every column or two. */
const MAX_COLUMN = 200;

/** Well below the length from which on go-yaml takes a key for none. */
const MAX_KEY_LENGTH = 1000;

/**
 * The document of a text that is written as manifests mostly are: block mappings and sequences, scalars that
 * end on their line, comments. Undefined for every other text, be it right or wrong: the full reader decides.
 * There is no rule here that it does not have, only the shortest way to what it would say.
 */
export function readSimple(text: string): Node | undefined {
  try {
    return new SimpleReader(text).document();
  } catch (thrown) {
    if (thrown instanceof NotSimple) return undefined;
    throw thrown;
  }
}

/** Ends the reading at the first thing that is not simple. */
class NotSimple extends Error {}

class SimpleReader {
  readonly #text: string;
  /** Before the first line, as behind any other: at its line break. */
  #pos = -1;
  /** Of the next line that says something; -1 at the end of the text. */
  #column = -1;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Node {
    this.#toNextLine();
    if (this.#column === 0 && this.#text.startsWith('---\n', this.#pos)) {
      this.#pos += 3;
      this.#toNextLine();
    }
    const root = this.#block();
    if (this.#column !== -1) throw new NotSimple();
    return root;
  }

  /** The sequence or mapping that begins with this line. */
  #block(): Node {
    const column = this.#column;
    if (column < 0 || column > MAX_COLUMN) throw new NotSimple();
    return this.#atEntry() ? this.#sequence(column) : this.#mapping(column);
  }

  /** Its entries may stand in the column of the key that it belongs to. */
  #sequence(column: number): ArrayNode {
    const start = this.#pos;
    const items: Node[] = [];
    let end = start;
    while (this.#column === column && this.#atEntry()) {
      const item = this.#item(column);
      end = item.range.end;
      items.push(item);
    }
    return { kind: 'array', range: { start, end }, items };
  }

  #item(column: number): Node {
    const dash = this.#pos;
    this.#pos++;
    this.#skipSpaces();
    const start = this.#pos;
    const scalar = this.#scalar();
    if (this.#text.charCodeAt(this.#pos) !== COLON) return this.#lastOfLine(scalar, column);
    this.#pos = start;
    return this.#mapping(column + start - dash);
  }

  #mapping(column: number): ObjectNode {
    const start = this.#pos;
    const members: Member[] = [];
    let end = start;
    let last = '';
    let sorted = true;
    do {
      const { value: key, range: keyRange } = this.#key();
      const value = this.#value(column);
      if (key <= last && members.length > 0) sorted = false;
      last = key;
      end = value.range.end;
      members.push({ key, keyRange, value });
    } while (this.#column === column);
    if (this.#column > column) throw new NotSimple();
    if (!sorted) sortMembers(members);
    return { kind: 'object', range: { start, end }, members };
  }

  /** Takes a key and its colon. */
  #key(): Node & { readonly kind: 'string' } {
    const first = this.#text.charCodeAt(this.#pos);
    // It may be `---` or `...`.
    if (first === DASH || first === DOT) throw new NotSimple();
    const key = this.#scalar();
    const { start, end } = key.range;
    const simple = key.kind === 'string' && key.value !== '<<' && end - start < MAX_KEY_LENGTH;
    if (!simple || end !== this.#pos || !this.#atColon(end)) throw new NotSimple();
    this.#pos++;
    return key;
  }

  /** What belongs to a key in this column. */
  #value(column: number): Node {
    const colonEnd = this.#pos;
    this.#skipSpaces();
    if (!this.#atLineEnd()) return this.#lastOfLine(this.#scalar(), column);
    this.#toNextLine();
    if (this.#column > column) return this.#block();
    if (this.#column === column && this.#atEntry()) return this.#sequence(column);
    return { kind: 'null', range: { start: colonEnd, end: colonEnd } };
  }

  /** A node that is followed by nothing but the next line, which does not continue it. */
  #lastOfLine(node: Node, column: number): Node {
    this.#skipSpaces();
    if (!this.#atLineEnd()) throw new NotSimple();
    const isComment = this.#text.charCodeAt(this.#pos) === HASH;
    if (isComment && this.#text.charCodeAt(this.#pos - 1) !== SPACE) throw new NotSimple();
    this.#toNextLine();
    if (this.#column > column) throw new NotSimple();
    return node;
  }

  /** A scalar, `{}` or `[]`. */
  #scalar(): Node {
    const start = this.#pos;
    if (start >= this.#text.length) throw new NotSimple();
    const first = this.#text.charCodeAt(start);
    if (first === SINGLE || first === DOUBLE) return this.#quoted(first);
    if (IS_INDICATOR[first] && (first !== DASH || this.#isBlankOrEnd(start + 1))) return this.#empty();
    const end = this.#endOfPlain();
    const value = this.#text.slice(start, end);
    if (!mayTell(first)) return { kind: 'string', range: { start, end }, value };
    const scalar = resolvePlain(value);
    if (scalar.kind === 'float' && !Number.isFinite(scalar.value)) throw new NotSimple();
    return scalarNode(scalar, { start, end });
  }

  #empty(): Node {
    const start = this.#pos;
    const range = { start, end: start + 2 };
    this.#pos = range.end;
    if (this.#text.startsWith('{}', start)) return { kind: 'object', range, members: [] };
    if (this.#text.startsWith('[]', start)) return { kind: 'array', range, items: [] };
    throw new NotSimple();
  }

  #quoted(quote: number): Node {
    const text = this.#text;
    const start = this.#pos;
    let pos = start + 1;
    for (let code = text.charCodeAt(pos); code !== quote; code = text.charCodeAt(++pos)) {
      if (!isOrdinary(code) || (code === BACKSLASH && quote === DOUBLE)) throw new NotSimple();
    }
    const end = pos + 1;
    if (quote === SINGLE && text.charCodeAt(end) === SINGLE) throw new NotSimple();
    this.#pos = end;
    return { kind: 'string', range: { start, end }, value: text.slice(start + 1, pos) };
  }

  /** Goes behind a plain scalar and the blanks after it: to a colon, a comment or the end of the line. */
  #endOfPlain(): number {
    const text = this.#text;
    let pos = this.#pos;
    let end = pos;
    for (; pos < text.length; pos++) {
      const code = text.charCodeAt(pos);
      if (code === SPACE) continue;
      if (code === LF || (code === COLON && this.#isBlankOrEnd(pos + 1)) || (code === HASH && end < pos))
        break;
      if (!isOrdinary(code)) throw new NotSimple();
      end = pos + 1;
    }
    this.#pos = pos;
    return end;
  }

  /** Goes to the next line that says something. */
  #toNextLine(): void {
    const text = this.#text;
    let pos = this.#pos;
    for (;;) {
      if (text.charCodeAt(pos) === HASH) pos = endOfComment(text, pos);
      const line = pos + 1;
      pos = line;
      while (text.charCodeAt(pos) === SPACE) pos++;
      if (pos >= text.length) break;
      const code = text.charCodeAt(pos);
      if (code !== LF && code !== HASH) {
        this.#pos = pos;
        this.#column = pos - line;
        return;
      }
    }
    this.#pos = text.length;
    this.#column = -1;
  }

  #skipSpaces(): void {
    while (this.#text.charCodeAt(this.#pos) === SPACE) this.#pos++;
  }

  #atEntry(): boolean {
    return this.#text.charCodeAt(this.#pos) === DASH && this.#isBlankOrEnd(this.#pos + 1);
  }

  #atColon(pos: number): boolean {
    return this.#text.charCodeAt(pos) === COLON && this.#isBlankOrEnd(pos + 1);
  }

  /** Whether the line says no more. */
  #atLineEnd(): boolean {
    if (this.#pos >= this.#text.length) return true;
    const code = this.#text.charCodeAt(this.#pos);
    return code === LF || code === HASH;
  }

  #isBlankOrEnd(pos: number): boolean {
    if (pos >= this.#text.length) return true;
    const code = this.#text.charCodeAt(pos);
    return code === SPACE || code === LF;
  }
}

/** Sorts as Go's JSON encoder does; nothing here is beyond U+2028, so that code units are in the order of bytes. */
function sortMembers(members: Member[]): void {
  members.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (let i = 1; i < members.length; i++) if (members[i - 1]!.key === members[i]!.key) throw new NotSimple();
}

function endOfComment(text: string, from: number): number {
  let pos = from;
  for (; pos < text.length && text.charCodeAt(pos) !== LF; pos++) {
    if (!isOrdinary(text.charCodeAt(pos))) throw new NotSimple();
  }
  return pos;
}

/** Neither a control character (a tab, CR and NEL among them) nor one of the rare ones that YAML knows or refuses. */
function isOrdinary(code: number): boolean {
  return code >= SPACE && (code <= 0x7e || (code >= 0xa0 && code < 0x2028));
}
