import { formatQuantity, type Quantity } from '../../../validation/quantity.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { Pod } from '../types.ts';
import type { ExactTime, RawJson } from './exact-values.ts';
import { type GoField, goFieldsOf, goValuesOf } from './go-types.ts';

type Members = Record<string, unknown>;

/** The pod as encoding/json prints a v1.Pod of this minor: what is empty is left out where its tag says so. */
export function encodePod(pod: Pod, minor: Minor): Members {
  return encodeStruct({ ...pod }, 'v1.Pod', minor);
}

function encodeStruct(value: Members, type: string, minor: Minor): Members {
  const out: Members = {};
  for (const field of goFieldsOf(type, minor)!) {
    if (field.json === '') {
      Object.assign(out, encodeStruct(value, field.type, minor));
    } else if (field.json !== '-') {
      const encoded = encodeField(value[field.json], field, minor);
      if (encoded !== undefined) out[field.json] = encoded;
    }
  }
  return out;
}

function encodeField(value: unknown, field: GoField, minor: Minor): unknown {
  const { always, omitZero, pointer } = field;
  const type = field.type.replace(/^\*/, '');
  if (pointer) return value === undefined ? (always ? null : undefined) : encode(value, type, minor);
  const encoded = encode(value, type, minor);
  if (always) return encoded;
  if (isStruct(type, minor)) return omitZero && encoded === null ? undefined : encoded;
  return isEmpty(encoded) ? undefined : encoded;
}

/** Of what omitempty never leaves out. */
function isStruct(type: string, minor: Minor): boolean {
  return SELF_ENCODING.has(type) || goFieldsOf(type, minor) !== undefined;
}

const SELF_ENCODING: ReadonlySet<string> = new Set(['v1.Time', 'resource.Quantity', 'intstr.IntOrString']);

function isEmpty(encoded: unknown): boolean {
  if (typeof encoded !== 'object' || encoded === null) return !encoded;
  return (Array.isArray(encoded) ? encoded : Object.keys(encoded)).length === 0;
}

/** A value of a Go type, undefined being its zero. */
function encode(value: unknown, type: string, minor: Minor): unknown {
  switch (type) {
    case 'v1.Time':
      return (value as ExactTime | undefined)?.utc ?? null;
    case 'v1.FieldsV1':
      return (value as RawJson).plain;
    case 'resource.Quantity':
      return value === undefined ? '0' : formatQuantity(value as Quantity);
    case 'intstr.IntOrString':
    case 'int32':
    case 'int64':
      return value ?? 0;
    case 'bool':
      return value ?? false;
  }
  if (type.startsWith('[]')) {
    return value === undefined
      ? null
      : (value as unknown[]).map((item) => encode(item, type.slice(2), minor));
  }
  const values = goValuesOf(type);
  if (values !== undefined)
    return encodeMap(value as ReadonlyMap<string, unknown> | undefined, values, minor);
  if (goFieldsOf(type, minor)) return encodeStruct((value ?? {}) as Members, type, minor);
  return value ?? '';
}

function encodeMap(map: ReadonlyMap<string, unknown> | undefined, values: string, minor: Minor): unknown {
  if (!map) return null;
  // A key may be called __proto__.
  return Object.fromEntries([...map].map(([key, value]) => [key, encode(value, values, minor)]));
}
