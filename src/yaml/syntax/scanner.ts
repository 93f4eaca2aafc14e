import type { Range } from '../../diagnostics/location.ts';
import { END, isBlankOrEnd, isBreak } from './characters.ts';
import { Cursor } from './cursor.ts';
import { scanBlock } from './scan-block.ts';
import { scanAnchor, scanDirective, scanTag } from './scan-names.ts';
import { scanPlain } from './scan-plain.ts';
import { scanQuoted } from './scan-quoted.ts';
import { SimpleKeys } from './simple-keys.ts';
import type { ScannedScalar, Token, TokenKind } from './token.ts';

/** go-yaml's max_flow_level and max_indents. */
const MAX_DEPTH = 10_000;

/** Taken tokens are let go when the queue is empty and so long. */
const QUEUE_LENGTH = 256;

const TAB = 0x09;

/**
 * Text to tokens by go-yaml's rules (scannerc.go): indentation becomes block starts and ends, and a `key`
 * token is put before what turns out to be a key.
 */
export class Scanner {
  readonly #cursor: Cursor;
  /** How far the text has been asked for: go-yaml reads four characters before it decides on a token. */
  furthest = 0;

  /** Tokens scanned and not yet taken: those from `head` on. */
  readonly #queue: Token[] = [];
  #head = 0;
  #taken = 0;
  /** Whether the first token is known to be no key's, or to have its `key` before it. */
  #ready = false;

  /** Column of the open block collection, -1 outside; the columns of those around it. */
  #indent = -1;
  readonly #indents: number[] = [];

  readonly #keys: SimpleKeys;
  #keyAllowed = true;
  /** Up to here a line begins with a character that is skipped (see skipToToken). */
  readonly #doubleBomEnd: number;

  constructor(text: string, doubleBomEnd: number, comments?: Range[]) {
    this.#cursor = new Cursor(text, comments);
    this.#keys = new SimpleKeys(this.#cursor);
    this.#doubleBomEnd = doubleBomEnd;
  }

  /** The next token; it stays. */
  peek(): Token {
    if (!this.#ready) {
      while (this.#head === this.#queue.length || this.#keys.mayBegin(this.#taken)) this.#fetch();
      this.#ready = true;
    }
    return this.#queue[this.#head]!;
  }

  /** Takes the token that was peeked at last. */
  take(): Token {
    const token = this.#queue[this.#head]!;
    this.#head++;
    this.#taken++;
    this.#ready = false;
    if (this.#head === this.#queue.length && this.#head >= QUEUE_LENGTH) {
      this.#queue.length = 0;
      this.#head = 0;
    }
    return token;
  }

  /** Scans one token (yaml_parser_fetch_next_token). */
  #fetch(): void {
    const cursor = this.#cursor;
    try {
      this.#skipToToken();
      this.#unrollIndent(cursor.column);
      this.furthest = Math.max(this.furthest, cursor.pos + 4);
      this.#fetchHere();
    } finally {
      this.furthest = Math.max(this.furthest, cursor.pos + 2);
    }
  }

  /**
   * Skips blanks, comments and line breaks. A tab counts as blank only where no key may begin.
   *
   * go-yaml looks for a byte order mark at the start of its buffer instead of the place it has come to
   * (is_bom), so after a doubled one each line of the first buffer loses its first character.
   */
  #skipToToken(): void {
    const cursor = this.#cursor;
    for (;;) {
      if (cursor.pos < this.#doubleBomEnd && cursor.column === 0) cursor.moveTo(cursor.pos + 1);
      const tabs = !this.#inBlock || !this.#keyAllowed;
      while (cursor.code() === 0x20 || (tabs && cursor.code() === TAB)) cursor.pos++;
      cursor.skipComment();
      if (!isBreak(cursor.code())) return;
      cursor.takeBreak();
      if (this.#inBlock) this.#keyAllowed = true;
    }
  }

  #fetchHere(): void {
    const cursor = this.#cursor;
    const code = cursor.code();
    if (code === END) this.#fetchEnd();
    else if (cursor.pos === cursor.lineStart && code === 0x25) this.#fetchDirective();
    else if (!cursor.atDocumentIndicator()) this.#fetchContent(code);
    else this.#fetchDocumentIndicator(code === 0x2d ? 'document-start' : 'document-end');
  }

  #fetchContent(code: number): void {
    const cursor = this.#cursor;
    switch (code) {
      case 0x5b: // [
        this.#fetchFlowStart('flow-sequence-start');
        break;
      case 0x7b: // {
        this.#fetchFlowStart('flow-mapping-start');
        break;
      case 0x5d: // ]
        this.#fetchFlowEnd('flow-sequence-end');
        break;
      case 0x7d: // }
        this.#fetchFlowEnd('flow-mapping-end');
        break;
      case 0x2c: // ,
        this.#fetchFlowEntry();
        break;
      case 0x2d: // -
        if (isBlankOrEnd(cursor.code(1))) this.#fetchBlockEntry();
        else this.#fetchPlain();
        break;
      case 0x3f: // ?
        if (!this.#inBlock || isBlankOrEnd(cursor.code(1))) this.#fetchKey();
        else this.#fetchPlain();
        break;
      case 0x3a: // :
        if (!this.#inBlock || isBlankOrEnd(cursor.code(1))) this.#fetchValue();
        else this.#fetchPlain();
        break;
      case 0x2a: // *
        this.#saveKey();
        this.#queue.push(scanAnchor(cursor, 'alias'));
        break;
      case 0x26: // &
        this.#saveKey();
        this.#queue.push(scanAnchor(cursor, 'anchor'));
        break;
      case 0x21: // !
        this.#saveKey();
        this.#queue.push(scanTag(cursor));
        break;
      case 0x27: // '
      case 0x22: // "
        this.#saveKey();
        this.#addScalar('quoted', scanQuoted(cursor));
        break;
      case 0x7c: // |
      case 0x3e: // >
        if (!this.#inBlock) throw this.#cannotStart();
        this.#fetchBlockScalar();
        break;
      case 0x23: // #
      case 0x25: // %
      case 0x40: // @
      case 0x60: // `
      case TAB:
        throw this.#cannotStart();
      default:
        this.#fetchPlain();
    }
  }

  #cannotStart(): Error {
    return this.#cursor.problem('found character that cannot start any token');
  }

  #fetchEnd(): void {
    // What is still open cannot be a key any more.
    this.#cursor.startLine();
    this.#endBlocks();
    this.#add('stream-end', 0);
  }

  #fetchDirective(): void {
    this.#endBlocks();
    this.#queue.push(scanDirective(this.#cursor));
  }

  #fetchDocumentIndicator(kind: 'document-start' | 'document-end'): void {
    this.#endBlocks();
    this.#add(kind, 3);
  }

  #endBlocks(): void {
    this.#unrollIndent(-1);
    this.#keys.remove();
    this.#keyAllowed = false;
  }

  #fetchFlowStart(kind: 'flow-sequence-start' | 'flow-mapping-start'): void {
    this.#saveKey();
    this.#keys.enter(this.#nextNumber);
    if (this.#keys.flowLevel > MAX_DEPTH) throw this.#tooDeep();
    this.#keyAllowed = true;
    this.#add(kind, 1);
  }

  #fetchFlowEnd(kind: 'flow-sequence-end' | 'flow-mapping-end'): void {
    this.#keys.remove();
    this.#keys.leave();
    this.#keyAllowed = false;
    this.#add(kind, 1);
  }

  #fetchFlowEntry(): void {
    this.#keys.remove();
    this.#keyAllowed = true;
    this.#add('flow-entry', 1);
  }

  #fetchBlockEntry(): void {
    if (this.#inBlock) {
      this.#requireKeyAllowed('block sequence entries are not allowed in this context');
      this.#rollIndent(this.#cursor.column, 'block-sequence-start', this.#cursor.pos);
    }
    this.#keys.remove();
    this.#keyAllowed = true;
    this.#add('block-entry', 1);
  }

  #fetchKey(): void {
    if (this.#inBlock) {
      this.#requireKeyAllowed('mapping keys are not allowed in this context');
      this.#rollIndent(this.#cursor.column, 'block-mapping-start', this.#cursor.pos);
    }
    this.#keys.remove();
    this.#keyAllowed = this.#inBlock;
    this.#add('key', 1);
  }

  #fetchValue(): void {
    const key = this.#keys.take();
    if (key) {
      this.#insert(key.token, { kind: 'key', start: key.start, end: key.start, value: '', suffix: '' });
      this.#rollIndent(key.column, 'block-mapping-start', key.start, key.token);
      this.#keyAllowed = false;
    } else {
      if (this.#inBlock) {
        this.#requireKeyAllowed('mapping values are not allowed in this context');
        this.#rollIndent(this.#cursor.column, 'block-mapping-start', this.#cursor.pos);
      }
      this.#keyAllowed = this.#inBlock;
    }
    this.#add('value', 1);
  }

  #fetchBlockScalar(): void {
    this.#keys.remove();
    this.#keyAllowed = true;
    this.#addScalar('block', scanBlock(this.#cursor, this.#indent));
  }

  #fetchPlain(): void {
    this.#saveKey();
    const scalar = scanPlain(this.#cursor, this.#indent + 1, !this.#inBlock);
    this.#addScalar('plain', scalar);
    if (scalar.brokeLine) this.#keyAllowed = true;
  }

  get #inBlock(): boolean {
    return this.#keys.flowLevel === 0;
  }

  /** The number of the token that is scanned next, were none put before it. */
  get #nextNumber(): number {
    return this.#taken + this.#queue.length - this.#head;
  }

  /** The token here may begin a key. Behind it none may. */
  #saveKey(): void {
    if (this.#keyAllowed) {
      const required = this.#inBlock && this.#indent === this.#cursor.column;
      this.#keys.save(this.#nextNumber, required);
    }
    this.#keyAllowed = false;
  }

  #requireKeyAllowed(otherwise: string): void {
    if (!this.#keyAllowed) throw this.#cursor.problem(otherwise);
  }

  #tooDeep(): Error {
    return this.#cursor.problem(`exceeded max depth of ${MAX_DEPTH}`);
  }

  #add(kind: TokenKind, length: number): void {
    const start = this.#cursor.pos;
    this.#cursor.pos += length;
    this.#queue.push({ kind, start, end: this.#cursor.pos, value: '', suffix: '' });
  }

  #addScalar(kind: 'plain' | 'quoted' | 'block', { start, end, value }: ScannedScalar): void {
    this.#queue.push({ kind, start, end, value, suffix: '' });
  }

  /** Puts a token before the one with that number; at the end if that one has been taken (yaml_insert_token). */
  #insert(number: number, token: Token): void {
    const queue = this.#queue;
    queue.push(token);
    if (number < this.#taken) return;
    const place = this.#head + number - this.#taken;
    for (let i = queue.length - 1; i > place; i--) queue[i] = queue[i - 1]!;
    queue[place] = token;
  }

  /** Opens a block collection if this column lies deeper than the one that is open. */
  #rollIndent(column: number, kind: TokenKind, start: number, before?: number): void {
    if (!this.#inBlock || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    if (this.#indents.length > MAX_DEPTH) throw this.#tooDeep();
    const token: Token = { kind, start, end: start, value: '', suffix: '' };
    if (before === undefined) this.#queue.push(token);
    else this.#insert(before, token);
  }

  /** Closes the block collections that lie deeper than this column. */
  #unrollIndent(column: number): void {
    if (!this.#inBlock) return;
    while (this.#indent > column) {
      this.#add('block-end', 0);
      this.#indent = this.#indents.pop()!;
    }
  }
}
