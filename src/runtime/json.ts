/*
 * What a server, a runtime or a program says, as JSON.parse gives it: any of it may be missing or of another type, and
 * is then read as absent, or as protobuf's zero. `path` names a member, then a member of that.
 */

/** Undefined where there is none, or where something on the way is no object. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return at;
}

/** A text; empty where there is none. */
export function textOf(value: unknown, ...path: readonly string[]): string {
  const text = member(value, ...path);
  return typeof text === 'string' ? text : '';
}

/** A text that is not empty, else null. */
export function textOrNull(value: unknown, ...path: readonly string[]): string | null {
  return textOf(value, ...path) || null;
}

/** A number, or a number in quotes as protobuf's JSON has those of 64 bits; 0 where there is none. */
export function numberOf(value: unknown, ...path: readonly string[]): number {
  const given = member(value, ...path);
  const number = typeof given === 'string' && given !== '' ? Number(given) : given;
  return typeof number === 'number' && Number.isFinite(number) ? number : 0;
}

/** A whole number; null where there is none. */
export function integerOrNull(value: unknown, ...path: readonly string[]): number | null {
  const number = member(value, ...path);
  return Number.isSafeInteger(number) ? (number as number) : null;
}

/** Whether it is there, and true. */
export function isTrue(value: unknown, ...path: readonly string[]): boolean {
  return member(value, ...path) === true;
}

/** The items of a list; none where there is no list. */
export function listOf(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const list = member(value, ...path);
  return Array.isArray(list) ? list : [];
}

/** The texts of a list; null where there is no list. */
export function wordsOf(value: unknown, ...path: readonly string[]): readonly string[] | null {
  const list = member(value, ...path);
  return Array.isArray(list) ? list.filter((word) => typeof word === 'string') : null;
}

/** The members of an object that are texts, in the order of their names. */
export function textsOf(value: unknown, ...path: readonly string[]): Readonly<Record<string, string>> {
  const map = member(value, ...path);
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return {};
  const entries = Object.entries(map).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Milliseconds since the epoch of a time in words (RFC 3339); null for none and for Go's zero, of the year 1. */
export function timeOfText(value: unknown, ...path: readonly string[]): number | null {
  const text = textOf(value, ...path);
  const time = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : 0;
  return time > 0 ? time : null;
}

/** The same of nanoseconds since the epoch, or of a time in words, as `crictl inspect` has it. */
export function timeOfNanos(value: unknown, ...path: readonly string[]): number | null {
  if (textOf(value, ...path).includes('T')) return timeOfText(value, ...path);
  const nanos = numberOf(value, ...path);
  return nanos > 0 ? Math.floor(nanos / 1e6) : null;
}

/** The value of a JSON text, undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
