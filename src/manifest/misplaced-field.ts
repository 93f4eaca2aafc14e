import { structsAlong, structsWithin } from '../schema/elsewhere.ts';
import { fieldsOf, findField, type Struct } from '../schema/types.ts';
import type { Minor } from '../versions/minor.ts';
import { findMember, getMember } from '../yaml/navigate.ts';
import type { Node } from '../yaml/tree.ts';

/** A mapping of the pod that knows a field of some name. */
export interface KnowingPlace {
  /** As a user reads it: `spec.containers[]`, `securityContext`, empty for the top of the document. */
  readonly shown: string;
  /** The field's name there: upper and lower case may differ. */
  readonly field: string;
  /** The path of the field there, in a list of its first item. */
  readonly path: string;
}

interface Place extends KnowingPlace {
  /** Fields to go up and down to it. */
  readonly distance: number;
  /** The fields on the way down stand in the document. */
  readonly present: boolean;
}

/** More places than this are no help. */
const MOST_PLACES = 3;

/** Of several places the one that is meant nearly always: static pods have hostPath volumes. */
const USUAL = /(^|\.)(hostPath|containers\[\])$/;

/**
 * Where a field belongs that stands in the wrong mapping: the nearest places around and within it in which the
 * Pod knows a field of that name, upper and lower case apart, and the document has room for it. `path` leads to
 * the mapping.
 */
export function whereItBelongs(
  root: Node | null,
  path: readonly (string | number)[],
  key: string,
  minor: Minor,
): readonly KnowingPlace[] {
  const structs = structsAlong('Pod', path, minor);
  let nearest: readonly Place[] = [];
  let best = Number.POSITIVE_INFINITY;
  for (let up = 0; up < structs.length && up < best; up++) {
    const outer = outwards(path, up);
    const struct = structs[structs.length - 1 - up]!;
    const around = { struct, up, path: outer, node: getMember(root, ...outer), from: path[outer.length] };
    const places = placesIn(around, key, minor);
    const distance = Math.min(...places.map((place) => place.distance));
    if (distance >= best) continue;
    best = distance;
    nearest = places.filter((place) => place.distance === distance);
  }
  return choose(nearest);
}

/** The path without its last `up` fields, and without the places in lists that these have. */
function outwards(path: readonly (string | number)[], up: number): readonly (string | number)[] {
  const outer = [...path];
  for (let left = up; left > 0; ) if (typeof outer.pop() === 'string') left--;
  return outer;
}

/** A mapping on the way out from the one that the field stands in. */
interface Around {
  readonly struct: Struct;
  readonly up: number;
  readonly path: readonly (string | number)[];
  readonly node: Node | undefined;
  /** The member that led here from within. */
  readonly from: string | number | undefined;
}

function placesIn({ struct, up, path, node, from }: Around, key: string, minor: Minor): Place[] {
  const here = up > 0 ? fieldLike(struct, key, minor) : undefined;
  if (here !== undefined && !isTaken(node, here)) {
    const at = { shown: showSteps(path), field: here, path: showSteps([...path, here]) };
    return [{ ...at, distance: up, present: true }];
  }
  const places: Place[] = [];
  for (const within of structsWithin(struct, minor)) {
    const field = fieldLike(within.struct, key, minor);
    if (field === undefined || within.path[0]!.field === from) continue;
    const down = within.path.flatMap((step) => (step.list ? [step.field, 0] : [step.field]));
    const inner = getMember(node, ...down);
    if (!within.path.some(({ list }) => list) && isTaken(inner, field)) continue;
    const shown = within.path.map((step) => (step.list ? `${step.field}[]` : step.field)).join('.');
    places.push({
      // From deep inside, the way from the top says less than the last part of it.
      shown: path.length === 0 || (up === 0 && path.length > 1) ? shown : `${showSteps(path)}.${shown}`,
      field,
      path: showSteps([...path, ...down, field]),
      distance: up + within.path.length,
      present: inner !== undefined,
    });
  }
  return places;
}

/** The field of a struct that is called so, but for upper and lower case. */
function fieldLike(struct: Struct, key: string, minor: Minor): string | undefined {
  if (findField(struct, key, minor)) return key;
  const folded = key.toLowerCase();
  return fieldsOf(struct.name, minor).find(({ name }) => name.toLowerCase() === folded)?.name;
}

/** A single value stands there already; to a list or a mapping more can be added. */
function isTaken(node: Node | undefined, field: string): boolean {
  const value = findMember(node, field)?.value;
  return value !== undefined && value.kind !== 'array' && value.kind !== 'object';
}

function choose(places: readonly Place[]): readonly KnowingPlace[] {
  const present = places.filter((place) => place.present);
  const chosen = present.length > 0 ? present : places;
  const usual = chosen.filter(({ shown }) => USUAL.test(shown));
  const most = usual.length > 0 ? usual : chosen;
  return most.length > MOST_PLACES ? [] : most.map(({ shown, field, path }) => ({ shown, field, path }));
}

/** `spec.containers[0]`; nothing for the top of the document. */
function showSteps(path: readonly (string | number)[]): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}
