// The recorded answers in fixtures/conformance: reading and writing them, verdicts by version.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

const conformance = fileURLToPath(new URL('../../fixtures/conformance/', import.meta.url));

/** The cases of a file: JSON, or JSON lines where its name says so. */
export function readRecording(name) {
  const bytes = readFileSync(join(conformance, name));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return name.includes('.jsonl')
    ? text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    : JSON.parse(text);
}

/** Writes cases, one a line; the same cases give the same bytes. */
export function writeRecording(name, cases) {
  const lines = cases.map((one) => JSON.stringify(one));
  const text = name.includes('.jsonl') ? `${lines.join('\n')}\n` : `[\n${lines.join(',\n')}\n]\n`;
  writeFileSync(join(conformance, name), name.endsWith('.gz') ? gzipSync(text, { level: 9 }) : text);
}

/** `{'1.28-1.30': a, '1.31': b}` as a map from minors. */
export function byMinor(verdicts) {
  const entries = Object.entries(verdicts).flatMap(([range, verdict]) => {
    const [first, last = first] = range.split('-').map((version) => Number(version.split('.')[1]));
    return Array.from({ length: last - first + 1 }, (_, i) => [first + i, verdict]);
  });
  return new Map(entries.sort(([a], [b]) => a - b));
}

/** The other way: minors in a row that have the same verdict share it. */
export function byRange(verdicts) {
  const runs = [];
  for (const [minor, verdict] of [...verdicts].sort(([a], [b]) => a - b)) {
    const last = runs.at(-1);
    if (last && last.to === minor - 1 && sameJson(last.verdict, verdict)) last.to = minor;
    else runs.push({ from: minor, to: minor, verdict });
  }
  return Object.fromEntries(
    runs.map(({ from, to, verdict }) => [from === to ? `1.${from}` : `1.${from}-1.${to}`, verdict]),
  );
}

/** Whether two verdicts say the same, whatever the order of their members. */
export function sameJson(a, b) {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]),
  );
}

/** kubelet-defaults.json: the configuration of a kubelet without flags, by version. */
export function writeDefaults(defaults) {
  writeFileSync(join(conformance, 'kubelet-defaults.json'), `${JSON.stringify(sorted(defaults), null, 1)}\n`);
}
