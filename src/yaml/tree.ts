import type { Range, SourceText } from '../diagnostics/location.ts';

/**
 * A document as JSON sees it after go-yaml has resolved it, every node with its place in the text. A reader of
 * this tree need not know whether it was YAML or JSON, but for the order of members (see {@link ObjectNode}).
 *
 * A tree may be 10,000 levels deep: walk it without recursion. Nodes that an alias brought share their children.
 */
export type Node = NullNode | BooleanNode | NumberNode | StringNode | ArrayNode | ObjectNode;

interface NodeBase {
  /** Where the node is written, quotes and brackets included; for an alias, where the anchor's node is. */
  readonly range: Range;
  /** Where the alias `*name` stands that brought the node here. */
  readonly alias?: Range;
}

export interface NullNode extends NodeBase {
  readonly kind: 'null';
}

export interface BooleanNode extends NodeBase {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NumberNode extends NodeBase {
  readonly kind: 'number';
  /** The JSON number text that the decoder sees: `420` for `0644`, `1000` for `1e3` in YAML, `1e3` in JSON. */
  readonly text: string;
}

export interface StringNode extends NodeBase {
  readonly kind: 'string';
  readonly value: string;
}

export interface ArrayNode extends NodeBase {
  readonly kind: 'array';
  readonly items: readonly Node[];
}

export interface ObjectNode extends NodeBase {
  readonly kind: 'object';
  /**
   * In the order in which Go's JSON decoder meets them. From YAML: keys sorted and unique (the last of
   * duplicates). From JSON: document order, duplicates included.
   */
  readonly members: readonly Member[];
}

export interface Member {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: Node;
}

/**
 * A key that a mapping holds twice: accepted, the later wins (in JSON, objects merge). Strict decoding, as of
 * a KubeletConfiguration, calls each of them an error, but for those `inAnyOrder`.
 */
export interface DuplicateKey {
  readonly key: string;
  readonly first: Range;
  readonly second: Range;
  /** The later value with its anchor and tag: go-yaml names the line where it begins. */
  readonly value: Range;
  /** The earlier value, and the later one. */
  readonly lost: Node;
  readonly kept: Node;
  /** A merge key `<<` brought one of the two. */
  readonly merge?: true;
  /** It brought the later one, which replaced what the mapping says itself. */
  readonly mergeWins?: true;
  /** `1:` and `"1":` are two keys to YAML and one to JSON: which of them the kubelet takes is chance. */
  readonly inAnyOrder?: true;
}

/** A text as the kubelet reads it: utilyaml.ToJSON (apimachinery pkg/util/yaml/decoder.go). */
export interface Document {
  readonly source: SourceText;
  /** `json` when the first byte that is not white space is `{`: YAML is then not tried. */
  readonly format: 'yaml' | 'json';
  /** Null exactly when there is an error. An empty YAML document is a null node. */
  readonly root: Node | null;
  readonly error: SyntaxProblem | null;
  readonly duplicates: readonly DuplicateKey[];
  /** What stands after the first document and is never looked at. */
  readonly ignored?: Range;
}

/** Why the text is neither YAML nor JSON to the kubelet. `message` is for people, without a position. */
export interface SyntaxProblem {
  readonly message: string;
  readonly range?: Range;
}
