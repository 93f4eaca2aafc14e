// yaml.json.gz: what the newest kubelet's YAML reader makes of a text.
import { requestOf, startOracle } from '../ask.mjs';
import { readRecording, writeRecording } from '../recordings.mjs';
import { newChanges } from './changes.mjs';

/** Errors are cut here. */
const LONGEST_ERROR = 120;

export async function recordYaml(minors, log) {
  const name = 'yaml.json.gz';
  const newest = minors.all.at(-1);
  const changes = newChanges(name);
  const cases = readRecording(name);
  const oracle = startOracle(newest, 'json', log);
  const answers = await oracle.ask(cases.map((one) => requestOf(one)));
  oracle.end();
  const after = cases.map(({ json, error, notJSON, ...input }, i) => {
    const verdict = verdictOf(answers[i]);
    changes.compare(input.id, newest, { json, error, notJSON }, verdict);
    return { ...input, ...verdict };
  });
  writeRecording(name, after);
  return changes;
}

/** `json` is text: numbers keep their digits. */
function verdictOf({ json, error, notJSON }) {
  if (notJSON) return { notJSON };
  return error === undefined ? { json } : { error: error.slice(0, LONGEST_ERROR) };
}
