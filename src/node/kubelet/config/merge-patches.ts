import type { Origin } from '../../../diagnostics/origin.ts';
import type { FeatureGates } from '../../../versions/feature-gates.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { Node, ObjectNode } from '../../../yaml/tree.ts';
import { type ConfigFile, originsIn } from './config-file.ts';
import { GATE_PREFIX, isZero } from './config-value.ts';
import { type Decoded, type DecodeError, decodeConfiguration } from './decode.ts';
import { defaultValues, gatesForDefaulting } from './defaults.ts';
import { mergePatch, nodeOf, objectOf, originOf, unstructured } from './json-tree.ts';
import { setDefaults } from './load-config-file.ts';
import { assign, DEFAULT_ORIGIN, fold, gatesIn, leafValue, type Settings } from './settings.ts';

/** Where the merge of JSON ends. */
export interface PatchOutcome {
  /** A value that does not fit its member, wherever it came from. */
  readonly error: DecodeError | null;
  readonly panic: string | null;
  /** What the kubelet logs meanwhile. */
  readonly log: readonly string[];
}

/** A configuration as JSON, on its way through the drop-ins. */
export interface PatchMerge {
  /** Applies the next drop-in. */
  readonly apply: (file: ConfigFile, patch: ObjectNode) => void;
  /** Decodes what came out, and defaults it where the kubelet does. */
  readonly finish: () => PatchOutcome;
}

/**
 * The drop-ins of 1.29 and newer, as JSON merge patches. Up to 1.31 onto the internal object, whose members are
 * named as Go's fields: the drop-in's members stand beside them, and the decoder folds the case of both. From
 * 1.32 on onto the v1beta1 object, which is then decoded and defaulted anew.
 */
export function patchMerge(settings: Settings, gates: FeatureGates): PatchMerge {
  const { minor } = gates;
  const internal = minor < 32;
  const base: Settings = new Map(settings);
  let tree = treeOf(base, minor, internal ? 'internal' : 'v1beta1');
  const decode = (): Decoded =>
    decodeConfiguration(tree, {
      minor,
      caseSensitive: false,
      names: internal ? 'internal' : 'v1beta1',
      ...(internal && { base: (path: string) => leafValue(base, path, minor) }),
    });
  return {
    apply: (file, patch) => {
      tree = mergePatch(tree, unstructured(patch, originsIn(file)));
      const { leaves } = decode();
      if (internal) restore(settings, leaves, base);
      else remove(settings, leaves, file, patch);
      for (const [path, { value, node }] of leaves) {
        const origin = originOf(node) ?? DEFAULT_ORIGIN;
        const before = settings.get(path)?.origin ?? DEFAULT_ORIGIN;
        if (origin !== before) assign(settings, path, value, origin);
      }
    },
    finish: () => {
      const { leaves, error } = decode();
      if (error) return { error, panic: null, log: [] };
      if (internal) return { error: null, panic: null, log: [] };
      const defaulting = gatesForDefaulting(gates, gatesIn(leaves));
      const read = (path: string) => leaves.get(path)?.value;
      setDefaults(settings, defaultValues(read, minor, defaulting.gates));
      return { error: null, panic: defaulting.panic, log: defaulting.log };
    },
  };
}

/** The settings as a tree whose leaves know their origins. */
function treeOf(settings: Settings, minor: Minor, names: 'v1beta1' | 'internal'): ObjectNode {
  const ownerOf = (path: string) => () => settings.get(path)?.origin ?? DEFAULT_ORIGIN;
  const tree = fold<Node>(settings, minor, names, {
    leaf: (path, value) => nodeOf(value, ownerOf(path)),
    object: (members) => objectOf(members, () => DEFAULT_ORIGIN),
  });
  return tree as ObjectNode;
}

/** What a null deleted before it reached the internal object: there the value of the base is still in place. */
function restore(settings: Settings, leaves: Decoded['leaves'], base: Settings): void {
  for (const [path, { origin }] of settings) {
    if (leaves.has(path)) continue;
    const before = base.get(path);
    if (!before) settings.delete(path);
    else if (before.origin !== origin) assign(settings, path, before.value, before.origin);
  }
}

/** Leaves that a null of the drop-in deleted. */
function remove(settings: Settings, leaves: Decoded['leaves'], file: ConfigFile, patch: ObjectNode): void {
  const originAt = originsIn(file);
  for (const [path, { value }] of settings) {
    if (leaves.has(path)) continue;
    if (path.startsWith(GATE_PREFIX)) settings.delete(path);
    else if (!isZero(value)) assign(settings, path, null, originOfNull(patch, path, originAt));
  }
}

/** The null that deleted a leaf: the member itself, or one around it. */
function originOfNull(patch: ObjectNode, path: string, originAt: (node: Node) => Origin): Origin {
  let node: Node = patch;
  for (const name of path.split('.')) {
    const member: Node | undefined =
      node.kind === 'object' ? node.members.findLast(({ key }) => key === name)?.value : undefined;
    if (!member) break;
    node = member;
  }
  return originAt(node);
}
