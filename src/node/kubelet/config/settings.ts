import { compareBytes } from '../../../bytes/text.ts';
import type { Origin, Sourced } from '../../../diagnostics/origin.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { ConfigValue } from '../flags/flag-types.ts';
import { GATE_PREFIX, isZero, zeroOf } from './config-value.ts';
import type { Field, GoType, StructType } from './go-types.ts';
import { KUBELET_CONFIGURATION } from './kubelet-configuration.ts';

/**
 * A KubeletConfiguration whose values know where they came from: leaf by dotted v1beta1 path. A leaf is a
 * scalar, list, map or optional struct; each feature gate is one. What nobody set and has no default is absent.
 */
export type Settings = Map<string, Sourced<ConfigValue>>;

/** A configuration as JSON, members as in v1beta1. */
export type Configuration = { readonly [member: string]: ConfigValue };

/** The origin of what nobody wrote: there is one, so that a default never overrides a default. */
export const DEFAULT_ORIGIN: Origin = { kind: 'default' };

/**
 * The one merge: the value takes the leaf, and what stood there becomes the newest of what it overrode. A
 * source does not override itself: what the same place set before (and something else replaced) is forgotten.
 */
export function assign(settings: Settings, path: string, value: ConfigValue, origin: Origin): void {
  const before = settings.get(path);
  const replaced = before ? [{ value: before.value, origin: before.origin }, ...before.overridden] : [];
  settings.set(path, {
    value,
    origin,
    overridden: replaced.filter((old) => !sameOrigin(old.origin, origin)),
  });
}

function sameOrigin(a: Origin, b: Origin): boolean {
  if (a === b) return true;
  if (!a.location || !b.location || a.kind !== b.kind || a.flag !== b.flag) return false;
  return (
    a.location.file === b.location.file &&
    a.location.line === b.location.line &&
    a.location.column === b.location.column
  );
}

/**
 * The value of a leaf, Go's zero value included; undefined for a path that is no leaf. What a drop-in deleted
 * is null in the settings, and zero here.
 */
export function leafValue(settings: Settings, path: string, minor: Minor): ConfigValue | undefined {
  const set = settings.get(path)?.value ?? null;
  if (set !== null) return set;
  const field = leavesOf(minor).get(path);
  return field && (field.pointer === 'both' ? null : zeroOf(field.type));
}

/** The gates among leaves, sorted by name. */
export function gatesIn(leaves: ReadonlyMap<string, { readonly value: ConfigValue }>): Map<string, boolean> {
  return new Map(
    [...leaves]
      .filter(([path]) => path.startsWith(GATE_PREFIX))
      .map(([path, { value }]) => [path.slice(GATE_PREFIX.length), value === true] as const)
      .sort(([a], [b]) => compareBytes(a, b)),
  );
}

/** Whether a value is what generators write for a member without one: a zero that `omitempty` can't omit. */
export function standsForUnset(path: string, value: ConfigValue, minor: Minor): boolean {
  const field = leavesOf(minor).get(path);
  return field !== undefined && !field.pointer && isZero(value) && isWritten(field, value);
}

const leavesCache = new Map<Minor, ReadonlyMap<string, Field>>();

/** Every leaf of a minor's configuration but the gates, in upstream's order. */
export function leavesOf(minor: Minor): ReadonlyMap<string, Field> {
  const known = leavesCache.get(minor);
  if (known) return known;
  const leaves = new Map<string, Field>();
  const add = (struct: StructType, prefix: string) => {
    for (const field of fieldsOf(struct, minor)) {
      if (isInline(field)) add(field.type as StructType, `${prefix}${field.json}.`);
      else if (field.json !== 'featureGates') leaves.set(prefix + field.json, field);
    }
  };
  add(KUBELET_CONFIGURATION, '');
  leavesCache.set(minor, leaves);
  return leaves;
}

/** How {@link fold} builds what it builds. */
export interface Fold<T> {
  readonly leaf: (path: string, value: ConfigValue) => T;
  readonly object: (members: ReadonlyMap<string, T>) => T;
}

/**
 * The settings as one object: with `v1beta1` names as json.Marshal writes the versioned object (defaulted
 * pointers always, `omitempty` where it says so), with `internal` names as it writes the internal one.
 */
export function fold<T>(
  settings: Settings,
  minor: Minor,
  names: 'v1beta1' | 'internal',
  { leaf, object }: Fold<T>,
): T {
  const gates = gatesIn(settings);
  const foldStruct = (struct: StructType, prefix: string): T => {
    const members = new Map<string, T>();
    for (const field of fieldsOf(struct, minor)) {
      const path = prefix + field.json;
      const name = names === 'internal' ? field.go : field.json;
      if (isInline(field)) members.set(name, foldStruct(field.type as StructType, `${path}.`));
      else if (path === 'featureGates') {
        const entries = [...gates].map(([gate, on]) => [gate, leaf(GATE_PREFIX + gate, on)] as const);
        if (entries.length > 0) members.set(name, object(new Map(entries)));
        else if (names === 'internal') members.set(name, leaf(path, null));
      } else {
        const value = leafValue(settings, path, minor) ?? null;
        if ((names === 'internal' && !isTagged(field)) || isWritten(field, value)) {
          members.set(name, leaf(path, marshalValue(field.type, value, names)));
        }
      }
    }
    return object(members);
  };
  return foldStruct(KUBELET_CONFIGURATION, '');
}

/** The configuration as v1beta1 JSON, without apiVersion and kind. */
export function marshal(settings: Settings, minor: Minor): Configuration {
  const marshalled = fold<ConfigValue>(settings, minor, 'v1beta1', {
    leaf: (_, value) => value,
    object: (members) => Object.fromEntries(members),
  });
  return marshalled as Configuration;
}

/** The fields of a minor, without the object's own kind and apiVersion. */
function fieldsOf(struct: StructType, minor: Minor): readonly Field[] {
  return struct.fields.filter(
    ({ json, since = 0 }) =>
      since <= minor && !(struct === KUBELET_CONFIGURATION && (json === 'kind' || json === 'apiVersion')),
  );
}

function isInline(field: Field): boolean {
  return field.type.kind === 'struct' && !field.pointer;
}

/** Whether the internal type has JSON tags too: a type that it shares with other components. */
function isTagged(field: Field): boolean {
  return field.go === field.json;
}

/** Whether json.Marshal writes a member with a tag. */
function isWritten(field: Field, value: ConfigValue): boolean {
  if (field.pointer === 'both') return value !== null;
  if (field.pointer || field.keepsZero) return true;
  // Structs are never empty to encoding/json.
  if (['duration', 'flushFrequency', 'quantity'].includes(field.type.kind)) return true;
  return !isZero(value);
}

/** A value inside a leaf, with the `omitempty` of its structs. */
function marshalValue(type: GoType, value: ConfigValue, names: 'v1beta1' | 'internal'): ConfigValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const items = value as readonly ConfigValue[];
    return type.kind === 'list' ? items.map((item) => marshalValue(type.of, item, names)) : items;
  }
  const members = new Map(Object.entries(value));
  if (type.kind === 'map') {
    return Object.fromEntries([...members].map(([key, of]) => [key, marshalValue(type.of, of, names)]));
  }
  if (type.kind !== 'struct') return value;
  return Object.fromEntries(
    type.fields
      .map(
        (field) => [field, members.get(field.json) ?? (field.pointer ? null : zeroOf(field.type))] as const,
      )
      .filter(([field, member]) => isWritten(field, member))
      .map(([field, member]) => [
        names === 'internal' ? field.go : field.json,
        marshalValue(field.type, member, names),
      ]),
  );
}
