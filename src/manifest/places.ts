import type { Range } from '../diagnostics/location.ts';
import type { FieldPath, Step } from '../validation/field-path.ts';
import { getMember } from '../yaml/navigate.ts';
import type { Document, Node } from '../yaml/tree.ts';
import { nodeAt, rangeAt } from './locate.ts';

/** Where the members of one value of a document are written. */
export interface Places {
  /** Of the member that steps lead to; where it is missing, of the nearest that is there. */
  readonly at: (...steps: readonly Step[]) => Range;
  /** Whether it is there. */
  readonly has: (...steps: readonly Step[]) => boolean;
  /** Of the items of a list, by their index. */
  readonly items: (list: string) => (index: number) => Range;
}

const NOWHERE: Range = { start: 0, end: 0 };

/** The places within the value at a path, which is walked once and not for each of them. */
export function placesIn(document: Document, path: FieldPath): Places {
  const top = nodeAt(document, path);
  const missing = (...steps: readonly Step[]): Range =>
    rangeAt(document, steps.reduce(stepInto, path)) ?? NOWHERE;
  return {
    at: (...steps) => scalarAt(getMember(top, ...steps)) ?? missing(...steps),
    has: (...steps) => getMember(top, ...steps) !== undefined,
    items: (list) => {
      const array = getMember(top, list);
      const nodes = array?.kind === 'array' ? array.items : [];
      return (index) => scalarAt(nodes[index]) ?? missing(list, index);
    },
  };
}

function stepInto(path: FieldPath, step: Step): FieldPath {
  return typeof step === 'number' ? path.index(step) : path.child(step);
}

/** Of a block its key is meant, which its node does not know. */
function scalarAt(node: Node | undefined): Range | undefined {
  return !node || node.kind === 'object' || node.kind === 'array' ? undefined : (node.alias ?? node.range);
}
