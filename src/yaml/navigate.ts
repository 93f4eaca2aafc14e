import type { Location, Range } from '../diagnostics/location.ts';
import type { Document, Member, Node } from './tree.ts';

/** Where a node or a range of the document is: for an alias, where it stands. */
export function locate(document: Document, place: Node | Range): Location {
  if ('kind' in place) return document.source.locate(place.alias ?? place.range);
  return document.source.locate(place);
}

/** The member with that key; of several, as JSON may have them, the last. */
export function findMember(node: Node | null | undefined, key: string): Member | undefined {
  if (node?.kind !== 'object') return undefined;
  const { members } = node;
  for (let i = members.length - 1; i >= 0; i--) if (members[i]!.key === key) return members[i];
  return undefined;
}

/** The node at a path of keys and places in arrays, if there is one. */
export function getMember(
  node: Node | null | undefined,
  ...path: readonly (string | number)[]
): Node | undefined {
  let at = node ?? undefined;
  for (const step of path) {
    if (typeof step === 'string') at = findMember(at, step)?.value;
    else at = at?.kind === 'array' ? at.items[step] : undefined;
  }
  return at;
}
