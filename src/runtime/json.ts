/*
 * What a runtime or a program says, as JSON.parse gives it: any of it may be missing or of another type, and is then
 * read as protobuf's zero.
 */

/** A member of an object; undefined of what is none. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

export function textOf(value: unknown, name: string): string {
  const text = member(value, name);
  return typeof text === 'string' ? text : '';
}

/** A number, or a number in quotes as protobuf's JSON has those of 64 bits. */
export function numberOf(value: unknown, name: string): number {
  const given = member(value, name);
  const number = typeof given === 'string' && given !== '' ? Number(given) : given;
  return typeof number === 'number' && Number.isFinite(number) ? number : 0;
}

export function listOf(value: unknown, name: string): readonly unknown[] {
  const list = member(value, name);
  return Array.isArray(list) ? list : [];
}

/** Texts by name, in the order of their names. */
export function textsOf(value: unknown, name: string): Readonly<Record<string, string>> {
  const map = member(value, name);
  if (typeof map !== 'object' || map === null) return {};
  const entries = Object.entries(map).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A list of words; null where there is none. */
export function wordsOf(value: unknown, name: string): readonly string[] | null {
  const list = member(value, name);
  return Array.isArray(list) ? list.filter((word) => typeof word === 'string') : null;
}

/** Milliseconds of nanoseconds since the epoch, or of a time in words, as `crictl inspect` has it; null for none. */
export function timeOfNanos(value: unknown, name: string): number | null {
  if (textOf(value, name).includes('T')) return timeOfText(value, name);
  const nanos = numberOf(value, name);
  return nanos > 0 ? Math.floor(nanos / 1e6) : null;
}

/** Milliseconds of a time in words; null for none and for Go's zero, of the year 1. */
export function timeOfText(value: unknown, name: string): number | null {
  const time = Date.parse(textOf(value, name));
  return time > 0 ? time : null;
}

/** The value of a JSON text, undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
