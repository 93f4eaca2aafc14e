import { trimSpace } from '../../bytes/go-strings.ts';
import { findField, findStruct, type GoType, type Struct } from '../../schema/types.ts';
import { parseQuantity, type Quantity } from '../../validation/quantity.ts';
import type { Minor } from '../../versions/minor.ts';
import type { ArrayNode, Node, ObjectNode } from '../../yaml/tree.ts';

/**
 * The value that Go's decoder leaves: fields that this minor does not know are gone, and so is null. A Go map
 * is a Map, a Quantity is parsed, numbers are numbers; what no rule reads (times, bytes, free-form values) is
 * true where it is given. The shape must be right. `earlier` is the value of an earlier member of the same
 * key, which JSON may repeat: objects merge, and so do the items of lists, place by place (encoding/json
 * decodes into what is there). `leaf` gives the values of what is neither: for who prints them, they must be
 * exact.
 */
export function typedValue(
  node: Node,
  type: GoType,
  minor: Minor,
  earlier?: unknown,
  leaf: Leaf = scalarLeaf,
): unknown {
  if (node.kind === 'null') return leftByNull(type, earlier) ?? zeroOf(type);
  switch (type.kind) {
    case 'struct':
      return node.kind === 'object'
        ? structValue(node, findStruct(type.name)!, minor, earlier, leaf)
        : undefined;
    case 'map':
      return node.kind === 'object' ? mapValue(node, type.values, minor, earlier, leaf) : undefined;
    case 'array':
      return node.kind === 'array' ? listValue(node, type.values, minor, earlier, leaf) : undefined;
    default:
      return leaf(node, type);
  }
}

/** The value of a leaf that is not null. */
export type Leaf = (node: Node, type: GoType) => unknown;

/** Leaves for who judges them. */
export function scalarLeaf(node: Node, type: GoType): unknown {
  switch (type.kind) {
    case 'quantity':
      return quantityValue(node);
    case 'string':
    case 'boolean':
    case 'int32':
    case 'int64':
    case 'uint32':
    case 'int-or-string':
      return scalarValue(node);
    default:
      return true;
  }
}

function structValue(node: ObjectNode, struct: Struct, minor: Minor, earlier: unknown, leaf: Leaf): object {
  const object = (earlier ?? {}) as Record<string, unknown>;
  for (const { key, value } of node.members) {
    const field = findField(struct, key, minor);
    if (!field) continue;
    const decoded =
      value.kind === 'null'
        ? leftByNull(field.type, object[key])
        : typedValue(value, field.type, minor, object[key], leaf);
    if (decoded === undefined) delete object[key];
    else object[key] = decoded;
  }
  return object;
}

function mapValue(
  node: ObjectNode,
  values: GoType,
  minor: Minor,
  earlier: unknown,
  leaf: Leaf,
): ReadonlyMap<string, unknown> {
  const map = (earlier ?? new Map()) as Map<string, unknown>;
  for (const { key, value } of node.members) map.set(key, typedValue(value, values, minor, undefined, leaf));
  return map;
}

/** The items that a list had before it became shorter: Go keeps them in its array, and grows over them again. */
const truncated = new WeakMap<readonly unknown[], readonly unknown[]>();

function listValue(
  node: ArrayNode,
  values: GoType,
  minor: Minor,
  earlier: unknown,
  leaf: Leaf,
): readonly unknown[] {
  const list = earlier as readonly unknown[] | undefined;
  const before = list && (truncated.get(list) ?? list);
  const items = node.items.map((item, i) => typedValue(item, values, minor, before?.[i], leaf));
  // An empty list gets an array of its own.
  if (before && before.length > items.length && items.length > 0) {
    truncated.set(items, [...items, ...before.slice(items.length)]);
  }
  return items;
}

function scalarValue(node: Node): string | number | boolean | undefined {
  if (node.kind === 'number') return Number(node.text);
  return node.kind === 'string' || node.kind === 'boolean' ? node.value : undefined;
}

/** What null leaves of a quantity, which upstream gives no format. */
export const ZERO_QUANTITY: Quantity = { unscaled: 0n, exponent: 0, format: 'DecimalSI', small: true };

function quantityValue(node: Node): Quantity {
  const text = node.kind === 'string' ? node.value : node.kind === 'number' ? node.text : '0';
  const parsed = parseQuantity(trimSpace(text));
  return parsed.ok ? parsed.value : ZERO_QUANTITY;
}

/** What null leaves of the value of an earlier member: it makes nil what can be nil, and is passed over else. */
function leftByNull(type: GoType, earlier: unknown): unknown {
  if (type.pointer) return undefined;
  switch (type.kind) {
    case 'struct':
    case 'string':
    case 'boolean':
    case 'int32':
    case 'int64':
    case 'uint32':
      return earlier;
    case 'int-or-string':
      // It turns into a number, and keeps the one that it was.
      return typeof earlier === 'number' ? earlier : undefined;
    default:
      return undefined;
  }
}

/** What null leaves where there must be something: in a list or a map. */
function zeroOf(type: GoType): unknown {
  switch (type.kind) {
    case 'struct':
      return {};
    case 'map':
      return new Map();
    case 'array':
      return [];
    case 'string':
      return '';
    case 'boolean':
      return false;
    case 'quantity':
      return ZERO_QUANTITY;
    case 'int-or-string':
    case 'int32':
    case 'int64':
    case 'uint32':
      return 0;
    default:
      return undefined;
  }
}
