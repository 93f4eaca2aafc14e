import type { ArrayNode, Node, ObjectNode } from './tree.ts';

/** An array or object that has been made and still lacks its content. */
type Unfilled =
  | { readonly node: ArrayNode; readonly value: unknown[] }
  | { readonly node: ObjectNode; readonly value: Record<string, unknown> };

/**
 * The plain JavaScript value of a node. Of a key that JSON holds twice the last value is taken.
 *
 * A whole number that a JavaScript number cannot hold becomes a bigint; with `numbers` 'lossy', for readers
 * that know no bigint such as a JSON schema, the number next to it.
 */
export function toPlain(node: Node, numbers: 'exact' | 'lossy' = 'exact'): unknown {
  // Filled one after the other, so that nesting costs no recursion.
  const unfilled: Unfilled[] = [];
  const root = begin(node, numbers, unfilled);
  for (let next = unfilled.pop(); next !== undefined; next = unfilled.pop()) {
    if (next.node.kind === 'array') {
      const array = next.value as unknown[];
      for (const item of next.node.items) array.push(begin(item, numbers, unfilled));
    } else {
      const object = next.value as Record<string, unknown>;
      for (const { key, value } of next.node.members) set(object, key, begin(value, numbers, unfilled));
    }
  }
  return root;
}

/** The value of a scalar; an array or object without its content, which is then noted as unfilled. */
function begin(node: Node, numbers: 'exact' | 'lossy', unfilled: Unfilled[]): unknown {
  switch (node.kind) {
    case 'null':
      return null;
    case 'boolean':
    case 'string':
      return node.value;
    case 'number':
      return plainNumber(node.text, numbers);
    case 'array': {
      const value: unknown[] = [];
      unfilled.push({ node, value });
      return value;
    }
    case 'object': {
      const value: Record<string, unknown> = {};
      unfilled.push({ node, value });
      return value;
    }
  }
}

function plainNumber(text: string, numbers: 'exact' | 'lossy'): number | bigint {
  const value = Number(text);
  const exact = numbers === 'lossy' || Number.isSafeInteger(value) || !/^-?[0-9]{1,30}$/.test(text);
  return exact ? value : BigInt(text);
}

/** `__proto__` is a key like any other. */
function set(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
