import type { Host } from '../node/host/host.ts';
import { join, parentOf } from '../node/host/path.ts';

/** What settings are called. */
export const SETTINGS_NAME = '.spctl.yaml';

/** What somebody may take for it. */
const OTHER_NAME = '.spctl.yml';

/**
 * A search for settings: each call gives the nearest at or above a path, null where there are none. A repository is
 * searched up to its own directory, the one with `.git`; else the search goes up to the root.
 *
 * A directory that this user may not search has nothing to say: nothing below it can be linted either.
 *
 * `misnamed` hears of files that look like settings and are not called so.
 */
export function settingsSearch(
  host: Host,
  misnamed: (path: string) => void = () => {},
): (path: string) => string | null {
  const known = new Map<string, string | null>();
  return (path) => {
    const passed: string[] = [];
    let found: string | null | undefined;
    for (let place = path; found === undefined; place = parentOf(place)) {
      found = known.get(place) ?? (known.has(place) ? null : lookIn(host, place, misnamed));
      passed.push(place);
    }
    for (const place of passed) known.set(place, found);
    return found;
  };
}

/** The settings in a directory; null where the search ends there, undefined where it goes on above. */
function lookIn(host: Host, directory: string, misnamed: (path: string) => void): string | null | undefined {
  const other = join(directory, OTHER_NAME);
  if (host.lstat(other).ok) misnamed(other);
  const file = join(directory, SETTINGS_NAME);
  const look = host.stat(file);
  // What is there and is no file, or leads round in circles, is for the reader to refuse.
  if (look.ok || look.failure.reason === 'loop' || look.failure.reason === 'io') return file;
  // A symlink that leads nowhere: somebody means settings to be here.
  if (look.failure.reason === 'absent' && host.lstat(file).ok) return file;
  return directory === '/' || host.stat(join(directory, '.git')).ok ? null : undefined;
}
