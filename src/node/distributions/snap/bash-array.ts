import type { Location, SourceText } from '../../../diagnostics/location.ts';
import type { PartialWord, Word } from '../../systemd/service-start.ts';
import { fileWord } from '../argument-words.ts';

/** The words of an array, or why bash makes none. */
export type ArrayWords =
  | { readonly ok: true; readonly words: readonly Word[] }
  | { readonly ok: false; readonly message: string; readonly location: Location };

/**
 * The words of a file that a snap's wrapper reads as the inside of a bash array:
 * `declare -a args="($(cat FILE))"`. Quotes, comments and variables count; a variable that is not known makes the
 * word partial. What runs commands or expands braces is beyond this reader.
 */
export function readArrayWords(source: SourceText, variables: ReadonlyMap<string, string>): ArrayWords {
  return new Reader(source, variables).read();
}

class Reader {
  readonly #source: SourceText;
  readonly #text: string;
  readonly #variables: ReadonlyMap<string, string>;
  readonly #words: Word[] = [];
  #at = 0;
  /** Inside a word as it is written: a variable may have made no word of it, or several. */
  #inside = false;
  /** The word that is being read: null between words. */
  #word: { start: number; value: string; unknown?: PartialWord['unknown']; brace: boolean } | null = null;
  #problem: { readonly message: string; readonly at: number } | undefined;

  constructor(source: SourceText, variables: ReadonlyMap<string, string>) {
    this.#source = source;
    this.#text = source.text;
    this.#variables = variables;
  }

  read(): ArrayWords {
    while (this.#at < this.#text.length && !this.#problem) this.#step(this.#text[this.#at]!);
    this.#end();
    if (!this.#problem) return { ok: true, words: this.#words };
    const { message, at } = this.#problem;
    return { ok: false, message, location: this.#source.locate({ start: at, end: at + 1 }) };
  }

  #step(char: string): void {
    if (/[ \t\n]/.test(char)) {
      this.#end();
      this.#inside = false;
      this.#at++;
      return;
    }
    if (char === '#' && !this.#inside) {
      const line = this.#text.indexOf('\n', this.#at);
      this.#at = line < 0 ? this.#text.length : line;
      return;
    }
    if (char !== '\\' || this.#text[this.#at + 1] !== '\n') this.#inside = true;
    if (/[<>&|;()]/.test(char)) {
      this.#fail(`bash has a syntax error at "${char}", which must be in quotes`);
    } else if (char === '\\') this.#escape();
    else if (char === "'") this.#single();
    else if (char === '"') this.#double();
    else if (char === '$') this.#variable(false);
    else if (char === '`') this.#fail('it runs a command, whose output is not known');
    else this.#plain(char);
  }

  #plain(char: string): void {
    const word = this.#begin();
    if (char === '{') word.brace = true;
    if (word.brace && (char === ',' || (char === '.' && this.#text[this.#at + 1] === '.'))) {
      this.#fail('bash expands its braces, which is not followed here');
    }
    this.#add(char);
    this.#at++;
  }

  #escape(): void {
    const next = this.#text[this.#at + 1];
    if (next === undefined) {
      this.#fail('it ends in a backslash');
      return;
    }
    if (next !== '\n') {
      this.#begin();
      this.#add(next);
    }
    this.#at += 2;
  }

  #single(): void {
    this.#begin();
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end < 0) {
      this.#fail('bash finds no end of the quote that begins here');
      return;
    }
    this.#add(this.#text.slice(this.#at + 1, end));
    this.#at = end + 1;
  }

  #double(): void {
    this.#begin();
    const start = this.#at++;
    while (this.#at < this.#text.length && !this.#problem) {
      const char = this.#text[this.#at]!;
      if (char === '"') {
        this.#at++;
        return;
      }
      const next = this.#text[this.#at + 1] ?? '';
      if (char === '\\' && /[$`"\\\n]/.test(next)) {
        this.#add(next === '\n' ? '' : next);
        this.#at += 2;
      } else if (char === '$') this.#variable(true);
      else if (char === '`') this.#fail('it runs a command, whose output is not known');
      else {
        this.#add(char);
        this.#at++;
      }
    }
    if (!this.#problem) this.#fail('bash finds no end of the quote that begins here', start);
  }

  /** `$NAME` and `${NAME}`; any other thing behind a dollar is beyond this reader, but for a dollar alone. */
  #variable(quoted: boolean): void {
    NAME.lastIndex = this.#at;
    const match = NAME.exec(this.#text);
    if (!match) {
      // A dollar alone is one in quotes; outside of them bash then splits variables of the word no more.
      if (!quoted || /[({\d@*#?$!\\-]/.test(this.#text[this.#at + 1] ?? '')) {
        this.#fail('it has an expansion of bash that is not followed here');
        return;
      }
      this.#begin();
      this.#add('$');
      this.#at++;
      return;
    }
    this.#at = NAME.lastIndex;
    if (match[2] && this.#text.startsWith('\\\n', this.#at)) {
      this.#fail("a variable's name goes on in the next line");
      return;
    }
    const value = this.#variables.get(match[1] ?? match[2]!);
    if (value === undefined) this.#begin().unknown ??= quoted ? 'rest' : 'words';
    else if (quoted) this.#add(value);
    else this.#split(value);
  }

  /** An unquoted variable is split at white space; an empty one vanishes. */
  #split(value: string): void {
    for (const part of value.split(/([ \t\n]+)/)) {
      if (part === '') continue;
      if (/^[ \t\n]/.test(part)) this.#end();
      else {
        this.#begin();
        this.#add(part);
      }
    }
  }

  #begin() {
    this.#word ??= { start: this.#at, value: '', brace: false };
    return this.#word;
  }

  #add(text: string): void {
    // Behind what is not known nothing is.
    if (this.#word && this.#word.unknown === undefined) this.#word.value += text;
  }

  #end(): void {
    const word = this.#word;
    this.#word = null;
    if (!word) return;
    const range = { start: word.start, end: this.#at };
    const known = fileWord(word.value, this.#source.locate(range));
    const made: Word | PartialWord = word.unknown ? { ...known, unknown: word.unknown } : known;
    this.#words.push(made);
  }

  #fail(message: string, at = this.#at): void {
    this.#problem ??= { message, at };
  }
}

const NAME = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/y;
