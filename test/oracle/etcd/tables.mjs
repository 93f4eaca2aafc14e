// Writes src/versions/etcd-flags.json from what the etcd programs say:
//
//     node test/oracle/etcd/tables.mjs
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { buildEtcd, ETCD_RELEASES, minorOfEtcd } from './build.mjs';

const table = new URL('../../../src/versions/etcd-flags.json', import.meta.url);
const newest = ETCD_RELEASES.at(-1);

/** What etcd's code has no word for: its help or its changelog tells. */
const INSTEAD = {
  debug: '--log-level=debug',
  discovery: '--discovery-endpoints and --discovery-token',
};

const byRelease = new Map(
  ETCD_RELEASES.map((release) => [
    release,
    new Map(
      JSON.parse(execFileSync(buildEtcd(release, console.error), ['flags']).toString()).map((flag) => [
        flag.name,
        flag,
      ]),
    ),
  ]),
);

const names = [...new Set([...byRelease.values()].flatMap((flags) => [...flags.keys()]))].sort();
const gates = Object.fromEntries(gateHistories());
const rows = names.map((name) => `  ${JSON.stringify(row(name))}`).join(',\n');
writeFileSync(table, `{\n"gates": ${JSON.stringify(gates)},\n"flags": [\n${rows}\n]\n}\n`);

function row(name) {
  const known = ETCD_RELEASES.filter((release) => byRelease.get(release).has(name));
  const at = (release) => byRelease.get(release).get(name);
  const [first, last] = [known[0], known.at(-1)];
  const { type, bool, ignored, values } = at(last);
  const before = ETCD_RELEASES[ETCD_RELEASES.indexOf(first) - 1];
  const gone = last !== newest;
  return {
    name,
    type: ignored ? 'ignored' : shortType(type),
    ...(bool && { bool }),
    ...(at(last).default && { default: at(last).default }),
    ...(values && { values }),
    ...(before && { since: first }),
    // Between the two only a patch release nobody asked knows.
    ...(before && minorOfEtcd(before) === minorOfEtcd(first) && { after: before }),
    ...(gone && { until: minorOfEtcd(last) }),
    ...(gone && { instead: instead(name, known.map(at)) }),
  };
}

function shortType(type) {
  return type.replace(/Value$/, '').replace(/^./, (letter) => letter.toLowerCase());
}

/** A feature gate, the same flag under another name, or nothing. */
function instead(name, histories) {
  const gate = histories.find((flag) => flag.gate)?.gate;
  if (gate) return `--feature-gates=${gate}=`;
  const told = histories.findLast((flag) => flag.deprecated)?.deprecated;
  const [, other] = /[Uu]se '?(?:--)?([a-z-]+)/.exec(told ?? '') ?? [];
  const renamed = [other, name.replace('experimental-', ''), `${name}s`];
  const flag = renamed.find((one) => one !== undefined && one !== name && byRelease.get(newest).has(one));
  return INSTEAD[name] ?? (flag && `--${flag}=`);
}

/** The first minor of each gate, as the help of --feature-gates lists them. */
function gateHistories() {
  const since = new Map();
  for (const [release, flags] of byRelease) {
    for (const [, name] of (flags.get('feature-gates')?.usage ?? '').matchAll(/^(\w+)=true\|false/gm))
      if (!since.has(name)) since.set(name, minorOfEtcd(release));
  }
  return [...since].sort(([a], [b]) => (a < b ? -1 : 1));
}
