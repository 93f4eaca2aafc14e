import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/**
 * The change of a text as a unified diff, as `git apply` and `patch -p1` take it; empty where there is none. A path
 * that leads elsewhere than below the directory at hand stays as it is: neither goes there.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const plain = path.replace(/^(\.\/+)+/, '');
  const isBelow = !/^\/|(^|\/)\.\.(\/|$)/.test(plain);
  const [from, to] = isBelow ? [`a/${plain}`, `b/${plain}`] : [path, path];
  return createTwoFilesPatch(from, to, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
