import { trimSpace } from '../../bytes/go-strings.ts';
import { findField, findStruct, type GoType, type Struct } from '../../schema/types.ts';
import { parseQuantity, type Quantity } from '../../validation/quantity.ts';
import type { Minor } from '../../versions/minor.ts';
import type { ArrayNode, Node, ObjectNode } from '../../yaml/tree.ts';

/** A decoding on its way. */
export interface Decoding {
  readonly minor: Minor;
  /** Gives the values of what is neither object nor list: for who prints them, they must be exact. */
  readonly leaf: Leaf;
  /** Whether an object may have a key twice, as in JSON. */
  readonly repeats: boolean;
  /** Whether something was met that is not evidently right: of the wrong type, unknown, or seldom enough. */
  doubtful: boolean;
}

/** The value of a leaf that is not null. */
export type Leaf = (node: Node, type: GoType, decoding: Decoding) => unknown;

/**
 * The value that Go's decoder leaves: fields that this minor does not know are gone, and so is null. A Go map
 * is a Map, a Quantity is parsed, numbers are numbers; what no rule reads (times, bytes, free-form values) is
 * true where it is given. The shape must be right, or the decoding becomes doubtful and its value is none.
 * `earlier` is the value of an earlier member of the same key, which JSON may repeat: objects merge, and so do
 * the items of lists, place by place (encoding/json decodes into what is there).
 */
export function typedValue(node: Node, type: GoType, decoding: Decoding, earlier?: unknown): unknown {
  if (node.kind === 'null') return leftByNull(type, earlier) ?? zeroOf(type);
  switch (type.kind) {
    case 'struct':
      if (node.kind === 'object') return structValue(node, findStruct(type.name)!, decoding, earlier);
      break;
    case 'map':
      if (node.kind === 'object') return mapValue(node, type.values, decoding, earlier);
      break;
    case 'array':
      if (node.kind === 'array') return listValue(node, type.values, decoding, earlier);
      break;
    default:
      return decoding.leaf(node, type, decoding);
  }
  decoding.doubtful = true;
  return undefined;
}

/** Leaves for who judges them. */
export function scalarLeaf(node: Node, type: GoType, decoding: Decoding): unknown {
  switch (type.kind) {
    case 'quantity':
      return quantityValue(node, decoding);
    case 'string':
    case 'boolean':
      if (node.kind !== type.kind) decoding.doubtful = true;
      return scalarValue(node);
    case 'int32':
    case 'int64':
    case 'uint32':
      if (!isSmallInteger(node)) decoding.doubtful = true;
      return scalarValue(node);
    case 'int-or-string':
      if (node.kind !== 'string' && !isSmallInteger(node)) decoding.doubtful = true;
      return scalarValue(node);
    case 'any':
      return true;
    default:
      decoding.doubtful = true;
      return true;
  }
}

/** Whether any Go integer of 32 bits and more holds it. In JSON other spellings than digits are none. */
function isSmallInteger(node: Node): boolean {
  if (node.kind !== 'number') return false;
  const value = Number(node.text);
  return value <= 0x7fffffff && Number.isInteger(value) && (value > 0 || node.text === '0');
}

function structValue(node: ObjectNode, struct: Struct, decoding: Decoding, earlier: unknown): object {
  const object = (earlier ?? {}) as Record<string, unknown>;
  const { members } = node;
  for (let i = 0; i < members.length; i++) {
    const { key, value } = members[i]!;
    const field = findField(struct, key, decoding.minor);
    if (!field) {
      decoding.doubtful = true;
      continue;
    }
    // The field's own name: to look a new string up among all property names is dear.
    const { name, type } = field;
    const before = decoding.repeats ? object[name] : undefined;
    const decoded =
      value.kind === 'null' ? leftByNull(type, before) : typedValue(value, type, decoding, before);
    if (decoded !== undefined) object[name] = decoded;
    else if (before !== undefined) delete object[name];
  }
  return object;
}

function mapValue(
  node: ObjectNode,
  values: GoType,
  decoding: Decoding,
  earlier: unknown,
): ReadonlyMap<string, unknown> {
  const map = (earlier ?? new Map()) as Map<string, unknown>;
  for (const { key, value } of node.members) map.set(key, typedValue(value, values, decoding));
  return map;
}

/** The items that a list had before it became shorter: Go keeps them in its array, and grows over them again. */
const truncated = new WeakMap<readonly unknown[], readonly unknown[]>();

function listValue(
  node: ArrayNode,
  values: GoType,
  decoding: Decoding,
  earlier: unknown,
): readonly unknown[] {
  const list = earlier as readonly unknown[] | undefined;
  const before = list && (truncated.get(list) ?? list);
  const items = node.items.map((item, i) => typedValue(item, values, decoding, before?.[i]));
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

function quantityValue(node: Node, decoding: Decoding): Quantity {
  const text = node.kind === 'string' ? node.value : node.kind === 'number' ? node.text : '';
  const parsed = parseQuantity(trimSpace(text));
  if (parsed.ok) return parsed.value;
  decoding.doubtful = true;
  return ZERO_QUANTITY;
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
