import { listOf, textOf } from '../json.ts';
import { type ApiResult, answered } from './api-error.ts';
import type { Api } from './open-api.ts';

/** Objects a page, and pages: a server that always has another one must come to an end. */
const PAGE = 250;
const MAX_PAGES = 40;

/** All objects of a list, page by page (`limit` and `continue`). */
export async function listAll<T>(
  api: Api,
  path: string,
  query: Readonly<Record<string, string>>,
  read: (object: unknown) => T | null,
): Promise<ApiResult<readonly T[]>> {
  const found: T[] = [];
  let next = '';
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await api.get(
      withQuery(path, { ...query, limit: String(PAGE), ...(next !== '' && { continue: next }) }),
    );
    if (!answer.ok) return answer;
    for (const item of listOf(answer.value, 'items')) {
      const object = read(item);
      if (object !== null) found.push(object);
    }
    next = textOf(answer.value, 'metadata', 'continue');
    if (next === '') break;
  }
  return answered(found);
}

function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  return `${path}?${Object.entries(query)
    .map(([key, value]) => `${key}=${segment(value)}`)
    .join('&')}`;
}

/** A name as a part of a path or of a query. */
export function segment(name: string): string {
  return encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd'));
}
