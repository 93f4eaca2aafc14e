import type { Origin } from '../../../diagnostics/origin.ts';
import type { ConfigValue } from '../flags/flag-types.ts';
import type { ConfigFile } from './config-file.ts';
import { equalValues, GATE_PREFIX, isObject, isZero } from './config-value.ts';
import { formatDuration } from './duration.ts';
import { assign, DEFAULT_ORIGIN, type Settings } from './settings.ts';

/**
 * The drop-ins of 1.28: mergo.Merge with override of the whole drop-in, its defaults included, over the
 * configuration (github.com/imdario/mergo v0.3.6 deepMerge). What is not zero replaces, maps unite.
 */
export function mergeStructs(settings: Settings, dropIn: Settings, file: ConfigFile): void {
  // What a drop-in does not say is its default all the same.
  const defaulted: Origin = { kind: 'default', via: [{ kind: 'dropin', location: { file: file.path } }] };
  for (const [path, { value, origin }] of dropIn) {
    const current = settings.get(path)?.value;
    const merged = mergeValue(path, current, value);
    if (merged === undefined) continue;
    const isDefault = origin === DEFAULT_ORIGIN;
    if (isDefault && current !== undefined && equalValues(current, merged)) continue;
    assign(settings, path, merged, isDefault ? defaulted : origin);
  }
}

/** The members of these types are pointers in the internal type: they replace even when they point at zero. */
const POINTERS = ['maxParallelImagePulls', 'memoryThrottlingFactor', 'tracing'];

/** What the leaf becomes; undefined when it stays. */
function mergeValue(
  path: string,
  current: ConfigValue | undefined,
  value: ConfigValue,
): ConfigValue | undefined {
  if (path.startsWith(GATE_PREFIX) || POINTERS.includes(path)) return value;
  // A Quantity has no exported field but its format: mergo can't reach the number.
  if (path.endsWith('.infoBufferSize') || isZero(value)) return undefined;
  if (path === 'logging.flushFrequency') return flushFrequency(current, value);
  if (isObject(value)) return unite(isObject(current) ? current : {}, value);
  return value;
}

/** The duration and "write it as a text" are two fields, of which the second can't be unset. */
function flushFrequency(current: ConfigValue | undefined, value: ConfigValue): ConfigValue {
  return typeof value === 'number' && typeof current === 'string' ? formatDuration(BigInt(value)) : value;
}

function unite(
  current: { readonly [key: string]: ConfigValue },
  value: { readonly [key: string]: ConfigValue },
): ConfigValue {
  const present = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries([...Object.entries(current), ...present]);
}
