import { encode } from '../../bytes/text.ts';
import { isValidUtf8 } from './utf8.ts';

/* Paths as systemd's settings take them (systemd basic/path-util.c). */

/** PATH_MAX and NAME_MAX (linux/limits.h), PATH_MAX with the terminating NUL. */
const PATH_MAX = 4096;
const NAME_MAX = 255;

/** path_simplify: no doubled or trailing slashes, no `.` components; `..` stays. */
export function simplifyPath(path: string): string {
  const kept = path.split('/').filter((name) => name !== '' && name !== '.');
  return path.startsWith('/') ? `/${kept.join('/')}` : kept.join('/') || '.';
}

/** path_is_valid: neither empty nor too long, as a whole or in one component. */
export function isValidPath(path: string): boolean {
  if (path === '' || path.includes('\0')) return false;
  return encode(path).length < PATH_MAX && path.split('/').every((name) => encode(name).length <= NAME_MAX);
}

/** filename_is_valid: one component, not `.` or `..`. */
export function isValidFileName(name: string): boolean {
  return isValidPath(name) && !name.includes('/') && name !== '.' && name !== '..';
}

/** A path that a setting takes, simplified, or what is wrong with it, to be read after "the path is". */
export type CheckedPath =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly problem: string };

/** path_simplify_and_warn (systemd shared/parse-helpers.c). */
export function checkPath(path: string, form: 'absolute' | 'relative'): CheckedPath {
  if (!isValidUtf8(path)) return { ok: false, problem: 'not valid UTF-8' };
  if (form === 'absolute' && !path.startsWith('/')) return { ok: false, problem: 'not absolute' };
  if (form === 'relative' && path.startsWith('/')) return { ok: false, problem: 'absolute' };
  const simple = simplifyPath(path);
  if (!isValidPath(simple)) return { ok: false, problem: 'too long' };
  if (simple.split('/').includes('..')) return { ok: false, problem: 'not normalised: it holds ".."' };
  return { ok: true, path: simple };
}
