// Writes schemas/*.schema.json: for developers, when a minor is added or dropped. Runs main.go against the Go
// modules of each minor and merges the answers into one superset, every field with since and until.
//
//     node test/oracle/schema/generate.mjs        needs Go and the module proxy
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { MINORS as minors, RELEASES } from '../releases.mjs';

const MODULES = ['api', 'apimachinery', 'component-base', 'kubelet'];
const TITLES = {
  pod: 'A Pod as kubelets 1.28 to 1.37 decode it',
  'core-v1': 'The other kinds of apiVersion v1 as kubelets 1.28 to 1.37 decode them',
  'kubelet-configuration': 'A KubeletConfiguration as kubelets 1.28 to 1.37 decode it',
};

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
const shapes = RELEASES.map(shapesOf);

const groups = Object.fromEntries(Object.keys(TITLES).map((name) => [name, mergeGroup(shapes.map((shape) => shape[name]))]));
referToPod(groups['core-v1'], groups.pod);
for (const [name, group] of Object.entries(groups)) writeSchema(name, group);

/** What main.go says of one release. */
function shapesOf(release) {
  const directory = mkdtempSync(join(tmpdir(), 'schema-'));
  try {
    copyFileSync(join(here, 'main.go'), join(directory, 'main.go'));
    const requirements = MODULES.map((module) => `\tk8s.io/${module} v0.${release.slice(2)}\n`).join('');
    writeFileSync(join(directory, 'go.mod'), `module schema\n\ngo 1.24\n\nrequire (\n${requirements})\n`);
    const go = (...args) => execFileSync('go', args, { cwd: directory, maxBuffer: 1 << 26 });
    go('mod', 'tidy');
    const shape = JSON.parse(go('run', '.').toString());
    console.log(`${release}: ${Object.keys(shape['core-v1'].defs).length} types`);
    return shape;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** One group over all minors: its roots and definitions, those of the newest minor first. */
function mergeGroup(perMinor) {
  const roots = union(perMinor.map((group) => group.roots)).sort();
  const defs = {};
  for (const name of union(perMinor.map((group) => Object.keys(group.defs))).sort()) {
    defs[name] = mergeDefinition(perMinor.map((group) => group.defs[name]));
  }
  return { roots, defs };
}

function mergeDefinition(perMinor) {
  const present = minors.filter((_, i) => perMinor[i]);
  const { goType } = perMinor.findLast(Boolean);
  const properties = {};
  for (const name of union(perMinor.map((definition) => definition?.properties.map((property) => property.name) ?? []))) {
    const schemas = perMinor.map((definition) => definition?.properties.find((property) => property.name === name)?.schema);
    properties[name] = mergeSchemas(schemas, present);
  }
  return {
    ...lifetime(present, minors),
    'x-go-type': goType,
    type: ['object', 'null'],
    additionalProperties: false,
    properties,
  };
}

/** A field's schema; where it changed between minors, anyOf with one branch for each shape it had. */
function mergeSchemas(schemas, typePresent) {
  const variants = [];
  schemas.forEach((schema, i) => {
    if (!schema) return;
    const known = variants.find((variant) => sameValues(variant.schema, schema));
    if (known) {
      known.present.push(minors[i]);
      known.schema = schema;
    } else variants.push({ schema, present: [minors[i]] });
  });
  const branches = variants.map(({ schema, present }) => ({ ...lifetime(present, typePresent), ...schema }));
  return branches.length === 1 ? branches[0] : { anyOf: branches };
}

/** Whether two schemas take the same values: the way to an embedded field is no part of that, the newest counts. */
function sameValues({ 'x-go-embedded': _a, ...a }, { 'x-go-embedded': _b, ...b }) {
  return isDeepStrictEqual(a, b);
}

/** since and until, where they differ from those of `within`. */
function lifetime(present, within) {
  const first = present[0];
  const last = present.at(-1);
  if (last - first + 1 !== present.length) throw new Error(`a field of ${present.join(', ')} only: it came back`);
  return {
    ...(first !== within[0] && { 'x-kubernetes-since': `1.${first}` }),
    ...(last !== within.at(-1) && { 'x-kubernetes-until': `1.${last}` }),
  };
}

/** Lists in one order, the newest first, each name once. */
function union(lists) {
  return [...new Set(lists.toReversed().flat())];
}

/** core-v1 repeats no type of Pod's. */
function referToPod(core, pod) {
  core.roots = core.roots.filter((name) => !(name in pod.defs));
  for (const name of Object.keys(pod.defs)) {
    if (!isDeepStrictEqual(core.defs[name], pod.defs[name])) throw new Error(`two shapes of ${name}`);
    delete core.defs[name];
  }
  const refer = (value) => {
    if (typeof value !== 'object' || value === null) return;
    const name = value.$ref?.slice('#/$defs/'.length);
    if (name in pod.defs) value.$ref = `pod.schema.json#/$defs/${name}`;
    for (const inner of Object.values(value)) refer(inner);
  };
  refer(core.defs);
}

function writeSchema(name, { roots, defs }) {
  const references = roots.map((root) => ({ $ref: `#/$defs/${root}` }));
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: TITLES[name],
    ...(references.length === 1 ? references[0] : { anyOf: references }),
    $defs: defs,
  };
  const formatted = execFileSync('npx', ['biome', 'format', '--stdin-file-path=schemas/types.json'], {
    cwd: root,
    input: JSON.stringify(schema),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  writeFileSync(join(root, 'schemas', `${name}.schema.json`), formatted);
}
