/** What the parser says of a document, in the order of the text. */
export type Event = ScalarEvent | AliasEvent | StartEvent | EndEvent;

export interface ScalarEvent {
  readonly kind: 'scalar';
  readonly start: number;
  readonly end: number;
  /** Where anchor or tag begin, else `start`. */
  readonly propertiesStart: number;
  /** Anchor and tag; empty without one. */
  readonly anchor: string;
  readonly tag: string;
  readonly value: string;
  /** Whether the text decides what the scalar is: plain without a tag, or with the tag `!`. */
  readonly implicit: boolean;
}

export interface AliasEvent {
  readonly kind: 'alias';
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** The start of a sequence or mapping. go-yaml gives its tag no meaning. */
export interface StartEvent {
  readonly kind: 'sequence' | 'mapping';
  readonly start: number;
  readonly propertiesStart: number;
  readonly anchor: string;
}

/** The end of the sequence or mapping that was begun last. */
export interface EndEvent {
  readonly kind: 'end';
  /** Behind the closing bracket; a block collection ends with its last child. */
  readonly end?: number;
}
