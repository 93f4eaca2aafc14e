import { compareBytes } from '../../../bytes/text.ts';
import type { Origin } from '../../../diagnostics/origin.ts';
import type { Member, Node, ObjectNode } from '../../../yaml/tree.ts';
import type { ConfigValue } from '../flags/flag-types.ts';

/*
 * JSON as the drop-ins of 1.29 and newer are merged: gopkg.in/evanphx/json-patch.v4 MergePatch (merge.go) over
 * trees whose nodes stay what they are, so that each keeps its place.
 */

/** Tells where a node's value comes from. */
export type OriginOf = (node: Node) => Origin;

/** Trees that are merged carry this on each node, next to what every node has. */
interface Owned {
  readonly owner: OriginOf;
}

/** The origin of a node of a merged tree. */
export function originOf(node: Node): Origin | undefined {
  return (node as Node & Partial<Owned>).owner?.(node);
}

/** No member of a KubeletConfiguration is nested deeper: what lies below can only be of a wrong type. */
const MAX_DEPTH = 12;

const NOWHERE = { start: 0, end: 0 };

/** The tree of a JSON value that was never a text. */
export function nodeOf(value: ConfigValue, owner: OriginOf): Node {
  const at = { range: NOWHERE, owner };
  if (value === null) return { kind: 'null', ...at };
  if (typeof value === 'boolean') return { kind: 'boolean', value, ...at };
  if (typeof value === 'number') return { kind: 'number', text: numberText(value), ...at };
  if (typeof value === 'string') return { kind: 'string', value, ...at };
  if (Array.isArray(value)) {
    const items = value as readonly ConfigValue[];
    return { kind: 'array', items: items.map((item) => nodeOf(item, owner)), ...at };
  }
  return objectOf(new Map(Object.entries(value).map(([key, member]) => [key, nodeOf(member, owner)])), owner);
}

/** The largest int64 has no double of its own: it is held as the next one above. */
function numberText(value: number): string {
  return value === 2 ** 63 ? '9223372036854775807' : String(value);
}

/** An object that was never a text. */
export function objectOf(members: ReadonlyMap<string, Node>, owner: OriginOf): ObjectNode {
  const at = { range: NOWHERE, owner };
  return {
    kind: 'object',
    members: sorted([...members].map(([key, value]) => ({ key, keyRange: NOWHERE, value }))),
    ...at,
  };
}

/**
 * A document as it comes out of an unstructured object: keys sorted, and numbers that are no int64 printed as
 * Go prints a float64 (`1e4` is 10000).
 */
export function unstructured<N extends Node>(node: N, owner: OriginOf, depth = 0): N {
  if (node.kind === 'number') return { ...node, text: float64Text(node.text), owner };
  if (depth > MAX_DEPTH) return { ...node, owner };
  if (node.kind === 'array') {
    return { ...node, items: node.items.map((item) => unstructured(item, owner, depth + 1)), owner };
  }
  if (node.kind !== 'object') return { ...node, owner };
  const members = node.members.map((member) => ({
    ...member,
    value: unstructured(member.value, owner, depth + 1),
  }));
  return { ...node, members: sorted(members), owner };
}

/** In the order in which json.Marshal writes a map. */
function sorted(members: readonly Member[]): readonly Member[] {
  return members.toSorted((a, b) => compareBytes(a.key, b.key));
}

function float64Text(text: string): string {
  if (/^-?\d{1,18}$/.test(text)) return text;
  if (/^-?\d{19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)) return text;
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  return Object.is(value, -0) ? '-0' : String(value);
}

/** MergePatch of two objects: the members of the patch win, its nulls delete. */
export function mergePatch(document: ObjectNode, patch: ObjectNode, depth = 0): ObjectNode {
  if (patch.members.length === 0) return document;
  const members = new Map(document.members.map((member) => [member.key, member]));
  for (const member of patch.members) {
    const current = members.get(member.key);
    if (member.value.kind === 'null') members.delete(member.key);
    else if (!current || current.value.kind === 'null') {
      members.set(member.key, { ...member, value: withoutNulls(member.value) });
    } else members.set(member.key, { ...member, value: merged(current.value, member.value, depth + 1) });
  }
  // The merged object stands where the patch does.
  return { ...patch, members: sorted([...members.values()]) };
}

function merged(current: Node, patch: Node, depth: number): Node {
  if (current.kind !== 'object') return withoutNulls(patch);
  if (patch.kind !== 'object' || depth > MAX_DEPTH) return patch;
  return mergePatch(current, patch, depth);
}

/** pruneNulls: objects lose their null members, arrays keep their null items. */
function withoutNulls(node: Node, depth = 0): Node {
  if (depth > MAX_DEPTH) return node;
  if (node.kind === 'array') {
    return { ...node, items: node.items.map((item) => withoutNulls(item, depth + 1)) };
  }
  if (node.kind !== 'object') return node;
  const members = node.members
    .filter(({ value }) => value.kind !== 'null')
    .map((member) => ({ ...member, value: withoutNulls(member.value, depth + 1) }));
  return { ...node, members };
}
