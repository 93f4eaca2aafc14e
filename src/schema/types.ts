import type { Minor } from '../versions/minor.ts';
import { tableText } from './generated/types.generated.js';

/**
 * A Go type as the decoder sees it. `goType` is its name in error messages. The kinds after `any` decode
 * themselves (UnmarshalJSON).
 */
export type GoType =
  | (TypeBase & { readonly kind: 'struct'; readonly name: string })
  | (TypeBase & { readonly kind: 'array' | 'map'; readonly values: GoType })
  | (TypeBase & { readonly kind: ScalarKind });

interface TypeBase {
  readonly goType: string;
  /** A pointer to it: null makes it nil, and leaves what is no pointer as it is. */
  readonly pointer?: true;
}

export type ScalarKind =
  | 'string'
  | 'boolean'
  | 'bytes'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint32'
  | 'float64'
  | 'any'
  | 'quantity'
  | 'int-or-string'
  | 'time'
  | 'micro-time'
  | 'duration'
  | 'duration-pointer'
  | 'duration-or-nanoseconds';

/** A field of a struct in the minors `since` to `until`; undefined where the window of minors ends. */
export interface Field {
  readonly name: string;
  readonly type: GoType;
  readonly since: Minor | undefined;
  readonly until: Minor | undefined;
  /** Names of the embedded structs it lies in, dot-separated; empty for most. */
  readonly embedded: string;
}

/** A Go struct over all minors. A field that changed its type is there once for each. */
export interface Struct {
  readonly name: string;
  readonly goType: string;
  readonly fields: ReadonlyMap<string, readonly Field[]>;
}

/** How scripts/compile-schemas.mjs writes the types. */
interface Table {
  readonly types: readonly TableType[];
  readonly structs: Readonly<Record<string, TableStruct>>;
  readonly roots: readonly string[];
}

/** Kind, Go type, for a struct its name or for an array or map the index of what is in it, 1 for a pointer. */
type TableType = readonly [kind: GoType['kind'], goType: string, of?: string | number, pointer?: 1];

interface TableStruct {
  readonly goType: string;
  /** The index of the type, or one entry for each type that the field had. */
  readonly fields: Readonly<Record<string, number | readonly TableField[]>>;
}

type TableField = readonly [type: number, since: Minor, until: Minor, embedded: string];

/** The table and what has been read of it so far. */
interface Types {
  readonly table: Table;
  readonly types: readonly GoType[];
  readonly structs: Map<string, Struct>;
}

let loaded: Types | undefined;

/** The kinds whose shapes are known: `Pod`, `KubeletConfiguration`, the other kinds of apiVersion `v1`. */
export function isKnownKind(kind: string): boolean {
  return load().table.roots.includes(kind);
}

/** A struct by its Go name: `PodSpec`, `Container`. */
export function findStruct(name: string): Struct | undefined {
  const { table, types, structs } = load();
  const known = structs.get(name);
  if (known || !Object.hasOwn(table.structs, name)) return known;
  const { goType, fields } = table.structs[name]!;
  const read = Object.entries(fields).map(
    ([field, entry]) => [field, readField(field, entry, types)] as const,
  );
  const struct = { name, goType, fields: new Map(read) };
  structs.set(name, struct);
  return struct;
}

/** A field as this minor decodes it; undefined if the minor does not know it. Names are case-sensitive. */
export function findField(struct: Struct, name: string, minor: Minor): Field | undefined {
  const variants = struct.fields.get(name);
  const first = variants?.[0];
  // Asked of every member, and nearly all fields have one type.
  return first === undefined || isIn(first, minor) ? first : variants?.find((field) => isIn(field, minor));
}

/** The fields of a struct that this minor knows, in the order of the Go source. */
export function fieldsOf(typeName: string, minor: Minor): readonly Field[] {
  const struct = findStruct(typeName);
  if (!struct) return [];
  return [...struct.fields.values()].flat().filter((field) => isIn(field, minor));
}

/** The minors that know a field, whatever its type: undefined if none does. */
export function lifetimeOf(struct: Struct, name: string): Pick<Field, 'since' | 'until'> | undefined {
  const fields = struct.fields.get(name);
  return fields && { since: fields[0]!.since, until: fields.at(-1)!.until };
}

function isIn(field: Field, minor: Minor): boolean {
  return (field.since ?? minor) <= minor && minor <= (field.until ?? minor);
}

/** Read when first asked for, and structs one by one: few runs need many of them. */
function load(): Types {
  if (loaded) return loaded;
  const table = JSON.parse(tableText) as Table;
  const types: GoType[] = [];
  for (const [kind, goType, of, pointer] of table.types) {
    const base = pointer ? ({ goType, pointer: true } as const) : { goType };
    if (kind === 'struct') types.push({ ...base, kind, name: of as string });
    else if (kind === 'array' || kind === 'map') types.push({ ...base, kind, values: types[of as number]! });
    else types.push({ ...base, kind });
  }
  loaded = { table, types, structs: new Map() };
  return loaded;
}

function readField(name: string, entry: number | readonly TableField[], types: readonly GoType[]): Field[] {
  const variants = typeof entry === 'number' ? [[entry, 0, 0, ''] as const] : entry;
  return variants.map(([type, since, until, embedded]) => ({
    name,
    type: types[type]!,
    since: since || undefined,
    until: until || undefined,
    embedded,
  }));
}
