import type { Node } from '../tree.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/**
 * What Go's JSON encoder escapes, as all but what it keeps: control characters, `"` and `\`, and what has a
 * meaning in HTML (`<`, `>`, `&`) or JavaScript (U+2028, U+2029).
 */
const ESCAPED = /[^ !#-%'-;=?-[\]-\u2027\u202a-\uffff]/g;

/**
 * The JSON text of a node as sigs.k8s.io/yaml gives it: no white space, Go's escapes. Members keep the order
 * that they have, which is sorted if they were YAML.
 */
export function toJson(node: Node): string {
  const out: string[] = [];
  // What is still to be written, last first: nesting costs no recursion.
  const pending: (Node | string)[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'string') out.push(next);
    else if (next.kind === 'array') pushArray(next.items, pending);
    else if (next.kind === 'object') pushObject(next.members, pending);
    else out.push(scalarToJson(next));
  }
  return out.join('');
}

type Pending = (Node | string)[];

function pushArray(items: readonly Node[], pending: Pending): void {
  pending.push(']');
  for (let i = items.length - 1; i >= 0; i--) {
    pending.push(items[i]!);
    if (i > 0) pending.push(',');
  }
  pending.push('[');
}

function pushObject(members: Extract<Node, { kind: 'object' }>['members'], pending: Pending): void {
  pending.push('}');
  for (let i = members.length - 1; i >= 0; i--) {
    const { key, value } = members[i]!;
    pending.push(value, `${i > 0 ? ',' : ''}${quote(key)}:`);
  }
  pending.push('{');
}

function scalarToJson(node: Exclude<Node, { kind: 'array' | 'object' }>): string {
  switch (node.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(node.value);
    case 'number':
      return node.text;
    case 'string':
      return quote(node.value);
  }
}

function quote(text: string): string {
  return `"${text.replace(ESCAPED, escapeCharacter)}"`;
}

function escapeCharacter(char: string): string {
  return ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
