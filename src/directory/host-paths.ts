import type { Range, SourceText } from '../diagnostics/location.ts';
import { placesIn } from '../manifest/places.ts';
import type { Pod } from '../manifest/pod/types.ts';
import { FieldPath } from '../validation/field-path.ts';
import type { Document } from '../yaml/tree.ts';

/** A path of the node that a pod mounts, and of which it says what must be there. */
export interface TypedHostPath {
  readonly volume: string;
  readonly path: string;
  readonly type: string;
  readonly source: SourceText;
  /** Of the source. */
  readonly range: Range;
}

const VOLUMES = FieldPath.of('spec').child('volumes');
const NONE: readonly TypedHostPath[] = [];

/** The hostPath volumes whose type the kubelet checks: without a type, or where no container mounts it, it doesn't. */
export function typedHostPathsOf(document: Document, { spec = {} }: Pod): readonly TypedHostPath[] {
  const volumes = spec.volumes ?? [];
  if (!volumes.some(({ hostPath }) => hostPath?.type)) return NONE;
  const mounted = new Set<string>();
  for (const containers of [spec.initContainers, spec.containers]) {
    for (const { volumeMounts = [] } of containers ?? []) {
      for (const { name = '' } of volumeMounts) mounted.add(name);
    }
  }
  const places = placesIn(document, VOLUMES);
  return volumes.flatMap(({ name = '', hostPath }, i) => {
    if (!hostPath?.type || !mounted.has(name)) return NONE;
    const range = places.at(i, 'hostPath', 'path');
    return [{ volume: name, path: hostPath.path ?? '', type: hostPath.type, source: document.source, range }];
  });
}
