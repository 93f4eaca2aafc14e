import type { EntryPath } from './entry-path.ts';
import type { Content } from './member.ts';

/** What stands at the root of a node, and of little else. */
const SYSTEM: ReadonlySet<string> = new Set(['etc', 'usr', 'lib', 'run', 'var', 'proc']);

/**
 * The directory that is a node's root in an archive made from outside of it (`tar -cf node01.tar node01`): the
 * only one at the top, while nothing of a system is beside it and something of it inside.
 */
export function topDirectory(
  entries: Iterable<{ readonly path: EntryPath; readonly content: Content }>,
): string | undefined {
  let top: string | undefined;
  let hasSystem = false;
  for (const { path, content } of entries) {
    const [first, second] = firstTwo(path);
    if (SYSTEM.has(first)) return undefined;
    if (second === '' && (first === '' || content.kind !== 'directory')) continue;
    if (top !== undefined && first !== top) return undefined;
    top = first;
    hasSystem ||= SYSTEM.has(second);
  }
  return hasSystem ? top : undefined;
}

/** The path as seen from the top directory; undefined for what is beside it. */
export function below(top: string, path: EntryPath): EntryPath | undefined {
  if (path === top) return '';
  return path.startsWith(`${top}/`) ? path.slice(top.length + 1) : undefined;
}

function firstTwo(path: EntryPath): [string, string] {
  const cut = path.indexOf('/');
  if (cut === -1) return [path, ''];
  const end = path.indexOf('/', cut + 1);
  return [path.slice(0, cut), path.slice(cut + 1, end === -1 ? undefined : end)];
}
