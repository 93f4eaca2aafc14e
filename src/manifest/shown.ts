import { quote } from '../bytes/go-strings.ts';
import type { FieldValue } from '../validation/field-errors.ts';
import type { KnowingPlace } from './misplaced-field.ts';

/** Names and values of the user can be of any length. */
const MAX_VALUE = 80;
const MAX_PATH = 200;

/** A text of the user in a message: its beginning. */
export function shorten(text: string, length = MAX_VALUE): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

/** A field's path in a message. */
export function showPath(path: string): string {
  return shorten(path, MAX_PATH);
}

/** A value in a message: texts in quotes. */
export function showValue(value: FieldValue): string {
  return typeof value === 'string' ? shorten(quote(value.slice(0, MAX_VALUE + 1))) : `${value}`;
}

/** Where a field that was written as `key` belongs: `in "a", "b" or "c"`. */
export function showPlaces(places: readonly KnowingPlace[], key: string): string {
  const { field = key, shown: first } = places[0] ?? {};
  const names = places.map(({ shown }) => `"${showPath(shown)}"`);
  const last = names.pop();
  const where = names.length === 0 ? last : `${names.join(', ')} or ${last}`;
  return `${first === '' ? 'at the top of the document' : `in ${where}`}${field === key ? '' : ` as "${field}"`}`;
}
