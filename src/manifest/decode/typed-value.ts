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
 * decodes into what is there).
 */
export function typedValue(node: Node, type: GoType, minor: Minor, earlier?: unknown): unknown {
  if (node.kind === 'null') return zeroOf(type);
  switch (type.kind) {
    case 'struct':
      return node.kind === 'object' ? structValue(node, findStruct(type.name)!, minor, earlier) : undefined;
    case 'map':
      return node.kind === 'object' ? mapValue(node, type.values, minor, earlier) : undefined;
    case 'array':
      return node.kind === 'array' ? listValue(node, type.values, minor, earlier) : undefined;
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

function structValue(node: ObjectNode, struct: Struct, minor: Minor, earlier: unknown): object {
  const object = (earlier ?? {}) as Record<string, unknown>;
  for (const { key, value } of node.members) {
    const field = findField(struct, key, minor);
    if (!field) continue;
    if (value.kind === 'null') delete object[key];
    else object[key] = typedValue(value, field.type, minor, object[key]);
  }
  return object;
}

function mapValue(
  node: ObjectNode,
  values: GoType,
  minor: Minor,
  earlier: unknown,
): ReadonlyMap<string, unknown> {
  const map = (earlier ?? new Map()) as Map<string, unknown>;
  for (const { key, value } of node.members) map.set(key, typedValue(value, values, minor));
  return map;
}

function listValue(node: ArrayNode, values: GoType, minor: Minor, earlier: unknown): readonly unknown[] {
  const before = earlier as readonly unknown[] | undefined;
  return node.items.map((item, i) => typedValue(item, values, minor, before?.[i]));
}

function scalarValue(node: Node): string | number | boolean | undefined {
  if (node.kind === 'number') return Number(node.text);
  return node.kind === 'string' || node.kind === 'boolean' ? node.value : undefined;
}

const ZERO: Quantity = { unscaled: 0n, exponent: 0, format: 'DecimalSI', small: true };

function quantityValue(node: Node): Quantity {
  const text = node.kind === 'string' ? node.value : node.kind === 'number' ? node.text : '0';
  const parsed = parseQuantity(trimSpace(text));
  return parsed.ok ? parsed.value : ZERO;
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
      return ZERO;
    case 'int-or-string':
    case 'int32':
    case 'int64':
    case 'uint32':
      return 0;
    default:
      return undefined;
  }
}
