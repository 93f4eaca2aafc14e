import { toWellFormed } from '../../bytes/text.ts';
import type { Range, SourceText } from '../../diagnostics/location.ts';
import { Problem } from '../syntax/problem.ts';
import type { Document, DuplicateKey, Member, Node } from '../tree.ts';
import { quoteCharacter } from './quote-character.ts';

/** encoding/json maxNestingDepth. */
const MAX_DEPTH = 10_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const SPACE = /[ \t\r\n]*/y;
const HEX = /[0-9A-Fa-f]/;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

interface OpenArray {
  readonly kind: 'array';
  readonly start: number;
  readonly items: Node[];
}

interface OpenObject {
  readonly kind: 'object';
  readonly start: number;
  readonly members: Member[];
  /** Where each key stands, the last of equal ones. */
  readonly keys: Map<string, Member>;
  /** The key whose value is being read. */
  key: string;
  keyRange: Range;
}

/** A JSON text as Go's decoder reads it: encoding/json's syntax, and errors in its words (scanner.go). */
export function parseJson(source: SourceText): Document {
  const parser = new JsonParser(source.text);
  try {
    const root = parser.parse();
    return { source, format: 'json', root, error: null, duplicates: parser.duplicates };
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    const { message, range } = thrown;
    return { source, format: 'json', root: null, error: { message, range }, duplicates: [] };
  }
}

class JsonParser {
  readonly duplicates: DuplicateKey[] = [];
  readonly #text: string;
  readonly #open: (OpenArray | OpenObject)[] = [];
  #pos = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The one value of the text. Arrays and objects wait on a stack: depth costs no recursion. */
  parse(): Node {
    for (;;) {
      let node = this.#beginValue();
      while (node !== null) {
        const parent = this.#open.at(-1);
        if (parent === undefined) return this.#endText(node);
        if (parent.kind === 'array') parent.items.push(node);
        else this.#addMember(parent, node);
        node = this.#afterChild(parent);
      }
    }
  }

  /** A value without children, or null after the start of one whose first child comes next. */
  #beginValue(): Node | null {
    const char = this.#peek();
    const start = this.#pos;
    switch (char) {
      case '{': {
        this.#enter({
          kind: 'object',
          start,
          members: [],
          keys: new Map(),
          key: '',
          keyRange: { start, end: start },
        });
        if (this.#peek() === '}') return this.#close();
        this.#key();
        return null;
      }
      case '[':
        this.#enter({ kind: 'array', start, items: [] });
        return this.#peek() === ']' ? this.#close() : null;
      case '"': {
        const value = this.#string();
        return { kind: 'string', range: this.#rangeFrom(start), value };
      }
      case 't':
        this.#word('true');
        return { kind: 'boolean', range: this.#rangeFrom(start), value: true };
      case 'f':
        this.#word('false');
        return { kind: 'boolean', range: this.#rangeFrom(start), value: false };
      case 'n':
        this.#word('null');
        return { kind: 'null', range: this.#rangeFrom(start) };
    }
    if (!/^[-0-9]/.test(char)) throw this.#unexpected('looking for beginning of value');
    const text = this.#number();
    return { kind: 'number', range: this.#rangeFrom(start), text };
  }

  /** A comma, and null for the next child to come, or the end of the parent. */
  #afterChild(parent: OpenArray | OpenObject): Node | null {
    const char = this.#peek();
    if (parent.kind === 'array') {
      if (char === ']') return this.#close();
      if (char !== ',') throw this.#unexpected('after array element');
      this.#pos++;
      return null;
    }
    if (char === '}') return this.#close();
    if (char !== ',') throw this.#unexpected('after object key:value pair');
    this.#pos++;
    this.#key();
    return null;
  }

  #enter(open: OpenArray | OpenObject): void {
    if (this.#open.length === MAX_DEPTH) throw this.#unexpected('exceeded max depth');
    this.#open.push(open);
    this.#pos++;
  }

  #close(): Node {
    this.#pos++;
    const open = this.#open.pop()!;
    const range = this.#rangeFrom(open.start);
    return open.kind === 'array'
      ? { kind: 'array', range, items: open.items }
      : { kind: 'object', range, members: open.members };
  }

  #key(): void {
    const object = this.#open.at(-1) as OpenObject;
    if (this.#peek() !== '"') throw this.#unexpected('looking for beginning of object key string');
    const start = this.#pos;
    object.key = this.#string();
    object.keyRange = this.#rangeFrom(start);
    if (this.#peek() !== ':') throw this.#unexpected('after object key');
    this.#pos++;
  }

  #addMember(object: OpenObject, value: Node): void {
    const { key, keyRange, keys } = object;
    const first = keys.get(key);
    if (first) {
      const { keyRange: at, value: lost } = first;
      this.duplicates.push({ key, first: at, second: keyRange, value: value.range, lost, kept: value });
    }
    const member = { key, keyRange, value };
    keys.set(key, member);
    object.members.push(member);
  }

  #string(): string {
    const text = this.#text;
    let value = '';
    let segment = ++this.#pos;
    for (;;) {
      const code = text.charCodeAt(this.#pos);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        value += text.slice(segment, this.#pos) + this.#escape();
        segment = this.#pos;
      } else if (code >= 0x20) {
        this.#pos++;
      } else {
        throw this.#unexpected('in string literal');
      }
    }
    value += text.slice(segment, this.#pos);
    this.#pos++;
    // A byte that is not UTF-8 is U+FFFD to the decoder.
    return toWellFormed(value);
  }

  #escape(): string {
    this.#pos++;
    const char = this.#text.charAt(this.#pos);
    if (char !== 'u') {
      const plain = ESCAPES[char];
      if (plain === undefined) throw this.#unexpected('in string escape code');
      this.#pos++;
      return plain;
    }
    const unit = this.#hexadecimal();
    if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
    // Half of a pair: with its other half one character, without it U+FFFD (decode.go unquoteBytes).
    const low = /^\\u([dD][c-fC-F][0-9A-Fa-f]{2})/.exec(this.#text.slice(this.#pos, this.#pos + 6));
    if (unit > 0xdbff || !low) return '\ufffd';
    this.#pos += 6;
    return String.fromCharCode(unit, Number.parseInt(low[1]!, 16));
  }

  /** `uXXXX`. */
  #hexadecimal(): number {
    const start = ++this.#pos;
    for (; this.#pos < start + 4; this.#pos++) {
      if (!HEX.test(this.#text.charAt(this.#pos))) {
        throw this.#unexpected('in \\u hexadecimal character escape');
      }
    }
    return Number.parseInt(this.#text.slice(start, this.#pos), 16);
  }

  #number(): string {
    const start = this.#pos;
    NUMBER.lastIndex = start;
    const match = NUMBER.exec(this.#text);
    if (!match) {
      this.#pos++;
      throw this.#unexpected('in numeric literal');
    }
    this.#pos += match[0].length;
    const next = this.#text.charAt(this.#pos);
    const whole = /^-?[0-9]+$/.test(match[0]);
    if (next === '.' && whole) {
      this.#pos++;
      throw this.#unexpected('after decimal point in numeric literal');
    }
    if ((next === 'e' || next === 'E') && !/[eE]/.test(match[0])) {
      this.#pos += /[-+]/.test(this.#text.charAt(this.#pos + 1)) ? 2 : 1;
      throw this.#unexpected('in exponent of numeric literal');
    }
    return match[0];
  }

  #word(word: string): void {
    for (const char of word) {
      if (this.#text.charAt(this.#pos) !== char) {
        throw this.#unexpected(`in literal ${word} (expecting '${char}')`);
      }
      this.#pos++;
    }
  }

  #endText(root: Node): Node {
    if (this.#peek() !== '') throw this.#unexpected('after top-level value');
    return root;
  }

  /** The next character that is not white space; empty at the end. */
  #peek(): string {
    if (this.#text.charCodeAt(this.#pos) <= 0x20) {
      SPACE.lastIndex = this.#pos;
      this.#pos += SPACE.exec(this.#text)![0].length;
    }
    return this.#text.charAt(this.#pos);
  }

  #rangeFrom(start: number): Range {
    return { start, end: this.#pos };
  }

  /** A problem with the character here. */
  #unexpected(where: string): Problem {
    const start = this.#pos;
    const point = this.#text.codePointAt(start);
    if (point === undefined) return new Problem('unexpected end of JSON input', { start, end: start });
    const char = String.fromCodePoint(point);
    return new Problem(`invalid character ${quoteCharacter(char)} ${where}`, {
      start,
      end: start + char.length,
    });
  }
}
