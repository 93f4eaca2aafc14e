// Writes src/versions/flags.json and gates.json from what the oracles say:
//
//     node test/oracle/tables.mjs
//
// What the oracle can't know stays as it stands in flags.json: the Go type behind a value where pflag's name for it
// is ambiguous, the member of the configuration that a flag writes, and what to do instead of a flag that is gone.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { buildOracle } from './build.mjs';
import { MINORS as minors } from './releases.mjs';

const versions = new URL('../../src/versions/', import.meta.url);
const [oldest, newest] = [minors[0], minors.at(-1)];

const ask = (minor, what) =>
  JSON.parse(execFileSync(buildOracle(minor, console.error), [what], { maxBuffer: 1 << 26 }).toString());

writeFileSync(new URL('flags.json', versions), writeRows(flagRows()));
writeFileSync(new URL('gates.json', versions), writeMembers(gateHistories()));

function flagRows() {
  const before = new Map(
    JSON.parse(readFileSync(new URL('flags.json', versions), 'utf8')).map((row) => [row.name, row]),
  );
  const seen = new Map();
  for (const minor of minors) {
    for (const flag of ask(minor, 'flags')) {
      if (!seen.has(flag.name)) seen.set(flag.name, new Map());
      seen.get(flag.name).set(minor, flag);
    }
  }
  return [...seen.keys()].sort().map((name) => flagRow(name, seen.get(name), before.get(name) ?? {}));
}

function flagRow(name, byMinor, { type, path, instead }) {
  const known = [...byMinor.keys()];
  const last = byMinor.get(known.at(-1));
  if (last.config && !path)
    process.stderr.write(`--${name}: write the member that it sets into flags.json\n`);
  return {
    name,
    type: type ?? last.type,
    ...(path && { path }),
    ...(last.shorthand && { shorthand: last.shorthand }),
    ...(last.global && { global: true }),
    ...(known[0] !== oldest && { since: known[0] }),
    ...(known.at(-1) !== newest && { until: known.at(-1) }),
    ...(last.noOptDefVal && last.type !== 'bool' && { noOptDefVal: last.noOptDefVal }),
    default: ranged(byMinor, (flag) => flag.default),
    deprecated: ranged(byMinor, deprecation) || undefined,
    ...(known.at(-1) !== newest && { instead: instead ?? 'remove it' }),
  };
}

/** The two long texts that many flags share have names in the table. */
function deprecation({ deprecated = '' }) {
  if (deprecated.startsWith('This parameter should be set via the config file')) return '@config';
  return deprecated.startsWith('This is a cadvisor flag') ? '@cadvisor' : deprecated;
}

function gateHistories() {
  const states = new Map();
  for (const minor of minors) {
    for (const [name, { stage, default: on, locked }] of Object.entries(ask(minor, 'gates'))) {
      if (!states.has(name)) states.set(name, new Map());
      states.get(name).set(minor, `${stage[0]}${on ? '+' : '-'}${locked ? '!' : ''}`);
    }
  }
  return [...states.keys()].sort().map((name) => {
    const steps = changes(minors, (minor) => states.get(name).get(minor) ?? '-');
    return [name, steps.filter(([minor, state]) => minor !== oldest || state !== '-')];
  });
}

/** One value, or `[[from, value], …]` where it changes. */
function ranged(byMinor, read) {
  const steps = changes([...byMinor.keys()], (minor) => read(byMinor.get(minor)));
  return steps.length === 1 ? steps[0][1] : steps;
}

function changes(keys, read) {
  const steps = [];
  for (const key of keys)
    if (steps.length === 0 || steps.at(-1)[1] !== read(key)) steps.push([key, read(key)]);
  return steps;
}

function writeRows(rows) {
  return `[\n${rows.map((row) => `  ${spaced(row)}`).join(',\n')}\n]\n`;
}

function writeMembers(histories) {
  const lines = histories.map(([name, steps]) => {
    const history = steps.map(([minor, state]) => `${minor}:${state}`).join(' ');
    return `  ${JSON.stringify(name)}: ${JSON.stringify(history)}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** JSON on one line, with a space behind commas and colons. */
function spaced(value) {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}: ${spaced(member)}`).join(', ')}}`;
}
