import {
  aliasedOf,
  decodesOf,
  isMergeKey,
  type WrittenCollection,
  type WrittenNode,
} from '../syntax/compose.ts';
import { Problem } from '../syntax/problem.ts';

/** Nothing is refused before there is more than this. */
const FREE_ALIASED = 100;
const FREE_DECODED = 1000;

/** Up to so many decoded nodes 99 % may come from aliases; the share then falls to 10 %. */
const RANGE_LOW = 400_000;
const RANGE_HIGH = 4_000_000;

/**
 * go-yaml's rule against alias bombs (decode.go unmarshal, allowedAliasRatio), counted in its own order of
 * decoding. Within one alias both counts grow alike and the share allowed falls, so looking once behind each
 * alias finds what looking at each node does; the bomb itself is never expanded.
 */
export function refuseExcessiveAliasing(root: WrittenNode): void {
  if (aliasedOf(root) <= FREE_ALIASED || decodesOf(root) + 1 <= FREE_DECODED) return;
  let aliased = 0;
  // The document counts as one.
  let decoded = 1;
  const pending: WrittenNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    decoded++;
    if (node.kind === 'alias') {
      aliased += decodesOf(node.target);
      decoded += decodesOf(node.target);
    } else if (node.kind !== 'scalar') {
      // Last in, first out.
      const children = decodedChildren(node);
      for (let i = children.length - 1; i >= 0; i--) pending.push(children[i]!);
    }
    if (isExcessive(aliased, decoded)) {
      throw new Problem('document contains excessive aliasing', node);
    }
  }
}

function isExcessive(aliased: number, decoded: number): boolean {
  return aliased > FREE_ALIASED && decoded > FREE_DECODED && aliased / decoded > allowedShare(decoded);
}

function allowedShare(decoded: number): number {
  if (decoded <= RANGE_LOW) return 0.99;
  if (decoded >= RANGE_HIGH) return 0.1;
  return 0.99 - 0.89 * ((decoded - RANGE_LOW) / (RANGE_HIGH - RANGE_LOW));
}

/** The children in the order in which go-yaml decodes them: a list of maps to merge goes backwards. */
function decodedChildren(node: WrittenCollection): readonly WrittenNode[] {
  if (node.kind === 'sequence') return node.children;
  const order: WrittenNode[] = [];
  for (let i = 0; i < node.children.length; i += 2) {
    const key = node.children[i]!;
    const value = node.children[i + 1]!;
    if (!isMergeKey(key)) order.push(key, value);
    else if (value.kind === 'sequence') for (const item of value.children.toReversed()) order.push(item);
    else order.push(value);
  }
  return order;
}
