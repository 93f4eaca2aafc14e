import { clean } from '../node/host/path.ts';
import type { Component, Mount } from './component.ts';

/** Where a path of a container leads. */
export type Place =
  /** A path on the node. */
  | { readonly kind: 'node'; readonly path: string; readonly mount: Mount }
  /** A volume that is no path of the node, such as an emptyDir. */
  | { readonly kind: 'volume'; readonly mount: Mount }
  /** No volume: the container's own file system, which begins as its image has it. */
  | { readonly kind: 'image' }
  /** Only the running node knows. */
  | { readonly kind: 'unknown' };

/**
 * Where a container finds a path: in the mount that lies nearest above it, for runtimes mount by the length of
 * the path and a deeper mount covers what the other has there (containerd and CRI-O sort the mounts of the OCI spec).
 */
export function placeOf({ mounts }: Pick<Component, 'mounts'>, path: string): Place {
  if (!path.startsWith('/') || path.includes('$(')) return { kind: 'unknown' };
  const wanted = clean(path);
  let nearest: { readonly mount: Mount; readonly at: string } | undefined;
  for (const mount of mounts) {
    const at = mountPoint(mount);
    if (isWithin(wanted, at) && (!nearest || at.length >= nearest.at.length)) nearest = { mount, at };
  }
  return nearest
    ? placeIn(nearest.mount, wanted.slice(nearest.at === '/' ? 0 : nearest.at.length))
    : { kind: 'image' };
}

/** What is mounted, with the rest of the path below it. */
function placeIn(mount: Mount, rest: string): Place {
  const { hostPath, subPath, subPathExpr } = mount;
  if (!hostPath) return { kind: 'volume', mount };
  if (subPathExpr !== '' || !hostPath.text.startsWith('/')) return { kind: 'unknown' };
  return { kind: 'node', path: clean(`${hostPath.text}/${subPath}/${rest}`), mount };
}

/** The kubelet takes a relative mountPath from the root (pkg/kubelet/kubelet_pods.go makeMounts). */
export function mountPoint({ mountPath }: Pick<Mount, 'mountPath'>): string {
  return clean(`/${mountPath.text}`);
}

/** Whether a path is the other or lies below it; both absolute and clean. */
export function isWithin(path: string, directory: string): boolean {
  return directory === '/' || path === directory || path.startsWith(`${directory}/`);
}
