import type { Location } from '../diagnostics/location.ts';
import { locate } from '../manifest/locate.ts';
import type { Pod } from '../manifest/pod/types.ts';
import { FieldPath } from '../validation/field-path.ts';
import type { Document } from '../yaml/tree.ts';

/** A path of the node that a pod mounts, and of which it says what must be there. */
export interface TypedHostPath {
  readonly volume: string;
  readonly path: string;
  readonly type: string;
  readonly location: Location;
}

const NONE: readonly TypedHostPath[] = [];

/** The hostPath volumes whose type the kubelet checks: without a type, or where no container mounts it, it doesn't. */
export function typedHostPathsOf(document: Document, { spec = {} }: Pod): readonly TypedHostPath[] {
  const volumes = spec.volumes ?? [];
  if (!volumes.some(({ hostPath }) => hostPath?.type)) return NONE;
  const mounted = new Set(
    [...(spec.initContainers ?? []), ...(spec.containers ?? [])].flatMap(({ volumeMounts = [] }) =>
      volumeMounts.map(({ name = '' }) => name),
    ),
  );
  return volumes.flatMap(({ name = '', hostPath }, i) => {
    if (!hostPath?.type || !mounted.has(name)) return NONE;
    const path = FieldPath.of('spec').child('volumes').index(i).child('hostPath').child('path');
    return [
      { volume: name, path: hostPath.path ?? '', type: hostPath.type, location: locate(document, path) },
    ];
  });
}
