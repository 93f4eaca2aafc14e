// render.jsonl.gz: the pod that the file source of each minor makes of a manifest, and its UID. The UID of a pod with
// a time in it depends on where the time zone lies in the program's memory, and so on how the oracle was built.
import { startOracle } from '../ask.mjs';
import { byMinor, byRange, readRecording, writeRecording } from '../recordings.mjs';
import { newChanges } from './changes.mjs';

const HASH = 'kubernetes.io/config.hash';

export async function recordRender(minors, log) {
  const name = 'render.jsonl.gz';
  const cases = readRecording(name);
  const changes = newChanges(name);
  const before = cases.map(({ pods, uids }) => ({ pods: byMinor(pods), uids: byMinor(uids) }));
  const left = (recorded) =>
    new Map([...recorded].filter(([minor]) => !minors.asked.includes(minor) && minors.kept(minor)));
  const after = before.map(({ pods, uids }) => ({ pods: left(pods), uids: left(uids) }));
  for (const minor of minors.asked) {
    const oracle = startOracle(minor, 'manifests', log);
    const answers = await oracle.ask(cases.map(({ text, node, path }) => ({ text, node, path, pod: true })));
    oracle.end();
    for (const [i, { id }] of cases.entries()) {
      const { pod, uid } = apart(answers[i]);
      const [known, previous] = [minor, minor - 1].map((one) => recordedAt(before[i], one));
      // Some manifests are for some minors only.
      if (!pod && !known) continue;
      changes.compare(id, minor, known, pod && { pod, uid }, previous);
      if (!pod) continue;
      after[i].pods.set(minor, pod);
      after[i].uids.set(minor, uid);
    }
  }
  writeRecording(
    name,
    cases.map((one, i) => ({ ...one, pods: byRange(after[i].pods), uids: byVersion(after[i].uids) })),
  );
  return changes;
}

function byVersion(uids) {
  const inOrder = [...uids].sort(([a], [b]) => a - b);
  return Object.fromEntries(inOrder.map(([minor, uid]) => [`1.${minor}`, uid]));
}

function recordedAt({ pods, uids }, minor) {
  return pods.has(minor) ? { pod: pods.get(minor), uid: uids.get(minor) } : undefined;
}

/** The UID stands apart: it differs between minors where nothing else of the pod does. */
function apart({ pod }) {
  if (!pod) return {};
  const { uid, ...metadata } = pod.metadata;
  const { [HASH]: _, ...annotations } = metadata.annotations;
  return { pod: { ...pod, metadata: { ...metadata, annotations } }, uid };
}
