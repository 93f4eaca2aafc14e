// urls.json: what the HTTP source of each minor makes of an answer.
import { requestOf, startOracle } from '../ask.mjs';
import { byMinor, byRange, readRecording, writeRecording } from '../recordings.mjs';
import { newChanges } from './changes.mjs';

/** Errors are cut here. */
const LONGEST_ERROR = 300;

export async function recordUrls(minors, log) {
  const name = 'urls.json';
  const cases = readRecording(name);
  const changes = newChanges(name);
  const recorded = cases.map(({ verdicts }) => byMinor(verdicts));
  const after = cases.map(
    (_, i) =>
      new Map([...recorded[i]].filter(([minor]) => !minors.asked.includes(minor) && minors.kept(minor))),
  );
  for (const minor of minors.asked) {
    const oracle = startOracle(minor, 'urls', log);
    const answers = await oracle.ask(cases.map((one) => requestOf(one)));
    oracle.end();
    for (const [i, { id }] of cases.entries()) {
      const verdict = verdictOf(answers[i]);
      changes.compare(id, minor, recorded[i].get(minor), verdict, after[i].get(minor - 1));
      after[i].set(minor, verdict);
    }
  }
  writeRecording(
    name,
    cases.map(({ verdicts: _, ...one }, i) => ({ ...one, verdicts: byRange(after[i]) })),
  );
  return changes;
}

function verdictOf({ as, error, pods }) {
  // What %#v prints of an object is addresses of memory, and the line in scheme.go is another in each patch release.
  const words = error
    .replaceAll(/scheme\.go:\d+/g, 'scheme.go:N')
    .replace(/&(\w+\.\w+)\{.*/s, '&$1{...}')
    .replace(/ from $/, '');
  return { as, error: words.slice(0, LONGEST_ERROR), pods };
}
