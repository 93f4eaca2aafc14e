import { encode } from '../../bytes/text.ts';
import type { FileInfo, Looked } from './host.ts';
import { failed, found, lookedAt } from './look.ts';
import { parentOf } from './path.ts';
import type { Tree } from './tree.ts';

/** MAXSYMLINKS (linux/namei.h): the 41st link of one look-up is ELOOP. */
const MAX_LINKS = 40;
/** PATH_MAX and NAME_MAX (linux/limits.h), without the terminating NUL. */
const MAX_PATH = 4095;
const MAX_NAME = 255;

/** A place in a tree: the path without symlinks, and what is there. */
export interface Place {
  readonly path: string;
  readonly info: FileInfo;
}

/** Finds the place of a path; a symlink at its end is followed or is the place. */
export type Walk = (path: string, followLast: boolean) => Looked<Place>;

/** A place, and how many symlinks led there. */
interface Arrival {
  readonly place: Place;
  readonly links: number;
}

/**
 * Walks in a tree, component by component as Linux does (path_resolution(7)): a symlink is replaced by its
 * target, an absolute one starts again at the tree's root, `..` stays in the root. Nothing outside the tree is
 * ever looked at. A trailing slash means `/.`: follow, and be a directory.
 *
 * Directories that were found are kept, for one look asks for many paths of a few directories.
 */
export function walker(tree: Tree): Walk {
  const known = new Map<string, Arrival>();
  return (path, followLast) => {
    if (path === '') return failed('absent', path);
    if (path.includes('\0')) return failed('io', path, 'invalid argument');
    if (longerThan(MAX_PATH, path)) return failed('io', path, 'file name too long');

    const cut = path.lastIndexOf('/') + 1;
    const last = path.slice(cut);
    const directory = enter(tree, isPlain(last) ? path.slice(0, cut) : path, known, path);
    if (!directory.ok) return directory;
    const names = isPlain(last) ? [last] : [];
    const arrival = follow(tree, directory.value, names, followLast, path);
    return arrival.ok ? found(arrival.value.place) : arrival;
  };
}

/** So many directories are kept. */
const MAX_KNOWN = 4096;

/** Finds a directory by way of the one above it. `path` is what was asked for. */
function enter(tree: Tree, directory: string, known: Map<string, Arrival>, path: string): Looked<Arrival> {
  const there = known.get(directory);
  if (there) return found(there);
  const cut = directory.lastIndexOf('/', directory.length - 2) + 1;
  const above = directory.slice(0, cut);
  const from = above === directory ? rootOf(tree, path) : enter(tree, above, known, path);
  if (!from.ok) return from;
  const arrival = follow(tree, from.value, components(directory.slice(cut)), true, path);
  if (arrival.ok && known.size < MAX_KNOWN) known.set(directory, arrival.value);
  return arrival;
}

/** Goes on from a place. `names` is a stack: the next component is its last. `path` is what was asked for. */
function follow(
  tree: Tree,
  from: Arrival,
  names: string[],
  followLast: boolean,
  path: string,
): Looked<Arrival> {
  let { place, links } = from;
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    if (place.info.type !== 'directory') return failed('notDirectory', path);
    if (name === '.') continue;
    if (longerThan(MAX_NAME, name)) return failed('io', path, 'file name too long');
    const next = name === '..' ? parentOf(place.path) : child(place.path, name);
    const info = lookedAt(path, tree.lstat(next));
    if (!info.ok) return info;
    if (info.value.type !== 'symlink' || (names.length === 0 && !followLast)) {
      place = { path: next, info: info.value };
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) return failed('loop', path);
    const target = lookedAt(path, tree.readLink(next));
    if (!target.ok) return target;
    if (target.value === '') return failed('absent', path);
    if (target.value.startsWith('/')) {
      const root = rootOf(tree, path);
      if (!root.ok) return root;
      place = root.value.place;
    }
    names.push(...components(target.value));
  }
  return found({ place, links });
}

function rootOf(tree: Tree, path: string): Looked<Arrival> {
  const info = lookedAt(path, tree.lstat('/'));
  return info.ok ? found({ place: { path: '/', info: info.value }, links: 0 }) : info;
}

/** Whether a last component is a name, not a direction. */
function isPlain(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..';
}

/** The components of a path, last first; a trailing slash is a `.`. */
function components(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '');
  if (names.length > 0 && path.endsWith('/')) names.push('.');
  return names.reverse();
}

/** A name in a directory, as a path. */
export function child(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}

function longerThan(bytes: number, text: string): boolean {
  // A UTF-16 unit stands for one to three bytes.
  return text.length > bytes || (text.length * 3 > bytes && encode(text).length > bytes);
}
