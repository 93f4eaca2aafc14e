import type { Node } from '../../../yaml/tree.ts';
import type { ConfigValue } from '../flags/flag-types.ts';
import { parseDuration } from './duration.ts';
import type { ScalarType } from './go-types.ts';

/** A Go type's name without its package. */
export function baseName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** How Go's errors call a JSON value. */
export function goKind(node: Node): string {
  return node.kind === 'boolean' ? 'bool' : node.kind;
}

/** A scalar's JSON text; arrays and objects only need to be no number. */
export function jsonText(node: Node): string {
  switch (node.kind) {
    case 'number':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'array':
      return '[]';
    case 'object':
      return '{}';
    default:
      return 'null';
  }
}

const INTEGER_LIMITS = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
} as const;

/** strconv.ParseInt and the like over a JSON number's text; undefined where they fail. */
export function numberOf(
  text: string,
  kind: Exclude<ScalarType['kind'], 'string' | 'bool'>,
): number | undefined {
  const value = Number(text);
  if (kind === 'float64') return Number.isFinite(value) ? value : undefined;
  if (kind !== 'int32' && kind !== 'int64' && kind !== 'uint32') return undefined;
  if (!/^-?\d{1,20}$/.test(text) || (kind === 'uint32' && text.startsWith('-'))) return undefined;
  const [low, high] = INTEGER_LIMITS[kind];
  const integer = BigInt(text);
  return integer >= low && integer <= high ? value + 0 : undefined;
}

/** A flushFrequency as a number of nanoseconds. */
export function nanosecondsOf(value: ConfigValue | undefined): number {
  if (typeof value === 'number') return value;
  const parsed = typeof value === 'string' ? parseDuration(value) : undefined;
  return parsed?.ok ? Number(parsed.nanoseconds) : 0;
}
