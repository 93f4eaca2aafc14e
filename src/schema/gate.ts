import type { Minor } from '../versions/minor.ts';
import type { Document, Node } from '../yaml/tree.ts';
import { validate as validateKubeletConfiguration } from './generated/KubeletConfiguration.generated.js';
import { validate as validatePod } from './generated/Pod.generated.js';

/** The validators that ajv compiled when this was built, by kind. They know yes and no; `this` is the minor. */
const VALIDATORS: ReadonlyMap<string, (this: Minor, value: unknown) => boolean> = new Map([
  ['Pod', validatePod],
  ['KubeletConfiguration', validateKubeletConfiguration],
]);

/**
 * Whether ajv finds the shape right: no wrong type, no field that this minor does not know. Undefined where it
 * can't tell: no validator for the kind, or a document whose plain value lost what the decoder goes by.
 */
export function isShapeRight(document: Document, kind: string, minor: Minor): boolean | undefined {
  const validate = VALIDATORS.get(kind);
  if (!validate || !document.root) return undefined;
  const isJson = document.format === 'json';
  if (isJson && document.duplicates.length > 0) return undefined;
  const value = plainValue(document.root, isJson, 0);
  return value === undefined ? undefined : validate.call(minor, value);
}

/** No known type is that deep, and the stack holds it. */
const MAX_DEPTH = 64;

/**
 * The node as JSON.parse would give it; undefined for what that can't express: numbers that are written in
 * another way than JavaScript writes them, escapes in JSON (a Quantity does not decode them), a key that would
 * be a prototype, nesting beyond every known type.
 */
function plainValue(node: Node, isJson: boolean, depth: number): unknown {
  switch (node.kind) {
    case 'null':
      return null;
    case 'boolean':
      return node.value;
    case 'number': {
      const value = Number(node.text);
      if (String(value) !== node.text || (Number.isInteger(value) && !Number.isSafeInteger(value)))
        return undefined;
      return value;
    }
    case 'string':
      if (isJson && node.value.length !== node.range.end - node.range.start - 2) return undefined;
      return node.value;
    case 'array': {
      if (depth > MAX_DEPTH) return undefined;
      const items: unknown[] = [];
      for (const item of node.items) {
        const value = plainValue(item, isJson, depth + 1);
        if (value === undefined) return undefined;
        items.push(value);
      }
      return items;
    }
    default: {
      if (depth > MAX_DEPTH) return undefined;
      const members: Record<string, unknown> = {};
      for (const { key, value: member } of node.members) {
        const value = key === '__proto__' ? undefined : plainValue(member, isJson, depth + 1);
        if (value === undefined) return undefined;
        members[key] = value;
      }
      return members;
    }
  }
}
