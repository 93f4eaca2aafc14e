import type { FileInfo } from '../host.ts';
import type { EntryPath } from './entry-path.ts';
import type { Leaf } from './member.ts';

/** A directory in memory. */
export interface Directory {
  readonly kind: 'directory';
  info: FileInfo;
  readonly parent: Directory | null;
  readonly names: Map<string, Node>;
}

/** What stands at a place of the tree. */
export type Node = Leaf | Directory;

/** A tree that grows, within bounds. */
export interface Growing {
  readonly root: Directory;
  /** Whether a bound was met: then nothing more is to be added. */
  isFull(): boolean;
  /** The directory at a path, made where it is not there; undefined where something else is in the way. */
  directoryAt(path: EntryPath): Directory | undefined;
  /** What stands at a path; a symlink at its end is not followed. */
  find(path: EntryPath): Node | undefined;
  set(directory: Directory, name: string, node: Node): void;
}

/** So many places a tree may have: some hundred MiB of memory. */
export const MAX_NODES = 2 ** 20;

/** So many steps from a directory to the next one may be taken in all: a few seconds. */
const MAX_STEPS = 2 ** 26;

/** MAXSYMLINKS (linux/namei.h). */
const MAX_LINKS = 40;

/** What is known of a directory that no entry describes. */
const IMPLIED: FileInfo = { type: 'directory', size: 0, mode: 0o755, uid: 0, gid: 0, mtime: 0 };

/** An empty tree. */
export function growingTree(): Growing {
  const root = newDirectory(null, IMPLIED);
  let nodes = 1;
  let steps = 0;
  let last = { path: '', directory: root };

  const set = (directory: Directory, name: string, node: Node) => {
    if (directory.names.has(name)) last = { path: '', directory: root };
    else nodes += 1;
    directory.names.set(name, node);
  };

  /** Goes to a directory as Linux would, through symlinks too, which stay in the tree. */
  const walk = (path: EntryPath, make: boolean): Directory | undefined => {
    const names = components(path);
    steps += names.length;
    let at = root;
    let links = 0;
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      if (isFull()) return undefined;
      if (name === '.') continue;
      if (name === '..') {
        at = at.parent ?? root;
        continue;
      }
      let next = at.names.get(name);
      if (!next && make) {
        next = newDirectory(at, IMPLIED);
        set(at, name, next);
      }
      if (next?.kind === 'directory') at = next;
      else if (next?.kind === 'symlink' && links < MAX_LINKS) {
        links += 1;
        if (next.target.startsWith('/')) at = root;
        const target = components(next.target);
        steps += target.length;
        names.push(...target);
      } else return undefined;
    }
    return at;
  };
  const isFull = () => nodes >= MAX_NODES || steps >= MAX_STEPS;

  return {
    root,
    isFull,
    set,
    directoryAt(path) {
      // Most entries are in the directory of the one before.
      if (path !== last.path) {
        const directory = walk(path, true);
        if (!directory) return undefined;
        last = { path, directory };
      }
      return last.directory;
    },
    find(path) {
      const { directory, name } = split(path);
      return walk(directory, false)?.names.get(name);
    },
  };
}

/** What stands at a path that leads through no symlink: `/etc/x`, or `/` for the root. */
export function find(root: Directory, path: string): Node | undefined {
  let node: Node | undefined = root;
  for (const name of path.split('/')) {
    if (name !== '') node = node?.kind === 'directory' ? node.names.get(name) : undefined;
  }
  return node;
}

/** A directory and the name in it. */
export function split(path: EntryPath): { readonly directory: EntryPath; readonly name: string } {
  const cut = path.lastIndexOf('/');
  return { directory: path.slice(0, Math.max(0, cut)), name: path.slice(cut + 1) };
}

export function newDirectory(parent: Directory | null, info: FileInfo): Directory {
  return { kind: 'directory', info, parent, names: new Map() };
}

/** The names of a path, last first. */
function components(path: string): string[] {
  return path
    .split('/')
    .filter((name) => name !== '')
    .reverse();
}
