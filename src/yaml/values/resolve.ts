import type { WrittenScalar } from '../syntax/compose.ts';
import { Problem } from '../syntax/problem.ts';
import { decodeBase64 } from './base64.ts';
import { type GoInteger, parseBinary, parseDecimal, parseInteger } from './numbers.ts';
import { isTimestamp } from './timestamp.ts';

/** A scalar's value as go-yaml decodes it into an empty interface. */
export type Scalar =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'str'; readonly value: string }
  | GoInteger;

type Tag = 'null' | 'bool' | 'int' | 'float' | 'str' | 'timestamp';

const NULL: Scalar = { kind: 'null' };
const TRUE: Scalar = { kind: 'bool', value: true };
const FALSE: Scalar = { kind: 'bool', value: false };
const INFINITY: Scalar = { kind: 'float', value: Number.POSITIVE_INFINITY };
const MINUS_INFINITY: Scalar = { kind: 'float', value: Number.NEGATIVE_INFINITY };
const NOT_A_NUMBER: Scalar = { kind: 'float', value: Number.NaN };

/** Words with a meaning of their own (resolve.go resolveMap); every other case of them is a string. */
const WORDS: ReadonlyMap<string, Scalar> = new Map(
  (
    [
      [TRUE, 'y Y yes Yes YES true True TRUE on On ON'],
      [FALSE, 'n N no No NO false False FALSE off Off OFF'],
      [NULL, '~ null Null NULL'],
      [NOT_A_NUMBER, '.nan .NaN .NAN'],
      [INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'],
      [MINUS_INFINITY, '-.inf -.Inf -.INF'],
    ] as const
  ).flatMap(([scalar, words]) => words.split(' ').map((word) => [word, scalar] as const)),
);

/** What a scalar must begin with to be anything but a string (resolve.go resolveTable), by character code. */
const TELLING = new Array<boolean>(128).fill(false);
for (const char of 'yYnNtTfFoO~.+-0123456789') TELLING[char.charCodeAt(0)] = true;

/** resolve.go yamlStyleFloat. */
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** ParseFloat of what begins with a dot: underscores stand between digits. */
const DOT_FLOAT = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;

/** Whether a text that begins so can be anything but a string. */
export function mayTell(first: number): boolean {
  return TELLING[first] === true;
}

const LONGEST_WORD = 5;

const PREFIX = 'tag:yaml.org,2002:';
const RESOLVABLE: ReadonlyMap<string, Tag> = new Map(
  (['null', 'bool', 'int', 'float', 'str', 'timestamp'] as const).map((tag) => [PREFIX + tag, tag]),
);

/** The value of a scalar (decode.go scalar, resolve.go resolve). Throws a {@link Problem} if its tag does not fit. */
export function resolveScalar(node: WrittenScalar): Scalar {
  const { tag, value } = node;
  if (tag === '') return node.implicit ? resolvePlain(value) : { kind: 'str', value };
  if (tag === `${PREFIX}binary`) {
    const decoded = decodeBase64(value);
    if (decoded === undefined) throw problem(node, '!!binary value contains invalid base64 data');
    return { kind: 'str', value: decoded };
  }
  const wanted = RESOLVABLE.get(tag);
  return wanted === undefined || wanted === 'str' ? { kind: 'str', value } : resolveTagged(node, wanted);
}

/** What a text without quotes and tag means. */
export function resolvePlain(value: string): Scalar {
  if (value === '') return NULL;
  const first = value.charCodeAt(0);
  if (!mayTell(first)) return { kind: 'str', value };
  const word = value.length <= LONGEST_WORD ? WORDS.get(value) : undefined;
  if (word) return word;
  if (first === 0x2e) return resolveDotFloat(value);
  return (first <= 0x39 && resolveNumber(value)) || { kind: 'str', value };
}

function resolveTagged(node: WrittenScalar, wanted: Tag): Scalar {
  const { value } = node;
  const found = wanted === 'timestamp' && isTimestamp(value) ? 'timestamp' : resolvePlain(value);
  if (found === 'timestamp') return { kind: 'str', value };
  const kind = found.kind === 'uint' ? 'int' : found.kind;
  if (kind === wanted) return found;
  if (wanted === 'float' && found.kind === 'int') return { kind: 'float', value: Number(found.text) };
  throw problem(node, `cannot decode !!${kind} \`${value}\` as a !!${wanted}`);
}

function resolveDotFloat(value: string): Scalar {
  const float = DOT_FLOAT.test(value) ? parseDecimal(value.replaceAll('_', '')) : undefined;
  return float === undefined ? { kind: 'str', value } : { kind: 'float', value: float };
}

/** What numbers of any base are made of: spares most of what begins like one, an option or an address, a closer look. */
const NUMERIC = /^[-+]?[0-9._][-+0-9a-fA-FoOxX._]*$/;

/** Dates need no thought here: what looks like one is no number either. */
function resolveNumber(value: string): Scalar | undefined {
  if (!NUMERIC.test(value)) return undefined;
  const plain = value.includes('_') ? value.replaceAll('_', '') : value;
  const integer = parseInteger(plain);
  if (integer) return integer;
  if (FLOAT.test(plain)) {
    const float = parseDecimal(plain);
    if (float !== undefined) return { kind: 'float', value: float };
  }
  if (plain.startsWith('0b')) return parseBinary(plain.slice(2));
  if (plain.startsWith('-0b')) {
    const negative = parseBinary(`-${plain.slice(3)}`);
    return negative?.kind === 'int' ? negative : undefined;
  }
  return undefined;
}

function problem(node: WrittenScalar, message: string): Problem {
  return new Problem(message, { start: node.start, end: node.end });
}
