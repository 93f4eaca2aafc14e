import type { FileInfo, Host } from '../node/host/host.ts';
import { parentOf } from '../node/host/path.ts';
import { child } from '../node/host/walk.ts';
import { MAX_LINKS } from './rules.ts';

/** A place without symlinks on the way, and what is there. */
export interface Place {
  readonly path: string;
  readonly info: FileInfo;
}

/** What is to be told on the way. */
export interface Noted {
  readonly link: (path: string, info: FileInfo, target: string) => void;
  readonly denied: (directory: string) => void;
}

/**
 * Resolves paths as Linux does and tells of every symlink on the way, for an archive needs them too. Undefined where
 * there is nothing.
 */
export function linkResolver(host: Host, noted: Noted): (path: string) => Place | undefined {
  return (path) => {
    const rest = path.split('/').reverse();
    let links = 0;
    let place: Place | undefined = at('/');
    while (place && rest.length > 0) {
      const name = rest.pop()!;
      if (name === '' || name === '.') continue;
      if (name === '..') {
        place = at(parentOf(place.path));
        continue;
      }
      if (place.info.type !== 'directory') return undefined;
      const next: Place | undefined = at(child(place.path, name), place.path);
      if (next?.info.type !== 'symlink') {
        place = next;
        continue;
      }
      links += 1;
      const target = host.readLink(next.path);
      if (!target.ok || links > MAX_LINKS) return undefined;
      noted.link(next.path, next.info, target.value);
      if (target.value.startsWith('/')) place = at('/');
      rest.push(...target.value.split('/').reverse());
    }
    return place;
  };

  function at(path: string, directory?: string): Place | undefined {
    const info = host.lstat(path);
    if (info.ok) return { path, info: info.value };
    if (info.failure.reason === 'denied' && directory !== undefined) noted.denied(directory);
    return undefined;
  }
}
