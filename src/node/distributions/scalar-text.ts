import type { Node } from '../../yaml/tree.ts';

/** A scalar as the text of a flag; empty for null, and for what is no scalar. */
export function scalarText(node: Node): string {
  switch (node.kind) {
    case 'string':
      return node.value;
    case 'boolean':
      return String(node.value);
    case 'number':
      return node.text;
    default:
      return '';
  }
}
