import type { Minor } from '../versions/minor.ts';
import { fieldsOf, findField, findStruct, type GoType, type Struct } from './types.ts';

/** A struct and the way to it from another: `containers[]`, `livenessProbe`, `httpGet`. */
export interface Within {
  readonly struct: Struct;
  readonly path: readonly WithinStep[];
}

export interface WithinStep {
  readonly field: string;
  /** The field is a list, and its items are meant. */
  readonly list: boolean;
}

/** Deeper than this a name that is alike means something else. */
const DEEPEST = 2;

/** Never what somebody meant who wrote a pod: what the cluster fills in, and rare twins of `containers`. */
const PASSED_OVER: ReadonlySet<string> = new Set([
  'status',
  'managedFields',
  'ownerReferences',
  'initContainers',
  'ephemeralContainers',
]);

const known = new Map<string, readonly Within[]>();

/** The structs within a struct, nearest first. */
export function structsWithin(struct: Struct, minor: Minor): readonly Within[] {
  const id = `${minor} ${struct.name}`;
  let found = known.get(id);
  if (!found) {
    found = collect(struct, minor);
    known.set(id, found);
  }
  return found;
}

function collect(struct: Struct, minor: Minor): Within[] {
  const found: Within[] = [];
  let level: readonly Within[] = [{ struct, path: [] }];
  for (let depth = 0; depth < DEEPEST; depth++) {
    level = level.flatMap(({ struct: outer, path }) => childrenOf(outer, path, minor));
    found.push(...level);
  }
  return found;
}

function childrenOf(outer: Struct, path: readonly WithinStep[], minor: Minor): Within[] {
  return fieldsOf(outer.name, minor).flatMap(({ name, type }) => {
    const inner = PASSED_OVER.has(name) ? undefined : structIn(type);
    return inner ? [{ struct: inner, path: [...path, { field: name, list: type.kind === 'array' }] }] : [];
  });
}

/** The struct that a type is, or a list of. */
function structIn(type: GoType): Struct | undefined {
  if (type.kind === 'struct') return findStruct(type.name);
  return type.kind === 'array' ? structIn(type.values) : undefined;
}

/** The structs on the way along a path, the outermost first; ends where the path leaves them. */
export function structsAlong(
  root: string,
  path: readonly (string | number)[],
  minor: Minor,
): readonly Struct[] {
  const first = findStruct(root);
  const structs: Struct[] = first ? [first] : [];
  for (const step of path) {
    if (typeof step === 'number') continue;
    const type = findField(structs.at(-1)!, step, minor)?.type;
    const inner = type && structIn(type);
    if (!inner) break;
    structs.push(inner);
  }
  return structs;
}
