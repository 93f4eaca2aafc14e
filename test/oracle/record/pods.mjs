// pods.jsonl.gz and pods-gates.jsonl.gz: what the file source of each minor makes of a manifest.
import { requestOf, startOracle } from '../ask.mjs';
import { byMinor, byRange, readRecording, sameJson, writeRecording } from '../recordings.mjs';
import { newChanges } from './changes.mjs';

/** Errors are cut here. */
const LONGEST_ERROR = 200;
/** How often is asked again, where only the order of errors is another: a map's order is chance in Go. */
const TIMES = 150;

export async function recordPods(minors, log) {
  const name = 'pods.jsonl.gz';
  const cases = readRecording(name);
  const changes = newChanges(name);
  const recorded = cases.map(({ verdicts }) => byMinor(verdicts));
  const after = cases.map(
    (_, i) =>
      new Map([...recorded[i]].filter(([minor]) => !minors.asked.includes(minor) && minors.kept(minor))),
  );
  const unordered = new Set(cases.flatMap((one, i) => (one.unordered ? i : [])));
  for (const minor of minors.asked) {
    const oracle = startOracle(minor, 'manifests', log);
    const answers = await oracle.ask(cases.map((one) => requestOf(one)));
    for (const [i, one] of cases.entries()) {
      const before = recorded[i].get(minor);
      const known = before ?? after[i].get(minor - 1);
      let verdict = verdictOf(answers[i]);
      if (known && !sameJson(known, verdict) && (await isChance(oracle, one, known, verdict))) {
        unordered.add(i);
        verdict = known;
      }
      changes.compare(one.id, minor, before, verdict, after[i].get(minor - 1));
      after[i].set(minor, verdict);
    }
    oracle.end();
  }
  writeRecording(
    name,
    cases.map(({ verdicts: _, unordered: __, ...one }, i) => ({
      ...one,
      ...(unordered.has(i) && { unordered: true }),
      verdicts: byRange(after[i]),
    })),
  );
  return changes;
}

export async function recordGates(minors, log) {
  const name = 'pods-gates.jsonl.gz';
  const cases = readRecording(name).filter(({ version }) => minors.kept(minorOf(version)));
  const changes = newChanges(name);
  const after = [...cases];
  for (const minor of minors.asked) {
    const oracle = startOracle(minor, 'manifests', log);
    const here = cases.flatMap((one, i) => (minorOf(one.version) === minor ? i : []));
    const answers = await oracle.ask(here.map((i) => requestOf(cases[i])));
    for (const [j, i] of here.entries()) {
      const one = cases[i];
      let verdict = verdictOf(answers[j]);
      if (!sameJson(one.verdict, verdict) && (await isChance(oracle, one, one.verdict, verdict)))
        verdict = one.verdict;
      changes.compare(one.id, minor, one.verdict, verdict);
      after[i] = { ...one, verdict };
    }
    oracle.end();
  }
  writeRecording(name, after);
  return changes;
}

const minorOf = (version) => Number(version.split('.')[1]);

function verdictOf({ stage, fields, error, name, namespace }) {
  // The line in scheme.go is another in each patch release.
  const words = error?.replaceAll(/scheme\.go:\d+/g, 'scheme.go:N').slice(0, LONGEST_ERROR);
  return {
    stage,
    ...(fields && { fields }),
    ...(words && { error: words }),
    ...(name && { name, namespace }),
  };
}

/** Whether the answer has the same errors as the recorded one, and comes in that order too when asked again. */
async function isChance(oracle, one, known, verdict) {
  if (!sameJson(inOrder(known), inOrder(verdict))) return false;
  const answers = await oracle.ask(Array(TIMES).fill(requestOf(one)));
  return answers.some((answer) => !sameJson(verdictOf(answer), verdict));
}

const inOrder = ({ fields, ...rest }) => ({
  ...rest,
  fields: fields?.map((field) => field.join('|')).sort(),
});
