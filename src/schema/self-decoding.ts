import { trimSpace } from '../bytes/go-strings.ts';
import { parseQuantity } from '../validation/quantity.ts';
import type { Node } from '../yaml/tree.ts';
import { fitsNumber } from './go-numbers.ts';
import { durationError, RFC3339, RFC3339_MICRO, timeError } from './go-time.ts';
import type { GoType } from './types.ts';

/**
 * Why a type's own UnmarshalJSON fails: in its own words, or with Go's UnmarshalTypeError, to which the decoder
 * adds where it was. Either ends the decoding at once.
 */
export type SelfDecodingError =
  | { readonly message: string }
  | { readonly found: string; readonly goType: string };

/** The JSON text of a node: UnmarshalJSON gets bytes, and some types look at them. */
export type JsonText = (node: Node) => string;

type UnmarshalJson = (node: Node, jsonText: JsonText) => SelfDecodingError | null;

const UNMARSHAL_JSON: Partial<Record<GoType['kind'], UnmarshalJson>> = {
  quantity: unmarshalQuantity,
  'int-or-string': unmarshalIntOrString,
  time: (node) => (node.kind === 'null' ? null : unmarshalText(node, (text) => timeError(text, RFC3339))),
  'micro-time': (node) =>
    node.kind === 'null' ? null : unmarshalText(node, (text) => timeError(text, RFC3339_MICRO)),
  duration: unmarshalDuration,
  // A pointer becomes nil and is not asked.
  'duration-pointer': (node) => (node.kind === 'null' ? null : unmarshalDuration(node)),
  'duration-or-nanoseconds': unmarshalTimeOrMetaDuration,
};

/** The UnmarshalJSON of a kind of type, for those that have one. */
export function unmarshalJsonOf(kind: GoType['kind']): UnmarshalJson | undefined {
  return UNMARSHAL_JSON[kind];
}

/** How Go calls what it found where something else belongs; where a number belongs, its text is added. */
export function describeFound(node: Node): string {
  return node.kind === 'boolean' ? 'bool' : node.kind;
}

/**
 * resource.Quantity.UnmarshalJSON: why what stands between the quotes is no quantity. It is the JSON text that is
 * read, so an escape in it is no letter and no white space.
 */
export function quantityError(text: string): string | null {
  const parsed = parseQuantity(trimSpace(text));
  return parsed.ok ? null : parsed.error;
}

function unmarshalQuantity(node: Node, jsonText: JsonText): SelfDecodingError | null {
  if (node.kind === 'null') return null;
  const text = jsonText(node);
  const message = quantityError(node.kind === 'string' ? text.slice(1, -1) : text);
  return message === null ? null : { message };
}

/** intstr.IntOrString.UnmarshalJSON: all but strings is an int32. */
function unmarshalIntOrString(node: Node): SelfDecodingError | null {
  if (node.kind === 'string' || node.kind === 'null') return null;
  if (node.kind !== 'number') return { found: describeFound(node), goType: 'int32' };
  return fitsNumber(node.text, 'int32') ? null : { found: `number ${node.text}`, goType: 'int32' };
}

/** metav1.Duration.UnmarshalJSON: null leaves the text empty, and that is no duration. */
function unmarshalDuration(node: Node): SelfDecodingError | null {
  return unmarshalText(node, durationError);
}

function unmarshalText(node: Node, errorOf: (text: string) => string | null): SelfDecodingError | null {
  if (node.kind !== 'string' && node.kind !== 'null') return { found: describeFound(node), goType: 'string' };
  const message = errorOf(node.kind === 'string' ? node.value : '');
  return message === null ? null : { message };
}

/** TimeOrMetaDuration.UnmarshalJSON of component-base/logs/api/v1. */
function unmarshalTimeOrMetaDuration(node: Node, jsonText: JsonText): SelfDecodingError | null {
  if (node.kind === 'string') return unmarshalDuration(node);
  if (node.kind === 'null') return null;
  if (node.kind === 'number' && fitsNumber(node.text, 'int64')) return null;
  const found = node.kind === 'number' ? `number ${node.text}` : describeFound(node);
  const text = jsonText(node).replace(/["\\]/g, '\\$&');
  return {
    message: `invalid duration "${text}": json: cannot unmarshal ${found} into Go value of type time.Duration`,
  };
}
