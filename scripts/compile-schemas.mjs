// Turns schemas/*.schema.json into what src/schema runs on: ajv's validators as plain code, and the tables that
// the decoder reads. Part of every build: node scripts/compile-schemas.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { _, Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const output = join(root, 'src/schema/generated');

/** The files, and the kinds of each that get a validator: those that most runs judge. */
const FILES = { pod: ['Pod'], 'core-v1': [], 'kubelet-configuration': ['KubeletConfiguration'] };

/** JSON Schema formats of types that decode themselves: the kind in the tables, and the Go type. */
const DECODING_THEMSELVES = {
  quantity: ['quantity', 'resource.Quantity'],
  'int-or-string': ['int-or-string', 'intstr.IntOrString'],
  'date-time': ['time', 'v1.Time'],
  'micro-time': ['micro-time', 'v1.MicroTime'],
  'go-duration': ['duration', 'v1.Duration'],
  'go-duration-or-nanoseconds': ['duration-or-nanoseconds', 'v1.TimeOrMetaDuration'],
};
/** The formats that src/schema/formats.ts checks; the others say no more than type and limits. */
const CHECKED_FORMATS = [
  ...Object.keys(DECODING_THEMSELVES).filter((name) => name !== 'int-or-string'),
  'byte',
];

const schemas = Object.keys(FILES).map((name) =>
  JSON.parse(readFileSync(join(root, 'schemas', `${name}.schema.json`), 'utf8')),
);

mkdirSync(output, { recursive: true });
write('types', tables(), 'export const tableText: string;\n');
const declaration = 'export function validate(this: number, value: unknown): boolean;\n';
for (const [i, kinds] of Object.values(FILES).entries()) {
  for (const kind of kinds) write(kind, validator(schemas[i], kind), declaration);
}

function write(name, code, declaration) {
  writeFileSync(join(output, `${name}.generated.js`), code);
  writeFileSync(join(output, `${name}.generated.d.ts`), declaration);
}

/** All structs, each once, and their types, each once. */
function tables() {
  const types = [];
  const indexes = new Map();
  const structs = {};
  const goTypes = {};
  for (const { $defs } of schemas) {
    for (const [name, definition] of Object.entries($defs)) goTypes[name] = definition['x-go-type'];
  }
  for (const { $defs } of schemas) {
    for (const [name, definition] of Object.entries($defs)) {
      const fields = {};
      for (const [field, schema] of Object.entries(definition.properties)) {
        fields[field] = fieldEntry(schema, definition);
      }
      const struct = { goType: goTypes[name], fields };
      if (structs[name] && !isDeepStrictEqual(structs[name], struct))
        throw new Error(`two types are called ${name}`);
      structs[name] = struct;
    }
  }
  const roots = schemas.flatMap((schema) => (schema.anyOf ?? [schema]).map(({ $ref }) => referredName($ref)));
  return `export const tableText = ${JSON.stringify(JSON.stringify({ types, structs, roots }))};\n`;

  function fieldEntry(schema, definition) {
    const variants = (schema.anyOf ?? [schema]).map((variant) => {
      const since = variant['x-kubernetes-since'] ?? definition['x-kubernetes-since'];
      const until = variant['x-kubernetes-until'] ?? definition['x-kubernetes-until'];
      return [typeIndex(variant), minorOf(since), minorOf(until), variant['x-go-embedded'] ?? ''];
    });
    const [[type, ...rest]] = variants;
    return variants.length === 1 && rest.every((item) => !item) ? type : variants;
  }

  function typeIndex(schema) {
    const [kind, goType, of] = typeOf(schema);
    const type = schema['x-go-pointer']
      ? [kind, goType, of ?? 0, 1]
      : of === undefined
        ? [kind, goType]
        : [kind, goType, of];
    const key = JSON.stringify(type);
    if (!indexes.has(key)) indexes.set(key, types.push(type) - 1);
    return indexes.get(key);
  }

  function typeOf(schema) {
    const { $ref, type, format, items, additionalProperties, 'x-go-type': goType } = schema;
    if ($ref) return ['struct', goTypes[referredName($ref)], referredName($ref)];
    if (!type) return ['any', goType];
    if (DECODING_THEMSELVES[format]) {
      const [kind, name] = DECODING_THEMSELVES[format];
      // A duration that takes null is a pointer.
      return [kind === 'duration' && Array.isArray(type) ? 'duration-pointer' : kind, goType ?? name];
    }
    if (format === 'byte') return ['bytes', goType ?? '[]uint8'];
    const [kind] = type;
    if (kind === 'array') {
      const values = typeIndex(items);
      return ['array', goType ?? `[]${types[values][1]}`, values];
    }
    if (kind === 'object') {
      const values = typeIndex(additionalProperties);
      return ['map', goType ?? `map[string]${types[values][1]}`, values];
    }
    if (kind === 'integer') return [format, goType ?? format];
    if (kind === 'number') return ['float64', goType ?? 'float64'];
    return [kind, goType ?? { boolean: 'bool', string: 'string' }[kind]];
  }
}

/**
 * A validator that says no more than yes or no; `this` is the minor. Its fields are checked by the keyword
 * `members` instead of by properties and additionalProperties, and no error is described: ajv's own code for
 * that is two and a half times as large, and nobody reads it, for the decoder finds what Go reports.
 */
function validator(schema, kind) {
  const ajv = new Ajv({
    code: { source: true, esm: true, formats: _`formats`, optimize: 2 },
    passContext: true,
    messages: false,
    inlineRefs: false,
    strictTypes: false,
    formats: Object.fromEntries(CHECKED_FORMATS.map((format) => [format, () => true])),
  });
  ajv.addKeyword({ keyword: 'members', schemaType: 'object', code: membersCode });
  ajv.addKeyword({
    keyword: 'since',
    schemaType: 'number',
    code: (cxt) => cxt.fail(_`this < ${cxt.schema}`),
  });
  ajv.addKeyword({
    keyword: 'until',
    schemaType: 'number',
    code: (cxt) => cxt.fail(_`this > ${cxt.schema}`),
  });
  const $defs = Object.fromEntries(
    Object.entries(schema.$defs).map(([name, { properties }]) => [
      name,
      { members: Object.fromEntries(Object.entries(properties).map(([field, of]) => [field, lean(of)])) },
    ]),
  );
  const code = standalone(ajv, ajv.compile({ $ref: `#/$defs/${kind}`, $defs }));
  return `import { formats } from '../formats.ts';\n${withoutErrorPaths(code)}`;
}

/** The schema without what only people or the tables read. */
function lean({
  'x-kubernetes-since': since,
  'x-kubernetes-until': until,
  'x-go-type': _goType,
  'x-go-embedded': _embedded,
  'x-go-pointer': _pointer,
  ...schema
}) {
  const { anyOf, items, additionalProperties, format, ...rest } = schema;
  return {
    ...(since && { since: minorOf(since) }),
    ...(until && { until: minorOf(until) }),
    ...rest,
    ...(CHECKED_FORMATS.includes(format) && { format }),
    ...(anyOf && { anyOf: anyOf.map(lean) }),
    ...(items && { items: lean(items) }),
    ...(additionalProperties && { additionalProperties: lean(additionalProperties) }),
  };
}

/** An object or null, each member by the schema of its name, no member of another name. */
function membersCode(cxt) {
  const { gen, data, schema, it } = cxt;
  it.createErrors = false;
  gen.if(_`${data} !== null`, () => {
    cxt.fail(_`typeof ${data} != "object" || Array.isArray(${data})`);
    gen.forIn('key', data, (key) => {
      gen.if(false);
      for (const name of Object.keys(schema)) {
        gen.elseIf(_`${key} === ${name}`);
        const valid = gen.name('valid');
        cxt.subschema({ keyword: 'members', schemaProp: name, dataProp: name }, valid);
        if (!isScalar(schema[name])) gen.if(_`!${valid}`, () => cxt.error());
      }
      gen.else();
      cxt.error();
      gen.endIf();
    });
  });
}

/** For these ajv returns where a check fails; for the others it counts errors and goes on. */
function isScalar({ $ref, anyOf, items, additionalProperties }) {
  return !($ref || anyOf || items || additionalProperties);
}

/** ajv hands the way to each value down for its messages: a string and an object for every call. */
function withoutErrorPaths(code) {
  const plain = code
    .replaceAll(/, ?\{instancePath[^{}]*\}\)/g, ')')
    .replaceAll(/, ?\{instancePath=""[^{}]*\}=\{\}\)/g, ')');
  if (plain.includes('instancePath')) throw new Error('ajv writes its calls in another way now');
  return plain;
}

function referredName($ref) {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}

function minorOf(version) {
  return version ? Number(version.slice('1.'.length)) : 0;
}
