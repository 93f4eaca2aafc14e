import type { ConfigValue } from '../flags/flag-types.ts';
import type { GoType } from './go-types.ts';

/** Prefix of the leaves that are feature gates. */
export const GATE_PREFIX = 'featureGates.';

/** Whether a leaf holds what Go's zero value, nil or `omitempty` would call empty. */
export function isZero(value: ConfigValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return true;
  if (value === '0s') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Whether a value is a JSON object. */
export function isObject(
  value: ConfigValue | undefined,
): value is { readonly [member: string]: ConfigValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two JSON values are equal; the order of members does not matter. */
export function equalValues(a: ConfigValue, b: ConfigValue): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  const left = Object.entries(a);
  const right = new Map<string, ConfigValue>(Object.entries(b));
  if (Array.isArray(a) !== Array.isArray(b) || left.length !== right.size) return false;
  return left.every(([key, value]) => {
    const other = right.get(key);
    return other !== undefined && equalValues(value, other);
  });
}

/** Go's zero value of a type, as JSON shows it. */
export function zeroOf(type: GoType): ConfigValue {
  switch (type.kind) {
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'duration':
      return '0s';
    case 'quantity':
      return '0';
    case 'map':
    case 'list':
    case 'time':
      return null;
    case 'struct':
      return {};
    default:
      return 0;
  }
}
