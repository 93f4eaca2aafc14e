import type { Cursor } from './cursor.ts';
import { Problem } from './problem.ts';

/** A key without `?` ends on its line and within so many characters. */
const MAX_KEY_LENGTH = 1024;

/** Where a key without `?` may have begun: known only when its `:` comes. */
export interface SimpleKey {
  possible: boolean;
  /** Whether anything else than a key here is a mistake. */
  readonly required: boolean;
  /** The number of the token that begins it. */
  readonly token: number;
  readonly start: number;
  readonly lineStart: number;
  readonly index: number;
  readonly column: number;
}

/** The keys that are possible where the scanner is: one a flow level, and one for the block around them. */
export class SimpleKeys {
  readonly #cursor: Cursor;
  readonly #levels: SimpleKey[];
  /**
   * Token number to level, kept as go-yaml keeps it (simple_keys_by_tok). It may lack a key that is still
   * possible: closing an empty `[]` or `{}` deletes the entry of its own bracket. So a document that begins
   * with one ends with it, and what follows is never looked at.
   */
  readonly #levelOfToken = new Map<number, number>();

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#levels = [this.#keyHere(0, false, false)];
  }

  /** How many flow collections are open. */
  get flowLevel(): number {
    return this.#levels.length - 1;
  }

  /** Begins a flow collection, whose bracket is the token of that number. */
  enter(token: number): void {
    this.#levels.push(this.#keyHere(token, false, false));
  }

  leave(): void {
    if (this.flowLevel > 0) this.#levelOfToken.delete(this.#levels.pop()!.token);
  }

  /** Notes that a key may begin here, with the token of that number. */
  save(token: number, required: boolean): void {
    const key = this.#keyHere(token, true, required);
    this.remove();
    this.#levels[this.flowLevel] = key;
    this.#levelOfToken.set(token, this.flowLevel);
  }

  /** Gives up the key of this level: what follows cannot belong to one. */
  remove(): void {
    const key = this.#levels[this.flowLevel]!;
    if (!key.possible) return;
    if (key.required) throw this.#missingColon(key);
    this.#forget(key);
  }

  /** The key that a `:` here ends, if there is one; it is no longer possible then. */
  take(): SimpleKey | undefined {
    const key = this.#levels[this.flowLevel]!;
    if (!this.#isValid(key)) return undefined;
    this.#forget(key);
    return key;
  }

  /** Whether the token of that number may still turn out to begin a key. */
  mayBegin(token: number): boolean {
    const level = this.#levelOfToken.get(token);
    const key = level === undefined ? undefined : this.#levels[level];
    return key !== undefined && this.#isValid(key);
  }

  #keyHere(token: number, possible: boolean, required: boolean): SimpleKey {
    const { pos, lineStart, index, column } = this.#cursor;
    return { possible, required, token, start: pos, lineStart, index, column };
  }

  #forget(key: SimpleKey): void {
    key.possible = false;
    this.#levelOfToken.delete(key.token);
  }

  #isValid(key: SimpleKey): boolean {
    if (!key.possible) return false;
    const { lineStart, index } = this.#cursor;
    if (key.lineStart >= lineStart && key.index + MAX_KEY_LENGTH >= index) return true;
    if (key.required) throw this.#missingColon(key);
    key.possible = false;
    return false;
  }

  /** A line without a `:` where only keys may stand. */
  #missingColon(key: SimpleKey): Problem {
    const rest = this.#cursor.text.slice(key.start, key.start + MAX_KEY_LENGTH);
    const length = /^[^\n\r\0\x85\u2028\u2029]*/.exec(rest)![0].trimEnd().length;
    return new Problem("could not find expected ':'", { start: key.start, end: key.start + length });
  }
}
