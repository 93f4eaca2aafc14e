import { nearestName } from '../schema/suggest.ts';
import { type Field, findStruct, type GoType, lifetimeOf, type Struct } from '../schema/types.ts';
import type { Minor } from '../versions/minor.ts';
import { STATIC_POD_NOTES, type StaticPodNote } from './static-pod-fields.ts';

/** A field of a Pod, and what a static pod makes of it. */
export interface PodField {
  /** `spec.containers.livenessProbe`: lists have no index. */
  readonly path: string;
  /** In words: `a list of mappings`. */
  readonly type: string;
  readonly goType: string;
  /** The kubelets that know it; null where the window of minors ends. */
  readonly since: Minor | null;
  readonly until: Minor | null;
  /** Null where a static pod does with it what every pod does. */
  readonly staticPod: StaticPodNote | null;
  /** Of a mapping, or of the items of a list. */
  readonly members: readonly PodMember[];
}

/** A field of a field. */
export interface PodMember {
  readonly name: string;
  readonly type: string;
  readonly since: Minor | null;
  readonly until: Minor | null;
}

/** A path that leads to a field, or how far it leads. */
export type FoundField =
  | { readonly ok: true; readonly field: PodField }
  | { readonly ok: false; readonly owner: string; readonly name: string; readonly meant: readonly string[] };

/** Longer ones are no paths of fields. */
const MAX_PATH = 300;

/** Looks up a path; upper and lower case, and indexes of lists, do not matter. */
export function findPodField(written: string): FoundField {
  const names = written
    .slice(0, MAX_PATH)
    .replaceAll(/\[[^\]]*\]/g, '')
    .split('.')
    .filter((name) => name !== '');
  if (/^pod$/i.test(names[0] ?? '')) names.shift();
  let struct = findStruct('Pod')!;
  let lifetime: Lifetime = { since: null, until: null };
  const path: string[] = [];
  for (const [i, name] of names.entries()) {
    const found = [...struct.fields.keys()].find((key) => key.toLowerCase() === name.toLowerCase());
    if (found === undefined) return notFound(struct, path, name);
    lifetime = within(lifetime, lifetimeOf(struct, found)!);
    path.push(found);
    const fields = struct.fields.get(found)!;
    const next = structIn(fields.at(-1)!.type);
    // Behind a mapping of texts come keys that may be anything.
    const isLast = i === names.length - 1 || holdsScalars(fields.at(-1)!.type);
    if (isLast) return { ok: true, field: describe(path, fields.at(-1)!, next, lifetime) };
    if (!next) return { ok: false, owner: path.join('.'), name: names[i + 1]!, meant: [] };
    struct = next;
  }
  return { ok: false, owner: '', name: '', meant: [...struct.fields.keys()] };
}

/** The paths of the fields of a Pod's metadata and spec. */
export function topPodFields(): readonly string[] {
  const { fields } = findStruct('Pod')!;
  return ['metadata', 'spec'].flatMap((name) => {
    const inner = structIn(fields.get(name)!.at(-1)!.type);
    return [name, ...[...(inner?.fields.keys() ?? [])].map((field) => `${name}.${field}`)];
  });
}

interface Lifetime {
  readonly since: Minor | null;
  readonly until: Minor | null;
}

function within(outer: Lifetime, { since, until }: Pick<Field, 'since' | 'until'>): Lifetime {
  return {
    since: since === undefined ? outer.since : Math.max(since, outer.since ?? since),
    until: until === undefined ? outer.until : Math.min(until, outer.until ?? until),
  };
}

function describe(
  path: readonly string[],
  { type }: Field,
  struct: Struct | undefined,
  lifetime: Lifetime,
): PodField {
  const shown = path.join('.');
  return {
    path: shown,
    type: inWords(type),
    goType: type.goType,
    ...lifetime,
    staticPod: STATIC_POD_NOTES.find(([pattern]) => pattern.test(shown))?.[1] ?? null,
    members: struct ? membersOf(struct) : [],
  };
}

function membersOf(struct: Struct): readonly PodMember[] {
  return [...struct.fields].map(([name, fields]) => {
    const { since = null, until = null } = lifetimeOf(struct, name)!;
    return { name, type: inWords(fields.at(-1)!.type), since, until };
  });
}

function structIn(type: GoType): Struct | undefined {
  if (type.kind === 'struct') return findStruct(type.name);
  return type.kind === 'array' || type.kind === 'map' ? structIn(type.values) : undefined;
}

function holdsScalars(type: GoType): boolean {
  return type.kind === 'map' && structIn(type.values) === undefined;
}

const WORDS: Readonly<
  Record<Exclude<GoType['kind'], 'struct' | 'array' | 'map'>, readonly [string, string]>
> = {
  string: ['a text', 'texts'],
  boolean: ['true or false', 'booleans'],
  bytes: ['a text in base64', 'texts in base64'],
  int32: ['a whole number', 'whole numbers'],
  int64: ['a whole number', 'whole numbers'],
  uint8: ['a whole number', 'whole numbers'],
  uint32: ['a whole number', 'whole numbers'],
  float64: ['a number', 'numbers'],
  any: ['anything', 'anything'],
  quantity: ['a quantity such as 100m or 128Mi', 'quantities such as 100m or 128Mi'],
  'int-or-string': ['a whole number or a text', 'whole numbers or texts'],
  time: ['a time such as 2006-01-02T15:04:05Z', 'times'],
  'micro-time': ['a time such as 2006-01-02T15:04:05.000000Z', 'times'],
  duration: ['a duration such as 20s', 'durations'],
  'duration-pointer': ['a duration such as 20s', 'durations'],
  'duration-or-nanoseconds': ['a duration such as 5s, or nanoseconds', 'durations'],
};

function inWords(type: GoType): string {
  return type.kind === 'struct' || type.kind === 'array' || type.kind === 'map'
    ? compound(type)
    : WORDS[type.kind][0];
}

function compound(type: GoType & { readonly kind: 'struct' | 'array' | 'map' }): string {
  if (type.kind === 'struct') return 'a mapping';
  return `${type.kind === 'array' ? 'a list' : 'a mapping'} of ${inPlural(type.values)}`;
}

function inPlural(type: GoType): string {
  if (type.kind === 'struct' || type.kind === 'map') return 'mappings';
  return type.kind === 'array' ? 'lists' : WORDS[type.kind][1];
}

function notFound(struct: Struct, path: readonly string[], name: string): FoundField {
  const owner = path.join('.');
  const near = nearestName(name, [...struct.fields.keys()]);
  const meant = near === undefined ? pathsTo(name) : [[...path, near].join('.')];
  return { ok: false, owner, name, meant };
}

/** More places than these help nobody. */
const MAX_PLACES = 5;

/** What repeats the fields of containers, and what no manifest needs. */
const ASIDE = /^(initContainers|ephemeralContainers|status|managedFields)$/;

/** Every place in a Pod's metadata and spec where a field of that name stands, those that lie least deep first. */
function pathsTo(name: string): readonly string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  let level = [{ path: '', struct: findStruct('Pod')! }];
  while (level.length > 0 && found.length < MAX_PLACES) {
    const next: typeof level = [];
    for (const { path, struct } of level) {
      for (const [field, fields] of struct.fields) {
        const at = path === '' ? field : `${path}.${field}`;
        if (field.toLowerCase() === name.toLowerCase()) found.push(at);
        const inner = ASIDE.test(field) ? undefined : structIn(fields.at(-1)!.type);
        if (inner && !seen.has(inner.name)) {
          seen.add(inner.name);
          next.push({ path: at, struct: inner });
        }
      }
    }
    level = next;
  }
  return found.slice(0, MAX_PLACES);
}
