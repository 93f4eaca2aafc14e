import type { UnknownField } from '../schema/decoder.ts';
import { editDistance, suggestField } from '../schema/suggest.ts';
import { fieldsOf } from '../schema/types.ts';
import type { Minor } from '../versions/minor.ts';
import { getMember } from '../yaml/navigate.ts';
import type { Document, Node } from '../yaml/tree.ts';
import { foreignName } from './foreign-names.ts';
import { type KnowingPlace, whereItBelongs } from './misplaced-field.ts';

/** A field that the decoder drops, and what was probably meant: only where no kubelet knows the field. */
export interface MisspeltField extends UnknownField {
  /** The field of the same mapping that is misspelt. */
  readonly meant?: string;
  /** Nothing else can be meant: it is written with other case, `-` or `_`, or only this field is one letter off. */
  readonly certain?: true;
  /** The other mappings that know a field of this name. */
  readonly belongs?: readonly KnowingPlace[];
  /** What the field is elsewhere, as advice. */
  readonly advice?: string;
}

/** Looking around costs more than comparing names, and who has so many unknown fields has no pod. */
const MOST_LOOKED_FOR = 200;

/** Looks for what was meant by each unknown field, and passes over those that are there for their anchors. */
export function suggestFields(
  fields: readonly UnknownField[],
  document: Document,
  minor: Minor,
): readonly MisspeltField[] {
  if (fields.length === 0) return fields;
  const { root } = document;
  const suggested = fields.map((field, i) =>
    field.known ? field : suggest(field, i < MOST_LOOKED_FOR ? root : null, minor),
  );
  return withoutRivals(suggested).filter(
    (field, i) => i >= MOST_LOOKED_FOR || field.type !== 'Pod' || !isHomeOfAnchor(document, field),
  );
}

/** Where two fields of a mapping may mean the same one, neither is certain to. */
function withoutRivals(fields: readonly MisspeltField[]): readonly MisspeltField[] {
  const targets = fields.map((field) =>
    field.meant === undefined ? undefined : `${parentOf(field)}.${field.meant}`,
  );
  const seen = new Set<string | undefined>();
  const twice = new Set<string | undefined>();
  for (const target of targets) (seen.has(target) ? twice : seen).add(target);
  return fields.map((field, i) => {
    if (!field.certain || !twice.has(targets[i])) return field;
    const { certain: _, ...rest } = field;
    return rest;
  });
}

/** A key of one's own at the top, whose value an alias brings to where it counts: `x-mounts: &mounts`. */
function isHomeOfAnchor({ root, source, format }: Document, field: MisspeltField): boolean {
  const { key, keyRange, meant, belongs, advice } = field;
  if (format === 'json' || (meant ?? belongs ?? advice) !== undefined) return false;
  const value = getMember(root, key);
  if (!value) return false;
  const anchor = /&([\w.-]+)/.exec(source.text.slice(keyRange.end, value.range.end));
  return anchor !== null && source.text.includes(`*${anchor[1]}`);
}

/** One wrong letter is a slip of the fingers; before more than one, the field is looked for in other places. */
function suggest(field: UnknownField, root: Node | null, minor: Minor): MisspeltField {
  const meant = suggestField(field.type, field.key, minor);
  if (meant !== undefined && editDistance(meant.toLowerCase(), field.key.toLowerCase()) <= 1) {
    const isCertain = isOnlyOne(field, minor) && root !== null && !stands(root, field, meant);
    return { ...field, meant, ...(isCertain && { certain: true }) };
  }
  const advice = foreignName(field.type, field.key);
  if (advice !== undefined) return { ...field, advice };
  const belongs = root ? whereItBelongs(root, stepsOf(parentOf(field)), field.key, minor) : [];
  if (belongs.length > 0) return { ...field, belongs };
  return meant === undefined ? field : { ...field, meant };
}

/** Whether one field alone is no more than a letter off, of a name in which a letter is not much. */
function isOnlyOne({ type, key }: UnknownField, minor: Minor): boolean {
  const wanted = key.toLowerCase();
  const names = fieldsOf(type, minor).map(({ name }) => name.toLowerCase());
  if (names.includes(wanted)) return names.filter((name) => name === wanted).length === 1;
  return (
    key.length >= SHORTEST_CERTAIN && names.filter((name) => editDistance(name, wanted) <= 1).length === 1
  );
}

const SHORTEST_CERTAIN = 5;

/** Whether the mapping that the field stands in has what was meant by it too. */
function stands(root: Node, field: UnknownField, meant: string): boolean {
  return getMember(root, ...stepsOf(parentOf(field)), meant) !== undefined;
}

/** The path of the mapping that the field stands in. */
function parentOf({ path, key }: UnknownField): string {
  return path.slice(0, Math.max(0, path.length - key.length - 1));
}

/** The steps of a path to a mapping: no map of a Pod holds mappings with fields, so that names are plain. */
function stepsOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/([^.[\]]+)|\[([0-9]+)\]/g)].map(([, name, index]) => name ?? Number(index));
}

/** The unknown fields by the path of what was meant by them. */
export function misspellings(fields: readonly MisspeltField[]): ReadonlyMap<string, MisspeltField> {
  const byPath = new Map<string, MisspeltField>();
  for (const field of fields) {
    const { path, key, meant, belongs = [] } = field;
    if (meant !== undefined) byPath.set(path.slice(0, path.length - key.length) + meant, field);
    else if (belongs.length === 1) byPath.set(belongs[0]!.path, field);
  }
  return byPath;
}
