import type { Location, Range } from '../diagnostics/location.ts';
import type { FieldPath, Step } from '../validation/field-path.ts';
import { getMember } from '../yaml/navigate.ts';
import type { Document, Member, Node, ObjectNode } from '../yaml/tree.ts';

/**
 * Where a path leads in a document: to the value that is meant, or its key where the value is a whole block
 * or only the key is meant. What is not there is missing in the nearest place that is, so that one's key is
 * meant.
 */
export function locate(document: Document, path: FieldPath): Location {
  const { source } = document;
  const range = rangeAt(document, path);
  return range ? source.locate(range) : { file: source.file };
}

/** The same as a range of the source, for who keeps no document. */
export function rangeAt({ root }: Document, path: FieldPath): Range | undefined {
  return root ? rangeOf(root, path) : undefined;
}

/** The value that a path leads to, if the document has one there. */
export function nodeAt(document: Document, path: FieldPath): Node | undefined {
  // Only JSON has keys twice.
  if (document.format === 'yaml') return getMember(document.root, ...path.steps());
  let nodes: readonly Node[] = document.root ? [document.root] : [];
  for (const step of path.steps()) {
    nodes = nodes.flatMap((node) => placesAt(node, step).map((place) => place.node));
  }
  return nodes.at(-1);
}

/** A place: the node, and the key that it is the value of. */
interface Place {
  readonly node: Node;
  readonly key: Range | undefined;
}

function rangeOf(root: Node, path: FieldPath): Range | undefined {
  const steps = path.steps();
  let place: Place = { node: root, key: undefined };
  let nodes: readonly Place[] = [place];
  for (const step of steps) {
    nodes = nodes.flatMap(({ node }) => placesAt(node, step));
    const last = nodes.at(-1);
    if (!last) return keyOrStart(place);
    place = last;
  }
  const isBlock = place.node.kind === 'object' || place.node.kind === 'array';
  return path.onKey || isBlock ? keyOrStart(place) : (place.node.alias ?? place.node.range);
}

/** All places that a step leads to: JSON may repeat a key. */
function placesAt(node: Node, step: Step): Place[] {
  if (node.kind === 'array') {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item ? [{ node: item, key: undefined }] : [];
  }
  if (node.kind !== 'object') return [];
  return membersNamed(node, String(step)).map(({ value, keyRange }) => ({ node: value, key: keyRange }));
}

/** The key; for an item of a list its first key, and for the document nothing: no line of it is to blame. */
function keyOrStart({ node, key }: Place): Range | undefined {
  if (key) return key;
  if (node.alias) return node.alias;
  if (node.kind === 'object' && node.members.length > 0) return firstKey(node);
  return node.range;
}

/** Members are sorted by key; in the text another may be the first. */
function firstKey(node: ObjectNode): Range {
  return node.members.map((member) => member.keyRange).reduce((a, b) => (b.start < a.start ? b : a));
}

/** Large objects are indexed once, so that many findings in one of them cost no more than they should. */
const indexes = new WeakMap<ObjectNode, ReadonlyMap<string, readonly Member[]>>();
const INDEXED_FROM = 16;

function membersNamed(node: ObjectNode, key: string): readonly Member[] {
  if (node.members.length < INDEXED_FROM) return node.members.filter((member) => member.key === key);
  let index = indexes.get(node);
  if (!index) {
    index = indexMembers(node.members);
    indexes.set(node, index);
  }
  return index.get(key) ?? [];
}

function indexMembers(members: readonly Member[]): ReadonlyMap<string, readonly Member[]> {
  const index = new Map<string, Member[]>();
  for (const member of members) {
    const same = index.get(member.key);
    if (same) same.push(member);
    else index.set(member.key, [member]);
  }
  return index;
}
