import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** The change of a text as a unified diff, as patch(1) takes it; empty where there is none. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  return createTwoFilesPatch(path, path, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
