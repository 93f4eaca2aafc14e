// Writes src/versions/control-plane-flags.json and control-plane-names.json from what the oracles of the control
// plane say:
//
//     node test/oracle/control-plane-tables.mjs
//
// It also says where the feature gates of a program differ from the kubelet's, which src/versions/gates.json holds
// for all of them: they register the same ones.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { buildControlPlaneOracle, buildOracle, CONTROL_PLANE } from './build.mjs';
import { MINORS as minors } from './releases.mjs';

const versions = new URL('../../src/versions/', import.meta.url);
const [oldest, newest] = [minors[0], minors.at(-1)];

/** What reads these is another type than the one that pflag names. */
const TYPES = { 'runtime-config': 'configurationMap', 'oidc-required-claim': 'mapStringStringNoSplit' };

const ask = (program, what) => JSON.parse(execFileSync(program, [what], { maxBuffer: 1 << 26 }).toString());
const askComponent = (name, minor, what) => ask(buildControlPlaneOracle(name, minor, console.error), what);

writeFileSync(new URL('control-plane-flags.json', versions), writeLists(CONTROL_PLANE.map(flagRows)));
writeFileSync(new URL('control-plane-names.json', versions), writeNames());
for (const minor of minors) for (const name of CONTROL_PLANE) compareGates(name, minor);

function flagRows(program) {
  const seen = new Map();
  for (const minor of minors) {
    for (const flag of askComponent(program, minor, 'flags')) {
      if (!seen.has(flag.name)) seen.set(flag.name, new Map());
      seen.get(flag.name).set(minor, flag);
    }
  }
  return [program, [...seen.keys()].sort().map((name) => flagRow(name, seen.get(name)))];
}

function flagRow(name, byMinor) {
  const known = [...byMinor.keys()];
  const last = byMinor.get(known.at(-1));
  const deprecated = ranged(byMinor, (flag) => flag.deprecated ?? '');
  return {
    name,
    type: TYPES[name] ?? ranged(byMinor, ({ type }) => type),
    ...(last.shorthand && { shorthand: last.shorthand }),
    ...(last.noOptDefVal && { noOptDefVal: last.noOptDefVal }),
    ...(last.default && name !== 'version' && { default: last.default }),
    ...(known[0] !== oldest && { since: known[0] }),
    ...(known.at(-1) !== newest && { until: known.at(-1) }),
    ...(deprecated !== '' && { deprecated }),
  };
}

/** One value, or `[[from, value], …]` where it changes. */
function ranged(byMinor, read) {
  const steps = [];
  for (const [minor, flag] of byMinor) {
    const value = read(flag);
    if (steps.length === 0 || steps.at(-1)[1] !== value) steps.push([minor, value]);
  }
  return steps.length === 1 ? steps[0][1] : steps;
}

/** By kind and name, the first and the last minor that have it; those that all have are left empty. */
function writeNames() {
  const kinds = new Map();
  for (const minor of minors) {
    for (const program of CONTROL_PLANE) {
      for (const [kind, names] of Object.entries(askComponent(program, minor, 'names'))) {
        if (!kinds.has(kind)) kinds.set(kind, new Map());
        for (const name of names) kinds.get(kind).set(name, [...(kinds.get(kind).get(name) ?? []), minor]);
      }
    }
  }
  const lists = [...kinds].map(([kind, names]) => {
    const rows = [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, known]) => ({
      name,
      ...(known[0] !== oldest && { since: known[0] }),
      ...(known.at(-1) !== newest && { until: known.at(-1) }),
    }));
    return [kind, rows];
  });
  return writeLists(lists);
}

function compareGates(name, minor) {
  const own = askComponent(name, minor, 'gates');
  const kubelet = ask(buildOracle(minor, console.error), 'gates');
  for (const gate of new Set([...Object.keys(own), ...Object.keys(kubelet)])) {
    if (!isDeepStrictEqual(own[gate], kubelet[gate])) {
      console.error(`${name} 1.${minor}, gate ${gate}:`, own[gate] ?? 'unknown', 'kubelet:', kubelet[gate] ?? 'unknown');
    }
  }
}

function writeLists(lists) {
  const written = lists.map(([key, rows]) => {
    const lines = rows.map((row) => `    ${spaced(row)}`).join(',\n');
    return `  ${JSON.stringify(key)}: [\n${lines}\n  ]`;
  });
  return `{\n${written.join(',\n')}\n}\n`;
}

/** JSON on one line, with a space behind commas and colons. */
function spaced(value) {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${spaced(member)}`)
    .join(', ')}}`;
}
