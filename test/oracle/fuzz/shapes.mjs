// What may stand where in a Pod, from schemas/pod.schema.json.
import { readFileSync } from 'node:fs';
import { isObject } from './tree.mjs';

const { $defs } = JSON.parse(
  readFileSync(new URL('../../../schemas/pod.schema.json', import.meta.url), 'utf8'),
);

/** A place in a manifest: its schema, and the name by which values for it are kept. */
export const ROOT = { schema: { $ref: '#/$defs/Pod' }, name: 'Pod' };

const definitionOf = ({ $ref }) => $ref && $defs[$ref.slice('#/$defs/'.length)];

/** The fields of a place that holds a struct: places by name. */
export function fieldsOf({ schema }) {
  const definition = definitionOf(schema);
  if (!definition) return undefined;
  definition.fields ??= Object.entries(definition.properties).map(([field, property]) => [
    field,
    { schema: (property.anyOf ?? [property]).at(-1), name: `${definition['x-go-type']}.${field}` },
  ]);
  return definition.fields;
}

/** The place of a list's elements, or of a map's values. */
export function elementOf({ schema, name }) {
  const inner = schema.items ?? schema.additionalProperties;
  return inner ? { schema: inner, name: `${name}[]` } : undefined;
}

export const isList = ({ schema }) => schema.items !== undefined && schema.format !== 'byte';

export const isMap = ({ schema }) => typeof schema.additionalProperties === 'object';

/** Whether a value is of the JSON type that its place takes. */
export function fits(tree, { schema }) {
  const types = definitionOf(schema)?.type ?? schema.type;
  return types === undefined || [types].flat().some((type) => TYPES[type](tree));
}

const TYPES = {
  null: (tree) => tree === null,
  boolean: (tree) => typeof tree === 'boolean',
  string: (tree) => typeof tree === 'string',
  array: (tree) => Array.isArray(tree),
  object: isObject,
  number: (tree) => tree?.raw !== undefined,
  integer: (tree) => /^-?\d{1,9}$/.test(tree?.raw),
};

/** Calls back for every value in a tree: the value, its place (if there may be one) and where it hangs. */
export function visit(tree, place, parent, see) {
  see(tree, place, parent);
  if (Array.isArray(tree)) {
    const element = place && elementOf(place);
    tree.forEach((item, i) => {
      visit(item, element, { list: tree, index: i }, see);
    });
  } else if (isObject(tree)) {
    const fields = place && fieldsOf(place);
    const values = place && isMap(place) ? elementOf(place) : undefined;
    for (const entry of tree.members) {
      const field = fields?.find(([name]) => name === entry[0])?.[1] ?? values;
      visit(entry[1], field, { object: tree, entry }, see);
    }
  }
}
