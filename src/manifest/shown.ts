import { quote } from '../bytes/go-strings.ts';
import type { FieldValue } from '../validation/field-errors.ts';

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
