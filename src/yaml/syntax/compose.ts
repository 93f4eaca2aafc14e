import type { AliasEvent, ScalarEvent, StartEvent } from './event.ts';
import type { Parser } from './parser.ts';
import { Problem } from './problem.ts';

/**
 * A node as it is written (go-yaml's `node`, decode.go), before tags, merge keys and aliases have a meaning.
 * A scalar is what the parser said of it.
 */
export type WrittenNode = WrittenScalar | WrittenAlias | WrittenCollection;

export type WrittenScalar = ScalarEvent;

export interface WrittenAlias {
  readonly kind: 'alias';
  readonly start: number;
  readonly end: number;
  readonly propertiesStart: number;
  readonly target: WrittenScalar | WrittenCollection;
}

export interface WrittenCollection {
  readonly kind: 'sequence' | 'mapping';
  readonly start: number;
  end: number;
  /** Where its anchor or tag begins, else `start`. */
  readonly propertiesStart: number;
  /** The items, or key, value, key, value … */
  readonly children: WrittenNode[];
  /** Its place among the collections of the document, children before parents; -1 while it is open. */
  order: number;
  /** How many nodes go-yaml decodes for it, aliases followed: what its rule on aliasing counts. */
  decodes: number;
  /** How many of these it decodes within aliases. */
  aliased: number;
  /** Levels of JSON, aliases followed. */
  depth: number;
}

export interface Composed {
  /** Null if the text has no document at all. */
  readonly root: WrittenNode | null;
  /** All sequences and mappings, children before parents. */
  readonly collections: readonly WrittenCollection[];
}

/** Keeps sums over nested aliases finite; go-yaml has given up long before. */
const MANY = 2 ** 50;

/** Events to nodes, without recursion: nesting may be 10,000 levels deep and more. */
export function compose(parser: Parser): Composed {
  const anchors = new Map<string, WrittenScalar | WrittenCollection>();
  const open: WrittenCollection[] = [];
  const collections: WrittenCollection[] = [];
  let root: WrittenNode | null = null;
  let selfAlias: Problem | null = null;

  for (let event = parser.start(); event !== null; event = parser.next()) {
    if (event.kind === 'end') {
      const closed = open.pop()!;
      close(closed, event.end);
      closed.order = collections.length;
      collections.push(closed);
      continue;
    }
    let node: WrittenNode;
    if (event.kind === 'alias') {
      node = alias(event, anchors);
      if (isOpen(node.target))
        selfAlias ??= new Problem(`anchor '${event.name}' value contains itself`, node);
    } else {
      node = event.kind === 'scalar' ? event : collection(event);
      if (event.anchor !== '') anchors.set(event.anchor, node);
    }
    const parent = open.at(-1);
    if (parent === undefined) root = node;
    else parent.children.push(node);
    if (node.kind === 'sequence' || node.kind === 'mapping') open.push(node);
  }
  // go-yaml finds it when decoding, so anything wrong with the syntax comes first.
  if (selfAlias) throw selfAlias;
  return { root, collections };
}

/** Whether a key is a merge key (decode.go isMerge): `<<` without quotes, or with the tag `!!merge`. */
export function isMergeKey(node: WrittenNode): boolean {
  return (
    node.kind === 'scalar' && node.value === '<<' && (node.implicit || node.tag === 'tag:yaml.org,2002:merge')
  );
}

/** How many nodes go-yaml decodes for a node: itself and what is in it. */
export function decodesOf(node: WrittenNode): number {
  if (node.kind === 'scalar') return 1;
  return node.kind === 'alias' ? decodesOf(node.target) + 1 : node.decodes;
}

/** How many of these it decodes because of an alias. */
export function aliasedOf(node: WrittenNode): number {
  if (node.kind === 'scalar') return 0;
  return node.kind === 'alias' ? decodesOf(node.target) : node.aliased;
}

/** Levels of JSON: 0 for a scalar. */
export function depthOf(node: WrittenNode): number {
  if (node.kind === 'scalar') return 0;
  return node.kind === 'alias' ? depthOf(node.target) : node.depth;
}

function alias(
  { start, end, name }: AliasEvent,
  anchors: ReadonlyMap<string, WrittenScalar | WrittenCollection>,
): WrittenAlias {
  const target = anchors.get(name);
  if (target === undefined) throw new Problem(`unknown anchor '${name}' referenced`, { start, end });
  return { kind: 'alias', start, end, propertiesStart: start, target };
}

function isOpen(node: WrittenScalar | WrittenCollection): boolean {
  return node.kind !== 'scalar' && node.order < 0;
}

function collection({ kind, start, propertiesStart }: StartEvent): WrittenCollection {
  return {
    kind,
    start,
    end: start,
    propertiesStart,
    children: [],
    order: -1,
    decodes: 1,
    aliased: 0,
    depth: 1,
  };
}

/** Adds up what is known once all children are. */
function close(node: WrittenCollection, end: number | undefined): void {
  const { children } = node;
  for (let i = 0; i < children.length; i++) {
    const child = children[i]!;
    if (node.kind === 'mapping' && i % 2 === 0 && isMergeKey(child)) {
      i++;
      addMerge(node, children[i]!);
    } else {
      add(node, child, depthOf(child) + 1);
    }
  }
  node.end = end ?? Math.max(node.start, children.at(-1)?.end ?? node.start);
}

/** A merge key is not decoded, nor is the list that may stand behind it: its maps go into this one. */
function addMerge(node: WrittenCollection, value: WrittenNode): void {
  if (value.kind !== 'sequence') add(node, value, depthOf(value));
  else for (const item of value.children) add(node, item, depthOf(item));
}

function add(node: WrittenCollection, child: WrittenNode, depth: number): void {
  node.decodes = Math.min(node.decodes + decodesOf(child), MANY);
  node.aliased = Math.min(node.aliased + aliasedOf(child), MANY);
  if (depth > node.depth) node.depth = depth;
}
