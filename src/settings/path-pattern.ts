import { BAD_PATTERN, match } from '../directory/match.ts';

/**
 * A pattern as in .gitignore: with a slash before its end it counts from the settings file's directory, else it is
 * a name at any depth; `*` and `?` stay within a name, `**` is any number of directories; what lies below a
 * directory that matches, matches too.
 */
export interface PathPattern {
  /** As written. */
  readonly text: string;
  /** Name by name; `**` stands for any number of them. */
  readonly names: readonly string[];
}

/** A pattern, or why it is none, in one clause. */
export function parsePattern(text: string): PathPattern | { readonly problem: string } {
  if (text.startsWith('!')) return { problem: 'can\'t begin with "!": nothing takes a file back in' };
  const names = text.split('/').filter((name) => name !== '' && name !== '.');
  if (names.length === 0) return { problem: 'names nothing' };
  if (names.includes('..')) return { problem: 'leads out of the directory of the settings' };
  if (names.some(isMalformed)) return { problem: 'is malformed: "[" is not closed, or "\\" is the end' };
  const isAnchored = text.slice(0, -1).includes('/');
  return { text, names: isAnchored ? names : ['**', ...names] };
}

/** A star is no mistake, and with another character in its place all of a name is looked at. */
function isMalformed(name: string): boolean {
  return match(name.replaceAll('*', '?'), '') === BAD_PATTERN;
}

/** A path of this machine as patterns of settings see it: from their directory on; in full where it is elsewhere. */
export function namesOf(path: string, directory: string): readonly string[] {
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  const below = path.startsWith(prefix) ? path.slice(prefix.length) : path === directory ? '' : path;
  return below.split('/').filter((name) => name !== '');
}

/** Whether a pattern matches a path, or a directory above it. */
export function matches({ names: pattern }: PathPattern, path: readonly string[]): boolean {
  // The places in the pattern that the names so far lead to: a `**` stays where it is, and is passed over too.
  let places = passOver(pattern, new Set([0]));
  for (const name of path) {
    const next = new Set<number>();
    for (const place of places) {
      const part = pattern[place];
      if (part === '**') next.add(place);
      else if (part !== undefined && match(part, name) === true) next.add(place + 1);
    }
    places = passOver(pattern, next);
    if (places.has(pattern.length)) return true;
    if (places.size === 0) return false;
  }
  return false;
}

function passOver(pattern: readonly string[], places: Set<number>): Set<number> {
  // A set that is walked through also gives what is added on the way.
  for (const place of places) if (pattern[place] === '**') places.add(place + 1);
  return places;
}
