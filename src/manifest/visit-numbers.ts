import type { Node, NumberNode } from '../yaml/tree.ts';

/** Calls `visit` for each number in a document, with the key that it is the value of or whose list it is in. */
export function visitNumbers(root: Node | null, visit: (node: NumberNode, key: string) => void): void {
  // What an alias brings again is seen once.
  const seen = new Set<readonly unknown[]>();
  const pending: { readonly node: Node; readonly key: string }[] = root ? [{ node: root, key: '' }] : [];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, key } = next;
    if (node.kind === 'number') {
      visit(node, key);
    } else if (node.kind === 'array' && !seen.has(node.items)) {
      seen.add(node.items);
      for (const item of node.items) pending.push({ node: item, key });
    } else if (node.kind === 'object' && !seen.has(node.members)) {
      seen.add(node.members);
      for (const member of node.members) pending.push({ node: member.value, key: member.key });
    }
  }
}
