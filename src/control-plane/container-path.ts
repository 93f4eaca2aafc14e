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

const IMAGE: Place = { kind: 'image' };

/**
 * Where a container finds a path: in the mount that lies nearest above it, for runtimes mount by the length of
 * the path and a deeper mount covers what the other has there (containerd and CRI-O sort the mounts of the OCI spec).
 */
export function placeOf({ mounts }: Pick<Component, 'mounts'>, path: string): Place {
  if (!path.startsWith('/') || path.includes('$(')) return { kind: 'unknown' };
  const wanted = clean(path);
  let nearest: Mount | undefined;
  for (const mount of mounts) {
    if (isWithin(wanted, mount.at) && (!nearest || mount.at.length >= nearest.at.length)) nearest = mount;
  }
  return nearest ? placeIn(nearest, wanted.slice(nearest.at === '/' ? 0 : nearest.at.length)) : IMAGE;
}

/** Whether a path lies in a mount; absolute. */
export function isMounted({ mounts }: Pick<Component, 'mounts'>, path: string): boolean {
  const wanted = clean(path);
  for (let i = 0; i < mounts.length; i++) if (isWithin(wanted, mounts[i]!.at)) return true;
  return false;
}

/** What is mounted, with the rest of the path below it. */
function placeIn(mount: Mount, rest: string): Place {
  const { hostPath, subPath, subPathExpr } = mount;
  if (!hostPath) return { kind: 'volume', mount };
  if (subPathExpr !== '' || !hostPath.text.startsWith('/')) return { kind: 'unknown' };
  // Mostly it is mounted where it lies on the node.
  const isSame = hostPath.text === mount.at && mount.at !== '/' && subPath === '';
  return {
    kind: 'node',
    path: isSame ? mount.at + rest : clean(`${hostPath.text}/${subPath}/${rest}`),
    mount,
  };
}

/** Whether a path is the other or lies below it; both absolute and clean. */
export function isWithin(path: string, directory: string): boolean {
  if (!path.startsWith(directory)) return false;
  return directory === '/' || path.length === directory.length || path[directory.length] === '/';
}
