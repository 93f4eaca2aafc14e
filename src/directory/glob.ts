import type { Host } from '../node/host/host.ts';
import { join } from '../node/host/path.ts';
import { BAD_PATTERN, hasMeta, match } from './match.ts';

/** Go's pathSeparatorsLimit: a deeper pattern is a bad one. */
const MAX_DEPTH = 10_000;

/**
 * filepath.Glob for an absolute, clean pattern that has a meta character (path/filepath/match.go). What can't be
 * looked at is passed over; the only error is a malformed pattern.
 */
export function glob(host: Host, pattern: string): string[] | typeof BAD_PATTERN {
  // Upstream recurses towards the first component without a meta character; these are the patterns on the way.
  const files: string[] = [];
  let directory = pattern;
  do {
    if (files.length === MAX_DEPTH || match(directory, '') === BAD_PATTERN) return BAD_PATTERN;
    const slash = directory.lastIndexOf('/');
    files.push(directory.slice(slash + 1));
    directory = directory.slice(0, slash) || '/';
  } while (hasMeta(directory));

  let found = [directory];
  for (const file of files.reverse()) {
    const next: string[] = [];
    for (const place of found) {
      if (!matchNames(host, place, file, next)) return BAD_PATTERN;
    }
    found = next;
  }
  return found;
}

/** glob: adds the names in a directory that match; false when the pattern turns out to be malformed. */
function matchNames(host: Host, directory: string, pattern: string, into: string[]): boolean {
  const names = host.readDir(directory);
  if (!names.ok) return true;
  for (const name of names.value) {
    const matched = match(pattern, name);
    if (matched === BAD_PATTERN) return false;
    if (matched) into.push(join(directory, name));
  }
  return true;
}
