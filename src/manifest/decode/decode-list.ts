import type { Range } from '../../diagnostics/location.ts';
import { decodeShape } from '../../schema/decode-shape.ts';
import type { Minor } from '../../versions/minor.ts';
import { findMember } from '../../yaml/navigate.ts';
import type { Document, DuplicateKey, Node } from '../../yaml/tree.ts';
import { type DecodedManifest, decodeManifest, podOf } from './decode-manifest.ts';
import { findTypeMeta } from './type-meta.ts';

/** Whether a document is what tryDecodePodList takes (pkg/kubelet/config/common.go): its items may be wrong. */
export function isPodList(document: Document, minor: Minor): boolean {
  const meta = document.root && findTypeMeta(document.root);
  if (!meta || 'message' in meta || meta.kind !== 'PodList') return false;
  return decodeManifest(document, minor).stage === 'notpod';
}

/**
 * The items of a PodList, each as a document of its own with the places that it has in the list's text. `name` gives
 * the name of the item at an index, from 0.
 */
export function itemsOf(list: Document, name: (index: number) => string): readonly Document[] {
  const nodes = itemNodes(list);
  const { format, source } = list;
  const { ofItems } = sharedOut(list.duplicates, nodes);
  return nodes.map((root, i) => ({
    source: source.renamed(name(i)),
    format,
    root,
    error: null,
    duplicates: ofItems.get(root) ?? [],
  }));
}

/** The keys that stand twice outside of the items. */
export function duplicatesOfList(list: Document): readonly DuplicateKey[] {
  return sharedOut(list.duplicates, itemNodes(list)).others;
}

/** An internal list has its items under Go's name, which nobody writes. */
function itemNodes(list: Document): readonly Node[] {
  const meta = findTypeMeta(list.root!);
  if ('message' in meta || meta.apiVersion === INTERNAL) return [];
  const items = findMember(list.root, 'items')?.value;
  return items?.kind === 'array' ? items.items : [];
}

const INTERNAL = '__internal';

function sharedOut(duplicates: readonly DuplicateKey[], items: readonly Node[]) {
  const ofItems = new Map<Node, DuplicateKey[]>();
  const others: DuplicateKey[] = [];
  const inOrder = duplicates.length === 0 ? [] : [...items].sort((a, b) => a.range.start - b.range.start);
  for (const duplicate of duplicates) {
    const item = itemAround(duplicate.second, inOrder);
    const same = item && ofItems.get(item);
    if (same) same.push(duplicate);
    else if (item) ofItems.set(item, [duplicate]);
    else others.push(duplicate);
  }
  return { ofItems, others };
}

/** The item in whose range another lies; `items` are in the order of the text. */
function itemAround({ start, end }: Range, items: readonly Node[]): Node | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.range.start <= start) low = middle + 1;
    else high = middle;
  }
  const item = items[low - 1];
  return item && end <= item.range.end ? item : undefined;
}

/** An item of a list whose shape is right: nobody asks what it says it is. */
export function decodeItem(document: Document, minor: Minor): DecodedManifest {
  const { unknown } = decodeShape(document, 'Pod', minor);
  const meta = { kind: 'Pod', apiVersion: 'v1' };
  return { stage: 'decoded', meta, pod: podOf(document.root!, minor), unknown, versioned: true };
}
