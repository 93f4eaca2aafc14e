import { findStruct } from '../../schema/types.ts';
import type { Minor } from '../../versions/minor.ts';
import type { Node } from '../../yaml/tree.ts';
import type { ObjectMeta, Pod } from '../pod/types.ts';
import { scalarLeaf, typedValue } from './typed-value.ts';

/**
 * A document of apiVersion `__internal`, which decodes straight into the internal Pod. That has the
 * metadata's fields at the top, and its spec under Go's name, which nobody writes.
 */
export function internalPod(root: Node, minor: Minor): Pod {
  const { goType, name } = findStruct('ObjectMeta')!;
  const decoding = { minor, leaf: scalarLeaf, repeats: true, doubtful: false };
  return { metadata: typedValue(root, { kind: 'struct', goType, name }, decoding) as ObjectMeta };
}
