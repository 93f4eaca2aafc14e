import { toJson } from '../yaml/json/to-json.ts';
import type { StringNode } from '../yaml/tree.ts';
import { base64Error } from './go-base64.ts';
import { durationError, RFC3339, RFC3339_MICRO, timeError } from './go-time.ts';
import { quantityError } from './self-decoding.ts';

/** The JSON Schema formats of types that decode themselves from a string, for the compiled validators. */
export const formats = {
  quantity: (text: string) => quantityError(toJson(stringNode(text)).slice(1, -1)) === null,
  'date-time': (text: string) => timeError(text, RFC3339) === null,
  'micro-time': (text: string) => timeError(text, RFC3339_MICRO) === null,
  'go-duration': (text: string) => durationError(text) === null,
  'go-duration-or-nanoseconds': (text: string) => durationError(text) === null,
  byte: (text: string) => base64Error(text) === null,
};

/** A Quantity reads the JSON text of its string. */
function stringNode(value: string): StringNode {
  return { kind: 'string', value, range: { start: 0, end: 0 } };
}
