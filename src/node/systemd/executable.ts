import type { Host } from '../host/host.ts';
import { clean } from '../host/path.ts';
import { simplifyPath } from './paths.ts';

/** What systemd would execute, or why it can't. */
export type FoundExecutable =
  | { readonly ok: true; readonly path: string; readonly assumed: boolean }
  /** `skippable` with the prefix `-`: the file is not even there to be executed. */
  | { readonly ok: false; readonly problem: string; readonly skippable: boolean };

/** How many `#!` lines lead on (BINPRM_BUF_SIZE allows more, Linux does not: ELOOP). */
const MAX_INTERPRETERS = 5;
/** Where an executable without a slash is taken to be when a copy of a node lacks it. */
const USUAL_DIRECTORY = '/usr/bin';

/**
 * Finds an executable (systemd basic/path-util.c, find_executable_full): as it is with a slash, else in the
 * search path. In a copy of a node what is missing is taken as there, and permission bits do not count.
 */
export function findExecutable(
  host: Host,
  name: string,
  searchPath: readonly string[],
  custom: boolean,
): FoundExecutable {
  if (name.includes('/')) return check(host, name);
  let problem: FoundExecutable = { ok: false, problem: 'there is no such file', skippable: true };
  for (const directory of searchPath) {
    const path = simplifyPath(`${directory}/${name}`);
    if (!host.stat(path).ok) continue;
    const found = check(host, path);
    if (found.ok) return found;
    problem = found;
  }
  if (host.live || isPattern(name)) return problem;
  const directory = (custom ? searchPath[0] : undefined) ?? USUAL_DIRECTORY;
  return { ok: true, path: simplifyPath(`${directory}/${name}`), assumed: true };
}

function check(host: Host, path: string): FoundExecutable {
  const info = host.stat(path);
  if (!info.ok) {
    if (!host.live && !isPattern(path))
      return { ok: true, path: resolveDirectory(host, path), assumed: true };
    return { ok: false, problem: failureText(info.failure.reason, info.failure.message), skippable: true };
  }
  if (info.value.type !== 'file') {
    const problem = info.value.type === 'directory' ? 'it is a directory' : 'it is not a regular file';
    return { ok: false, problem, skippable: true };
  }
  if (host.live) {
    if ((info.value.mode & 0o111) === 0)
      return { ok: false, problem: 'it is not executable', skippable: true };
    const problem = formatProblem(host, path);
    if (problem) return { ok: false, problem, skippable: false };
  }
  return { ok: true, path: resolveDirectory(host, path), assumed: false };
}

/** No executable is called so: a variable or a pattern is meant, which systemd takes literally. */
function isPattern(path: string): boolean {
  return /[$*]/.test(path);
}

function failureText(reason: string, message: string): string {
  return reason === 'absent' ? 'there is no such file' : message;
}

/** Why Linux does not execute a file: neither ELF nor a script with an interpreter that is there. */
function formatProblem(host: Host, path: string, depth = 0): string | undefined {
  const head = readHead(host, path);
  if (head === undefined || head.startsWith('\x7fELF')) return undefined;
  const interpreter = /^#![ \t]*([^ \t\n\0]+)/.exec(head)?.[1];
  if (interpreter === undefined) return 'it is neither a program nor a script with "#!"';
  const info = host.stat(interpreter);
  if (!info.ok || info.value.type !== 'file') return `there is no interpreter "${interpreter}"`;
  return depth < MAX_INTERPRETERS
    ? formatProblem(host, interpreter, depth + 1)
    : 'its interpreters have no end';
}

/** The beginning of a file, one character a byte; undefined where it can't be read. */
function readHead(host: Host, path: string): string | undefined {
  const head = host.readHead(path, 256);
  return head.ok ? String.fromCharCode(...head.value) : undefined;
}

/** Merged since long: a copy that lacks these directories has them as links into /usr. */
const MERGED = /^\/(bin|sbin|lib|lib64)(?=\/)/;

/** The path as /proc/PID/exe shows it, but for a symlink at its end. */
function resolveDirectory(host: Host, path: string): string {
  const cut = path.lastIndexOf('/');
  const directory = host.realPath(path.slice(0, cut) || '/');
  if (directory.ok) return clean(`${directory.value}/${path.slice(cut + 1)}`);
  const lexical = clean(path);
  const merged = MERGED.exec(lexical);
  return merged && !host.lstat(merged[0]).ok ? `/usr${lexical}` : lexical;
}
