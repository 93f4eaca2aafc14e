import { FieldPath } from '../validation/field-path.ts';
import { findMember, getMember } from '../yaml/navigate.ts';
import type { Document, Node } from '../yaml/tree.ts';

/** What an API server and a kubelet fill in, and nobody writes. */
const PROOFS = ['resourceVersion', 'creationTimestamp', 'managedFields', 'selfLink'] as const;

/** More of the same, which some programs write into static pods as well. */
const OF_METADATA = ['uid', ...PROOFS, 'generation', 'ownerReferences', 'generateName'] as const;

const MIRROR = 'kubernetes.io/config.mirror';
/** The kubelet's own annotations (pkg/kubelet/types/pod_update.go). */
const OWN_ANNOTATIONS = [
  MIRROR,
  'kubernetes.io/config.hash',
  'kubernetes.io/config.seen',
  'kubernetes.io/config.source',
] as const;
const OF_SPEC = ['nodeName', 'serviceAccount', 'serviceAccountName'] as const;

/** ServiceAccount admission (plugin/pkg/admission/serviceaccount) adds it to each pod. */
const TOKEN_VOLUME = /^kube-api-access-[a-z0-9]{5}$/;

const METADATA = FieldPath.of('metadata');
const SPEC = FieldPath.of('spec');

/** Something that the cluster filled in. */
export interface FilledIn {
  readonly path: FieldPath;
  /** As a user reads it. */
  readonly shown: string;
}

/**
 * What the cluster filled in of a pod that was saved out of it, as "kubectl get -o yaml" prints it; empty where it
 * was not. What "kubectl run --dry-run=client" prints is no such pod: its fields are empty.
 */
export function filledIn(document: Document): readonly FilledIn[] {
  const { root } = document;
  const metadata = getMember(root, 'metadata');
  const annotations = findMember(metadata, 'annotations')?.value;
  const token = tokenVolume(root);
  const isSaved =
    PROOFS.some((name) => isFilled(findMember(metadata, name)?.value)) ||
    findMember(annotations, MIRROR) !== undefined ||
    token !== undefined;
  if (!isSaved) return [];
  const own = OWN_ANNOTATIONS.find((name) => findMember(annotations, name));
  const spec = getMember(root, 'spec');
  return [
    ...filledOf(OF_METADATA, metadata, METADATA),
    ...(own
      ? [{ path: METADATA.child('annotations').key(own), shown: 'the annotations kubernetes.io/config.*' }]
      : []),
    ...filledOf(OF_SPEC, spec, SPEC),
    ...(token ? [token] : []),
    ...(isFilled(findMember(root, 'status')?.value)
      ? [{ path: FieldPath.of('status'), shown: 'status' }]
      : []),
  ];
}

function filledOf(names: readonly string[], node: Node | undefined, path: FieldPath): FilledIn[] {
  return names
    .filter((name) => isFilled(findMember(node, name)?.value))
    .map((name) => ({ path: path.child(name), shown: `${path.child(name)}` }));
}

function isFilled(node: Node | undefined): boolean {
  if (!node || node.kind === 'null') return false;
  if (node.kind === 'object') return node.members.length > 0;
  return node.kind === 'array' ? node.items.length > 0 : node.kind !== 'string' || node.value !== '';
}

function tokenVolume(root: Node | null): FilledIn | undefined {
  const volumes = getMember(root, 'spec', 'volumes');
  if (volumes?.kind !== 'array') return undefined;
  for (let i = 0; i < volumes.items.length; i++) {
    const name = getMember(volumes.items[i], 'name');
    if (name?.kind === 'string' && TOKEN_VOLUME.test(name.value)) {
      return { path: SPEC.child('volumes').index(i), shown: `the volume "${name.value}" with its mounts` };
    }
  }
  return undefined;
}
