import type { Minor } from '../../../versions/minor.ts';

/** A Go type as encoding/json sees it; `name` is what its errors call it. */
export type GoType = ScalarType | MapType | ListType | StructType;

export interface ScalarType {
  readonly kind:
    | 'string'
    | 'bool'
    | 'int32'
    | 'int64'
    | 'uint32'
    | 'float64'
    /** metav1.Duration: in JSON the text that Go prints. */
    | 'duration'
    /** logsapi.TimeOrMetaDuration: a duration's text or nanoseconds, written as it was read. */
    | 'flushFrequency'
    /** resource.Quantity, as its canonical text. */
    | 'quantity'
    /** metav1.Time. */
    | 'time';
  readonly name: string;
}

export interface MapType {
  readonly kind: 'map';
  readonly name: string;
  readonly of: GoType;
}

export interface ListType {
  readonly kind: 'list';
  readonly name: string;
  readonly of: GoType;
}

export interface StructType {
  readonly kind: 'struct';
  /** With the package, as in `cannot unmarshal … into … of type v1beta1.KubeletAuthentication`. */
  readonly name: string;
  readonly fields: readonly Field[];
}

/** A member of a struct. */
export interface Field {
  /** The member's name in v1beta1. */
  readonly json: string;
  /** The field's name in the internal type, which has no JSON tags. */
  readonly go: string;
  readonly type: GoType;
  /**
   * `versioned`: a pointer in v1beta1 only, so that nil means "take the default". `both`: nil survives into the
   * internal type and out again.
   */
  readonly pointer?: 'versioned' | 'both';
  /** No `omitempty`: written even when it is zero. */
  readonly keepsZero?: true;
  readonly since?: Minor;
  /** The embedded struct that it lies in. */
  readonly embedded?: string;
}

export const STRING: ScalarType = { kind: 'string', name: 'string' };
export const BOOL: ScalarType = { kind: 'bool', name: 'bool' };
export const INT32: ScalarType = { kind: 'int32', name: 'int32' };
export const INT64: ScalarType = { kind: 'int64', name: 'int64' };
export const FLOAT64: ScalarType = { kind: 'float64', name: 'float64' };
// The errors of a Duration speak of the string that its UnmarshalJSON reads.
export const DURATION: ScalarType = { kind: 'duration', name: 'string' };

/** A string type with a name of its own. */
export function named(name: string): ScalarType {
  return { kind: 'string', name };
}

export function mapOf(of: GoType): MapType {
  return { kind: 'map', name: `map[string]${of.name}`, of };
}

export function listOf(of: GoType): ListType {
  return { kind: 'list', name: `[]${of.name}`, of };
}
