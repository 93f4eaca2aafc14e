/*
 * Go's path/filepath on Unix, for it decides which names the kubelet opens: purely lexical, so that a `..`
 * takes away the name before it even where that name is a symlink.
 */

/** filepath.Clean: no `.`, no doubled slash, `..` resolved as far as it goes; `.` for an empty path. */
export function clean(path: string): string {
  const rooted = path.startsWith('/');
  if (rooted && isEvidentlyClean(path)) return path;
  const kept: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') kept.push(name);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push(name);
  }
  const joined = kept.join('/');
  return rooted ? `/${joined}` : joined || '.';
}

/** Most absolute paths are clean, and asked about again and again. */
function isEvidentlyClean(path: string): boolean {
  return !path.endsWith('/') && !path.includes('//') && !path.includes('/.');
}

/** filepath.Join: the parts that are not empty, cleaned; empty when all are. */
export function join(...parts: readonly string[]): string {
  const present = parts.filter((part) => part !== '');
  return present.length === 0 ? '' : clean(present.join('/'));
}

/** filepath.IsAbs. */
export function isAbsolute(path: string): boolean {
  return path.startsWith('/');
}

/** filepath.Abs for a process in `directory`. */
export function absolute(path: string, directory: string): string {
  return isAbsolute(path) ? clean(path) : join(directory, path);
}

/** strings.TrimRight for slashes: nothing is left of `/`. */
export function trimTrailingSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end);
}

/** The last name of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The directory above a path, `/` for one at the top: what stands before its last slash, whatever that leads to. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
