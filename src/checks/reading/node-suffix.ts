import { getMember } from '../../yaml/navigate.ts';
import type { ManifestSubject } from '../define-check.ts';

/** A pod's name that ends with the name of its node already. */
export interface NodeSuffix {
  readonly name: string;
  /** Without the node. */
  readonly short: string;
  readonly node: string;
}

/**
 * Whether the kubelet adds the node's name to one that has it already. Where the node is not known, the one that
 * the file names counts, which nobody but the cluster writes there.
 */
export function suffixTwice({
  document,
  facts,
}: Pick<ManifestSubject, 'document' | 'facts'>): NodeSuffix | undefined {
  const written = getMember(document.root, 'metadata', 'name');
  if (written?.kind !== 'string') return undefined;
  const named = getMember(document.root, 'spec', 'nodeName');
  const known = facts.nodeNameIsStandIn ? (named?.kind === 'string' ? named.value : '') : facts.nodeName;
  const node = known.toLowerCase();
  const name = written.value;
  return node !== '' && name.endsWith(`-${node}`) && name.length > node.length + 1
    ? { name, short: name.slice(0, -node.length - 1), node }
    : undefined;
}
