/** The tokens of go-yaml's scanner (scannerc.go), without the start of the stream. */
export type TokenKind =
  | 'stream-end'
  | 'version-directive'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'plain'
  | 'quoted'
  | 'block';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** Text of a scalar, name of an anchor or alias, handle of a tag or %TAG, version of %YAML. */
  readonly value: string;
  /** Suffix of a tag, prefix of a %TAG. */
  readonly suffix: string;
}

/** A scalar's text and where it is written. */
export interface ScannedScalar {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}
