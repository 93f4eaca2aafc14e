import { compareBytes } from '../../bytes/text.ts';
import { type FileInfo, type Host, type Looked, MAX_FILE_SIZE } from './host.ts';
import { failed, found, lookedAt, tooLarge } from './look.ts';
import { walker } from './walk.ts';

/**
 * What holds a copy of a node: a directory, a map, an archive. It is only asked about resolved paths: absolute,
 * without `.`, `..`, doubled or trailing slashes, and without a symlink before the last component. So it can
 * stay ignorant of symlinks; src/node/host/walk.ts alone knows how they lead on.
 */
export interface Tree {
  lstat(path: string): Looked<FileInfo>;
  /** Only asked of a symlink. */
  readLink(path: string): Looked<string>;
  /** Only asked of a directory; in any order. */
  list(path: string): Looked<readonly string[]>;
  /** Only asked of a regular file that had at most `limit` bytes. */
  read(path: string, limit: number): Looked<Uint8Array>;
  /** Only asked of a regular file: its first bytes. */
  readHead(path: string, length: number): Looked<Uint8Array>;
  /** Only asked of a regular file: its last bytes. */
  readTail(path: string, length: number): Looked<Uint8Array>;
}

/** What a host knows beside its tree. */
export type TreeFacts = Pick<Host, 'live' | 'hostPath' | 'hostName' | 'fileSystem'>;

/** A host over a tree: every path is walked as Linux walks it, inside the tree. */
export function treeHost(tree: Tree, facts: TreeFacts): Host {
  const walk = walker(tree);
  const regular = (path: string) => {
    const place = walk(path, true);
    if (!place.ok || place.value.info.type === 'file') return place;
    return failed(place.value.info.type === 'directory' ? 'isDirectory' : 'notRegular', path);
  };
  return {
    ...facts,
    stat(path) {
      const place = walk(path, true);
      return place.ok ? found(place.value.info) : place;
    },
    lstat(path) {
      const place = walk(path, false);
      return place.ok ? found(place.value.info) : place;
    },
    readLink(path) {
      const place = walk(path, false);
      if (!place.ok) return place;
      if (place.value.info.type !== 'symlink') return failed('notSymlink', path);
      return lookedAt(path, tree.readLink(place.value.path));
    },
    readFile(path, limit = MAX_FILE_SIZE) {
      const place = regular(path);
      if (!place.ok) return place;
      if (place.value.info.size > limit) return tooLarge(path, limit);
      return lookedAt(path, tree.read(place.value.path, limit));
    },
    readHead(path, length) {
      const place = regular(path);
      return place.ok ? lookedAt(path, tree.readHead(place.value.path, length)) : place;
    },
    readTail(path, length) {
      const place = regular(path);
      return place.ok ? lookedAt(path, tree.readTail(place.value.path, length)) : place;
    },
    readDir(path) {
      const place = walk(path, true);
      if (!place.ok) return place;
      if (place.value.info.type !== 'directory') return failed('notDirectory', path);
      const names = lookedAt(path, tree.list(place.value.path));
      return names.ok ? found([...names.value].sort(compareBytes)) : names;
    },
    realPath(path) {
      const place = walk(path, true);
      return place.ok ? found(place.value.path) : place;
    },
  };
}
