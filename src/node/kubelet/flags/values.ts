import { quote, trimSpace } from '../../../bytes/go-strings.ts';
import { parseIP } from '../../../validation/ip.ts';
import { formatQuantity, parseQuantity } from '../../../validation/quantity.ts';
import type { FlagType } from '../../../versions/flags.ts';
import type { Minor } from '../../../versions/minor.ts';
import { formatDuration, parseDuration } from '../config/duration.ts';
import { readCSVRecord } from './csv.ts';
import type { ConfigValue } from './flag-types.ts';
import { parseBool, parseInt0, parseUint10, type Read } from './go-numbers.ts';
import { readReservedMemory } from './reserved-memory.ts';
import { readTaints } from './taints.ts';
import { readVersion } from './version-value.ts';

/** A text of a flag after Set has read it: what {@link foldValues} puts together. */
export type FlagValue = ConfigValue | undefined;

/** What Set makes of a text; `panics`: the process dies with a stack trace. */
export type ReadValue =
  | Read<FlagValue>
  | { readonly ok: false; readonly error: string; readonly panics: true };

/**
 * Set of a pflag.Value. `detached`: an earlier use was empty, which makes IPVar and ReservedMemoryVar let go of
 * their target (pkg/util/flag/flags.go).
 */
export function readValue(type: FlagType, text: string, minor: Minor, detached: boolean): ReadValue {
  switch (type) {
    case 'string':
      return { ok: true, value: text };
    case 'bool':
      return parseBool(text);
    case 'int32':
      return numberOf(parseInt0(text, 32));
    case 'int64':
      return numberOf(parseInt0(text, 64));
    case 'verbosity':
      return numberOf(parseUint10(text, 31));
    case 'duration':
    case 'flushFrequency':
      return readDuration(text);
    case 'goBool':
      return parseBool(text).ok ? { ok: true, value: undefined } : PARSE_ERROR;
    case 'goInt':
      return readGoInt(text);
    case 'goDuration':
      return parseDuration(text).ok ? { ok: true, value: undefined } : PARSE_ERROR;
    case 'stringSlice':
      return readCSVRecord(text);
    case 'ip':
      return readIP(text, detached);
    case 'mapStringBool':
      return readMapStringBool(text);
    case 'mapStringString':
      return readPairs(text, '=', 'string=string');
    case 'mapStringStringNoSplit':
      return readPair(text, '=', 'string=string');
    case 'langleSeparatedMapStringString':
      return readPairs(text, '<', 'string<string');
    case 'colonSeparatedMultimapStringString':
      return readMultimap(text);
    case 'configurationMap':
      return {
        ok: true,
        value: Object.fromEntries(items(text).map((item) => splitPair(item, '=') ?? [trimSpace(item), ''])),
      };
    case 'reservedMemory':
      return readReservedMemory(text, minor, detached);
    case 'taints':
      return readTaints(text, minor);
    case 'vmodule':
      return readVModule(text);
    case 'quantity':
      return readQuantity(text);
    case 'version':
      return readVersion(text, minor);
  }
}

/** Whether an empty text detaches the value from its target. */
export function detaches(type: FlagType, text: string): boolean {
  return text === '' && (type === 'ip' || type === 'reservedMemory');
}

/**
 * What the uses of a flag leave in its target, given what stood there: some replace, some accumulate, the first
 * use mostly clears. Undefined is nil.
 */
export function foldValues(
  type: FlagType,
  values: readonly FlagValue[],
  previous: ConfigValue | undefined,
): ConfigValue | undefined {
  switch (type) {
    case 'stringSlice':
      return values.flatMap(listOf);
    case 'mapStringString':
    case 'mapStringStringNoSplit':
    case 'langleSeparatedMapStringString':
    case 'configurationMap':
      return mergeMaps(values);
    case 'mapStringBool':
      // kubeletConfigFlagPrecedence adds the gates of the files that the flag does not name.
      return mergeMaps([previous, ...values]);
    case 'colonSeparatedMultimapStringString':
      return mergeMultimaps(values);
    case 'vmodule':
      return [previous, ...values].flatMap(listOf);
    case 'reservedMemory': {
      const set = values.filter((value) => value !== undefined);
      return set.length === 0 ? previous : set.flatMap(listOf);
    }
    case 'ip':
      return values.findLast((value) => value !== undefined) ?? previous;
    case 'flushFrequency':
      return writeFlushFrequency(values.at(-1), previous);
    default:
      return values.at(-1);
  }
}

/** The standard library's flag package says no more. */
const PARSE_ERROR = { ok: false, error: 'parse error' } as const;

function readGoInt(text: string): Read<undefined> {
  const value = parseInt0(text, 64);
  if (value.ok) return { ok: true, value: undefined };
  return value.error.endsWith('out of range') ? { ok: false, error: 'value out of range' } : PARSE_ERROR;
}

function numberOf(read: Read<bigint>): Read<number> {
  return read.ok ? { ok: true, value: Number(read.value) } : read;
}

function readDuration(text: string): Read<string> {
  const duration = parseDuration(text);
  return duration.ok ? { ok: true, value: formatDuration(duration.nanoseconds) } : duration;
}

/** TimeOrMetaDuration is written as it was read: a number where the file had one. */
function writeFlushFrequency(value: FlagValue, previous: ConfigValue | undefined): ConfigValue | undefined {
  if (typeof value !== 'string' || typeof previous !== 'number') return value;
  const duration = parseDuration(value);
  return duration.ok ? Number(duration.nanoseconds) : value;
}

function readIP(text: string, detached: boolean): ReadValue {
  if (text === '') return { ok: true, value: undefined };
  if (!parseIP(text)) return { ok: false, error: `${quote(text)} is not a valid IP address` };
  if (!detached) return { ok: true, value: text };
  return { ok: false, error: 'the string pointer passed into IPVar should not be nil', panics: true };
}

function readQuantity(text: string): Read<string> {
  const quantity = parseQuantity(text);
  return quantity.ok ? { ok: true, value: formatQuantity(quantity.value) } : quantity;
}

/** The parts between commas that aren't empty. */
function items(text: string): string[] {
  return text.split(',').filter((item) => item !== '');
}

/** Key and value around the first separator, trimmed. */
function splitPair(item: string, separator: string): [string, string] | undefined {
  const at = item.indexOf(separator);
  return at === -1 ? undefined : [trimSpace(item.slice(0, at)), trimSpace(item.slice(at + 1))];
}

function readPair(text: string, separator: string, form: string): Read<Readonly<Record<string, string>>> {
  const pair = splitPair(text, separator);
  return pair
    ? { ok: true, value: Object.fromEntries([pair]) }
    : { ok: false, error: `malformed pair, expect ${form}` };
}

function readPairs(text: string, separator: string, form: string): Read<Readonly<Record<string, string>>> {
  const pairs = items(text).map((item) => splitPair(item, separator));
  if (pairs.some((pair) => !pair)) return { ok: false, error: `malformed pair, expect ${form}` };
  return { ok: true, value: Object.fromEntries(pairs.filter((pair) => pair !== undefined)) };
}

function readMapStringBool(text: string): Read<Readonly<Record<string, boolean>>> {
  const pairs: [string, boolean][] = [];
  for (const item of items(text)) {
    const pair = splitPair(item, '=');
    if (!pair) return { ok: false, error: 'malformed pair, expect string=bool' };
    const value = parseBool(pair[1]);
    if (!value.ok)
      return { ok: false, error: `invalid value of ${pair[0]}: ${pair[1]}, err: ${value.error}` };
    pairs.push([pair[0], value.value]);
  }
  return { ok: true, value: Object.fromEntries(pairs) };
}

function readMultimap(text: string): Read<Readonly<Record<string, readonly string[]>>> {
  const pairs = items(text).map((item) => splitPair(item, ':'));
  if (pairs.some((pair) => !pair)) return { ok: false, error: 'malformed pair, expect string:string' };
  const lists = pairs.filter((pair) => pair !== undefined).map(([key, value]) => ({ [key]: [value] }));
  return { ok: true, value: mergeMultimaps(lists) };
}

/** VModuleConfigurationPflag (component-base logs/api/v1/pflags.go). */
function readVModule(text: string): Read<readonly ConfigValue[]> {
  const modules: ConfigValue[] = [];
  for (const item of items(text)) {
    const [filePattern, level, ...rest] = item.split('=');
    if (!filePattern || !level || rest.length > 0) {
      return { ok: false, error: `${quote(item)} does not have the pattern=N format` };
    }
    const verbosity = parseUint10(level, 31);
    if (!verbosity.ok) return { ok: false, error: `parsing verbosity in ${quote(item)}: ${verbosity.error}` };
    modules.push({ filePattern, verbosity: Number(verbosity.value) });
  }
  return { ok: true, value: modules };
}

function listOf(value: FlagValue): readonly ConfigValue[] {
  return Array.isArray(value) ? value : [];
}

function entriesOf(value: FlagValue): [string, ConfigValue][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function mergeMaps(maps: readonly FlagValue[]): Readonly<Record<string, ConfigValue>> {
  return Object.fromEntries(maps.flatMap(entriesOf));
}

function mergeMultimaps(maps: readonly FlagValue[]): Readonly<Record<string, readonly string[]>> {
  const merged = new Map<string, string[]>();
  for (const [key, values] of maps.flatMap(entriesOf)) {
    const list = merged.get(key) ?? [];
    for (const value of values as readonly string[]) list.push(value);
    merged.set(key, list);
  }
  return Object.fromEntries(merged);
}
