import type { FieldPath } from '../../validation/field-path.ts';
import type { Container, PodSpec } from './types.ts';

/** VisitContainersWithPath (pkg/apis/core/pods/helpers.go): init, regular, ephemeral. */
export function visitContainers(
  spec: PodSpec,
  path: FieldPath,
  visit: (container: Container, path: FieldPath) => void,
): void {
  for (const kind of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    const containers = spec[kind] ?? [];
    for (let i = 0; i < containers.length; i++) visit(containers[i]!, path.child(kind).index(i));
  }
}

/** Every container of the pod. */
export function allContainers(spec: PodSpec): Container[] {
  return [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...(spec.ephemeralContainers ?? [])];
}
