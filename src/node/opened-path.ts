import { parentOf } from './host/path.ts';
import type { StaticPodSource } from './sources.ts';

/** The path as which this kubelet opens a file, which goes into its pod's UID; null where it is not one that it reads. */
export function openedPath(source: StaticPodSource | undefined, file: string): string | null {
  // A relative path goes into the UID as it is written.
  if (!source?.resolvedPath || !source.staticPodPath?.startsWith('/')) return null;
  const folder = source.resolvedPath.replace(/\/+$/, '') || '/';
  return parentOf(file) === folder || file === folder ? file : null;
}
