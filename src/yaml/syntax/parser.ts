import type { AliasEvent, EndEvent, Event, ScalarEvent, StartEvent } from './event.ts';
import { Problem } from './problem.ts';
import type { Scanner } from './scanner.ts';
import type { Token, TokenKind } from './token.ts';

/** What the parser expects next: the states of parserc.go within a document. */
type State =
  | 'document-end'
  | 'block-node'
  | 'block-sequence-entry'
  | 'indentless-sequence-entry'
  | 'block-mapping-key'
  | 'block-mapping-value'
  | 'flow-sequence-first-entry'
  | 'flow-sequence-entry'
  | 'flow-pair-key'
  | 'flow-pair-value'
  | 'flow-pair-end'
  | 'flow-mapping-first-key'
  | 'flow-mapping-key'
  | 'flow-mapping-value'
  | 'flow-mapping-empty-value';

/** The tag handles every document has. */
const DEFAULT_HANDLES: readonly (readonly [string, string])[] = [
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
];

/** What the tokens that begin a sequence or mapping lead to. */
const FIRST_STATES: Partial<Record<TokenKind, State>> = {
  'flow-sequence-start': 'flow-sequence-first-entry',
  'flow-mapping-start': 'flow-mapping-first-key',
  'block-sequence-start': 'block-sequence-entry',
  'block-mapping-start': 'block-mapping-key',
};

/** Tokens to events by go-yaml's grammar (parserc.go), for the first document of a text. */
export class Parser {
  readonly #scanner: Scanner;
  readonly #text: string;
  readonly #handles = new Map<string, string>();
  readonly #states: State[] = [];
  #state: State = 'block-node';
  /** Where the last token with a text ended: there an empty node stands. */
  #lastEnd = 0;

  constructor(scanner: Scanner, text: string) {
    this.#scanner = scanner;
    this.#text = text;
  }

  /** Begins the document: the first event, or null if the text has no document at all. */
  start(): Event | null {
    const first = this.#peek().kind;
    if (first === 'stream-end') return null;
    const explicit = first === 'document-start' || first === 'version-directive' || first === 'tag-directive';
    if (explicit) this.#directives();
    for (const [handle, prefix] of DEFAULT_HANDLES) {
      if (!this.#handles.has(handle)) this.#handles.set(handle, prefix);
    }
    this.#states.push('document-end');
    if (!explicit) return this.#node(true, false);
    if (this.#peek().kind !== 'document-start')
      throw this.#unexpected('did not find expected <document start>');
    this.#take();
    return isBetweenDocuments(this.#peek().kind) ? this.#emptyNode() : this.#node(true, false);
  }

  /** The next event of a document that has begun, or null at its end. */
  next(): Event | null {
    switch (this.#state) {
      case 'document-end':
        // A document ends with its root node, whatever comes next; go-yaml peeks at it only.
        this.#peek();
        return null;
      case 'block-node':
        return this.#node(true, false);
      case 'block-sequence-entry':
        return this.#blockSequenceEntry();
      case 'indentless-sequence-entry':
        return this.#indentlessSequenceEntry();
      case 'block-mapping-key':
        return this.#blockMappingKey();
      case 'block-mapping-value':
        return this.#blockMappingValue();
      case 'flow-sequence-first-entry':
        return this.#flowSequenceEntry(true);
      case 'flow-sequence-entry':
        return this.#flowSequenceEntry(false);
      case 'flow-pair-key':
        return this.#flowPairKey();
      case 'flow-pair-value':
        return this.#flowPairValue();
      case 'flow-pair-end':
        this.#state = 'flow-sequence-entry';
        return { kind: 'end', end: this.#lastEnd };
      case 'flow-mapping-first-key':
        return this.#flowMappingKey(true);
      case 'flow-mapping-key':
        return this.#flowMappingKey(false);
      case 'flow-mapping-value':
        return this.#flowMappingValue();
      case 'flow-mapping-empty-value':
        return this.#empty('flow-mapping-key');
    }
  }

  /** Where the token stands that ended the document; the end of the text if there is none. */
  get documentEnd(): number {
    const token = this.#peek();
    return token.kind === 'stream-end' ? this.#text.length : token.start;
  }

  /** `%YAML` and `%TAG` lines (yaml_parser_process_directives). */
  #directives(): void {
    let versions = 0;
    for (;;) {
      const token = this.#peek();
      if (token.kind === 'version-directive') {
        versions++;
        if (versions > 1) throw this.#unexpected('found duplicate %YAML directive');
        if (token.value !== '1.1') throw this.#unexpected('found incompatible YAML document');
      } else if (token.kind === 'tag-directive') {
        if (this.#handles.has(token.value)) throw this.#unexpected('found duplicate %TAG directive');
        this.#handles.set(token.value, token.suffix);
      } else {
        return;
      }
      this.#take();
    }
  }

  /** A node: an alias, or anchor and tag in either order with or without content (yaml_parser_parse_node). */
  #node(block: boolean, indentless: boolean): Event {
    let token = this.#peek();
    if (token.kind === 'alias') return this.#alias();
    const propertiesStart = token.start;
    let anchor = '';
    let tagToken: Token | undefined;
    for (let i = 0; i < 2; i++) {
      if (token.kind === 'anchor' && anchor === '') anchor = token.value;
      else if (token.kind === 'tag' && tagToken === undefined) tagToken = token;
      else break;
      this.#take();
      token = this.#peek();
    }
    const tag = tagToken === undefined ? '' : this.#resolveTag(tagToken);

    const start = this.#begin(token.kind, block, indentless);
    if (start !== undefined) return { kind: start, start: token.start, propertiesStart, anchor };
    this.#state = this.#states.pop()!;
    if (isScalar(token.kind)) {
      const { kind, start, end, value } = this.#take();
      const implicit = tag === '!' || (tag === '' && kind === 'plain');
      return { kind: 'scalar', start, end, propertiesStart, anchor, tag, value, implicit };
    }
    if (anchor === '' && tag === '') throw this.#unexpected('did not find expected node content');
    return emptyScalar(this.#lastEnd, propertiesStart, anchor, tag);
  }

  /** Takes the token that begins a sequence or mapping, if it is one that may stand here. */
  #begin(kind: TokenKind, block: boolean, indentless: boolean): StartEvent['kind'] | undefined {
    // The first `-` of a list at its key's own column stands for itself and for the start of the list.
    if (kind === 'block-entry' && indentless) {
      this.#state = 'indentless-sequence-entry';
      return 'sequence';
    }
    const state = FIRST_STATES[kind];
    if (state === undefined || (!block && kind.startsWith('block-'))) return undefined;
    this.#take();
    this.#state = state;
    return kind === 'flow-mapping-start' || kind === 'block-mapping-start' ? 'mapping' : 'sequence';
  }

  #alias(): AliasEvent {
    const { start, end, value } = this.#take();
    this.#state = this.#states.pop()!;
    return { kind: 'alias', start, end, name: value };
  }

  #resolveTag(token: Token): string {
    if (token.value === '') return token.suffix;
    const prefix = this.#handles.get(token.value);
    if (prefix === undefined) throw new Problem('found undefined tag handle', token);
    return prefix + token.suffix;
  }

  #blockSequenceEntry(): Event {
    const { kind } = this.#peek();
    if (kind === 'block-entry') return this.#entry('block-sequence-entry');
    if (kind === 'block-end') return this.#endBlock();
    throw this.#unexpected("did not find expected '-' indicator");
  }

  #indentlessSequenceEntry(): Event {
    if (this.#peek().kind === 'block-entry') return this.#entry('indentless-sequence-entry');
    this.#state = this.#states.pop()!;
    return { kind: 'end' };
  }

  #entry(next: 'block-sequence-entry' | 'indentless-sequence-entry'): Event {
    this.#take();
    const { kind } = this.#peek();
    // A list at its key's own column also ends with the next key.
    const ends = next === 'indentless-sequence-entry' ? endsKeyOrValue(kind) : kind === 'block-end';
    if (kind === 'block-entry' || ends) return this.#empty(next);
    this.#states.push(next);
    return this.#node(true, false);
  }

  #blockMappingKey(): Event {
    const { kind } = this.#peek();
    if (kind === 'key') return this.#keyOrValue('block-mapping-value');
    if (kind === 'block-end') return this.#endBlock();
    throw this.#unexpected('did not find expected key');
  }

  #blockMappingValue(): Event {
    if (this.#peek().kind !== 'value') return this.#empty('block-mapping-key');
    return this.#keyOrValue('block-mapping-key');
  }

  #keyOrValue(next: State): Event {
    this.#take();
    if (endsKeyOrValue(this.#peek().kind)) return this.#empty(next);
    this.#states.push(next);
    return this.#node(true, true);
  }

  #endBlock(): EndEvent {
    this.#take();
    this.#state = this.#states.pop()!;
    return { kind: 'end' };
  }

  #flowSequenceEntry(first: boolean): Event {
    let { kind } = this.#peek();
    if (kind !== 'flow-sequence-end') {
      if (!first) kind = this.#flowSeparator("did not find expected ',' or ']'");
      if (kind === 'key') {
        const { start } = this.#take();
        this.#state = 'flow-pair-key';
        return { kind: 'mapping', start, propertiesStart: start, anchor: '' };
      }
      if (kind !== 'flow-sequence-end') {
        this.#states.push('flow-sequence-entry');
        return this.#node(false, false);
      }
    }
    return this.#endFlow();
  }

  #flowPairKey(): Event {
    const { kind } = this.#peek();
    if (kind !== 'value' && kind !== 'flow-entry' && kind !== 'flow-sequence-end') {
      this.#states.push('flow-pair-value');
      return this.#node(false, false);
    }
    // As parserc.go does: the token is skipped, so `[? ]` runs past its bracket.
    const event = this.#empty('flow-pair-value');
    this.#take();
    return event;
  }

  #flowPairValue(): Event {
    return this.#flowValue('flow-pair-end', 'flow-sequence-end');
  }

  #flowMappingKey(first: boolean): Event {
    let { kind } = this.#peek();
    if (kind !== 'flow-mapping-end') {
      if (!first) kind = this.#flowSeparator("did not find expected ',' or '}'");
      if (kind === 'key') {
        this.#take();
        kind = this.#peek().kind;
        if (kind === 'value' || kind === 'flow-entry' || kind === 'flow-mapping-end') {
          return this.#empty('flow-mapping-value');
        }
        this.#states.push('flow-mapping-value');
        return this.#node(false, false);
      }
      if (kind !== 'flow-mapping-end') {
        this.#states.push('flow-mapping-empty-value');
        return this.#node(false, false);
      }
    }
    return this.#endFlow();
  }

  #flowMappingValue(): Event {
    return this.#flowValue('flow-mapping-key', 'flow-mapping-end');
  }

  #flowValue(next: State, end: TokenKind): Event {
    if (this.#peek().kind === 'value') {
      this.#take();
      const { kind } = this.#peek();
      if (kind !== 'flow-entry' && kind !== end) {
        this.#states.push(next);
        return this.#node(false, false);
      }
    }
    return this.#empty(next);
  }

  /** Takes the comma between entries; returns what follows it. */
  #flowSeparator(otherwise: string): TokenKind {
    if (this.#peek().kind !== 'flow-entry') throw this.#unexpected(otherwise);
    this.#take();
    return this.#peek().kind;
  }

  #endFlow(): EndEvent {
    const { end } = this.#take();
    this.#state = this.#states.pop()!;
    return { kind: 'end', end };
  }

  #emptyNode(): ScalarEvent {
    return this.#empty(this.#states.pop()!);
  }

  #empty(next: State): ScalarEvent {
    this.#state = next;
    return emptyScalar(this.#lastEnd, this.#lastEnd, '', '');
  }

  #peek(): Token {
    return this.#scanner.peek();
  }

  #take(): Token {
    const token = this.#scanner.take();
    if (token.end > token.start) this.#lastEnd = token.end;
    return token;
  }

  /** A problem with the next token; one without a text of its own shows the rest of its line. */
  #unexpected(message: string): Problem {
    const { start, end } = this.#peek();
    if (end > start) return new Problem(message, { start, end });
    const rest = /^[^\n\r]*/.exec(this.#text.slice(start, start + 200))![0];
    return new Problem(message, { start, end: start + rest.trimEnd().length });
  }
}

/** What follows a key or value of a block mapping that has no node. */
function endsKeyOrValue(kind: TokenKind): boolean {
  return kind === 'key' || kind === 'value' || kind === 'block-end';
}

/** What follows `---` if the document has no node. */
function isBetweenDocuments(kind: TokenKind): boolean {
  return (
    kind === 'version-directive' ||
    kind === 'tag-directive' ||
    kind === 'document-start' ||
    kind === 'document-end' ||
    kind === 'stream-end'
  );
}

function isScalar(kind: TokenKind): boolean {
  return kind === 'plain' || kind === 'quoted' || kind === 'block';
}

function emptyScalar(at: number, propertiesStart: number, anchor: string, tag: string): ScalarEvent {
  return {
    kind: 'scalar',
    start: at,
    end: at,
    propertiesStart,
    anchor,
    tag,
    value: '',
    implicit: tag === '',
  };
}
