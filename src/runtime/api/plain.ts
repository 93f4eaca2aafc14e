/*
 * Typed reading of plain JSON: what is not of the type that it should be is as good as absent.
 */

/** Undefined where the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A member of an object; undefined where there is none, or it is no object. */
function member(value: unknown, ...keys: readonly string[]): unknown {
  let at = value;
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !Object.hasOwn(at, key))
      return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at;
}

/** A text; empty where there is none. */
export function text(value: unknown, ...keys: readonly string[]): string {
  const found = member(value, ...keys);
  return typeof found === 'string' ? found : '';
}

/** A text that is not empty, else null. */
export function textOrNull(value: unknown, ...keys: readonly string[]): string | null {
  return text(value, ...keys) || null;
}

/** A whole number; null where there is none. */
export function integer(value: unknown, ...keys: readonly string[]): number | null {
  const found = member(value, ...keys);
  return Number.isSafeInteger(found) ? (found as number) : null;
}

export function flag(value: unknown, ...keys: readonly string[]): boolean {
  return member(value, ...keys) === true;
}

/** The items of a list; none where there is no list. */
export function items(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const found = member(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/** A time as Kubernetes writes it (RFC 3339), in milliseconds since the epoch; null where there is none. */
export function time(value: unknown, ...keys: readonly string[]): number | null {
  const written = text(value, ...keys);
  const parsed = /^\d{4}-\d\d-\d\dT/.test(written) ? Date.parse(written) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

/** The members of an object that are texts. */
export function texts(value: unknown, ...keys: readonly string[]): ReadonlyMap<string, string> {
  const found = member(value, ...keys);
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return new Map();
  return new Map(
    Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
