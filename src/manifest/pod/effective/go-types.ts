import type { Minor } from '../../../versions/minor.ts';
import table from './go-types.generated.json' with { type: 'json' };

/** A field of one of the Go structs that a pod is made of. */
export interface GoField {
  /** As the internal type calls it: `HostIPC`. */
  readonly name: string;
  /** Its type there: `[]core.Volume`; `-` for what only v1 has. */
  readonly type: string;
  /** Its name in the JSON of v1; empty for an embedded struct, `-` for what only the internal type has. */
  readonly json: string;
  /** Printed always: it lacks omitempty. */
  readonly always: boolean;
  /** Left out where it is zero, even if it is a struct: omitzero. */
  readonly omitZero: boolean;
  /** A pointer in v1: printed where it is given, whatever it says. */
  readonly pointer: boolean;
}

interface Variant {
  readonly since: Minor;
  readonly until: Minor;
  /** `Name type json options`, as test/oracle/go-types/main.go prints them. */
  readonly fields: readonly string[];
}

/** The only named type of a pod that is no struct and no scalar. */
const RESOURCE_LIST = 'core.ResourceList';

/** The type of the values of a map; undefined for what is none. */
export function goValuesOf(type: string): string | undefined {
  if (type === RESOURCE_LIST) return 'resource.Quantity';
  return type.startsWith('map[') ? type.slice(type.indexOf(']') + 1) : undefined;
}

const structs: Readonly<Record<string, readonly Variant[]>> = table;
const read = new Map<Variant, readonly GoField[]>();

/** The fields of a struct, in the order of the internal type; undefined for what is no struct. */
export function goFieldsOf(type: string, minor: Minor): readonly GoField[] | undefined {
  // The package says nothing: no two structs share a name.
  const [, name = ''] = /^\w+\.(\w+)$/.exec(type) ?? [];
  const variant = Object.hasOwn(structs, name)
    ? structs[name]!.find(({ since, until }) => since <= minor && minor <= until)
    : undefined;
  if (!variant) return undefined;
  let fields = read.get(variant);
  if (!fields) {
    fields = variant.fields.map(readField);
    read.set(variant, fields);
  }
  return fields;
}

function readField(line: string): GoField {
  const [name = '', type = '', json = '', options = ''] = line.split(' ');
  return {
    name,
    type,
    json,
    always: options.includes('!'),
    omitZero: options.includes('z'),
    pointer: options.includes('*'),
  };
}
