import { resolve } from 'node:path';
import type { FileSystemSpace, Host, Looked } from './host.ts';
import { hostNameOf } from './host-name.ts';
import * as system from './operating-system.ts';
import { clean } from './path.ts';
import { type Tree, treeHost } from './tree.ts';

/** Properties of a root that its files do not tell. */
export interface RootOptions {
  /** Whether the root is a node's own, where what it lacks is missing; default no, it is a copy. */
  readonly live?: boolean;
}

/**
 * A node in a directory of this machine. The operating system never resolves a symlink in it (a copy's
 * `/etc/x -> /etc/y` would lead to this machine's `/etc/y`), src/node/host/walk.ts does; and a file that
 * became a symlink since the walk is not opened. Only the root itself may be reached through symlinks.
 */
export function rootHost(directory: string, options: RootOptions = {}): Host {
  const root = resolve(directory).replace(/\/$/, '');
  const host: Host = treeHost(rootTree(root), {
    live: options.live ?? false,
    hostPath: (path) => hostPathOf(host, root, path),
    hostName: () => hostNameOf(host),
    ...(options.live && { fileSystem: (path) => fileSystemOf(host, root, path) }),
  });
  return host;
}

function rootTree(root: string): Tree {
  return {
    lstat: (path) => (path === '/' ? system.stat(root || '/') : system.lstat(root + path)),
    readLink: (path) => system.readLink(root + path),
    list: (path) => system.list(root + path),
    read: (path, limit) => system.read(root + path, limit, 'nofollow'),
    readHead: (path, length) => system.readHead(root + path, length, 'nofollow'),
    readTail: (path, length) => system.readTail(root + path, length, 'nofollow'),
  };
}

/** A node's own root, as another mount namespace has it, lies on the node's own file systems. */
function fileSystemOf(host: Host, root: string, path: string): Looked<FileSystemSpace> {
  const place = host.realPath(path);
  return place.ok ? system.fileSystem(root + place.value) : place;
}

/**
 * A path of this machine under which an editor opens what the node calls `path`: the name as given, below the
 * root, where the operating system arrives at the same place as the node does; else the place itself.
 */
function hostPathOf(host: Host, root: string, path: string): string {
  const named = root + clean(path);
  const place = host.realPath(path);
  if (!place.ok || place.value === clean(path)) return named;
  const real = root + place.value;
  const arrived = system.realPath(named);
  const wanted = system.realPath(real);
  return arrived.ok && wanted.ok && arrived.value === wanted.value ? named : real;
}
