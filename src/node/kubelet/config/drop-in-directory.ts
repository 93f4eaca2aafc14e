import type { Host, Looked, LookFailure } from '../../host/host.ts';
import { join } from '../../host/path.ts';
import { pathError } from './config-file.ts';

/** What the walk through --config-dir meets, in the kubelet's order. */
export type DropInEntry =
  /** A file that is read: the path as walked, from the directory as it was written. */
  | { readonly kind: 'read'; readonly path: string }
  /** A file that is not read. */
  | { readonly kind: 'skipped'; readonly path: string }
  /** A symlink to a directory, which is not entered. */
  | { readonly kind: 'notEntered'; readonly path: string }
  /** The walk ends here; what follows is told as if it had not. */
  | { readonly kind: 'failed'; readonly path: string; readonly error: string; readonly failure: LookFailure };

const EXTENSION = '.conf';

/**
 * filepath.WalkDir over the drop-in directory (cmd/kubelet/app/server.go mergeKubeletConfigurations). `open`
 * makes a walked path absolute, as the kernel does.
 */
export function walkDropIns(host: Host, directory: string, open: (path: string) => string): DropInEntry[] {
  const entries: DropInEntry[] = [];
  // Directories still to enter or files still to look at, the next one last.
  const pending = [directory];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const info = lstat(host, open(path), path);
    if (!info.ok) {
      // Only the root can vanish: WalkDir knows the others from the directory's listing.
      const error = pathError(info.failure, path, 'lstat');
      entries.push({ kind: 'failed', path, error, failure: info.failure });
      continue;
    }
    if (info.value.type !== 'directory') {
      entries.push(entryOf(host, path, info.value.type, open));
      continue;
    }
    const names = host.readDir(open(path));
    if (!names.ok) {
      entries.push({
        kind: 'failed',
        path,
        error: pathError(names.failure, path),
        failure: names.failure,
      });
      continue;
    }
    for (const name of names.value.toReversed()) pending.push(join(path, name));
  }
  return entries;
}

/** The kernel follows a symlink with a slash behind it. */
function lstat(host: Host, path: string, walked: string): Looked<{ readonly type: string }> {
  if (!walked.endsWith('/')) return host.lstat(path);
  const info = host.stat(path);
  if (!info.ok || info.value.type === 'directory') return info;
  return { ok: false, failure: { reason: 'notDirectory', path, message: 'not a directory' } };
}

function entryOf(host: Host, path: string, type: string, open: (path: string) => string): DropInEntry {
  if (path.endsWith(EXTENSION)) return { kind: 'read', path };
  if (type === 'symlink') {
    const target = host.stat(open(path));
    if (target.ok && target.value.type === 'directory') return { kind: 'notEntered', path };
  }
  return { kind: 'skipped', path };
}
