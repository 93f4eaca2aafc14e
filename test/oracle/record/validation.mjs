// validation.jsonl: what each minor's ValidateKubeletConfiguration says of members set in a configuration file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOracle } from '../build.mjs';
import { byMinor, byRange, readRecording, writeRecording } from '../recordings.mjs';
import { newChanges } from './changes.mjs';
import { inParallel, runToEnd } from './start.mjs';

export async function recordValidation(minors, log) {
  const name = 'validation.jsonl';
  const cases = readRecording(name);
  const changes = newChanges(name);
  const before = cases.map(({ verdicts }) => byMinor(verdicts));
  const after = before.map(
    (recorded) =>
      new Map([...recorded].filter(([minor]) => !minors.asked.includes(minor) && minors.kept(minor))),
  );
  for (const minor of minors.asked) {
    const program = buildOracle(minor, log);
    const answers = await inParallel(cases, minors.width, (one) => validated(program, one));
    for (const [i, verdict] of answers.entries()) {
      const known = before[i].get(minor);
      // A case that has no verdict for a minor does not come to this minor's validation.
      if (known === undefined && !['ok', 'logging', 'validate'].includes(verdict.stage)) continue;
      changes.compare(JSON.stringify(cases[i].set), minor, known, verdict, before[i].get(minor - 1));
      after[i].set(minor, verdict);
    }
  }
  writeRecording(
    name,
    cases.map((one, i) => ({ ...one, verdicts: byRange(after[i]) })),
  );
  return changes;
}

async function validated(program, { set, gates }) {
  const directory = mkdtempSync(join(tmpdir(), 'spctl-validation-'));
  const file = join(directory, 'config.yaml');
  const configuration = {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    failCgroupV1: false,
    ...set,
    ...(gates && { featureGates: gates }),
  };
  try {
    writeFileSync(file, JSON.stringify(configuration));
    const { stdout } = await runToEnd(program, ['config', `--config=${file}`]);
    const { stage, error, fields } = stdout === '' ? { stage: 'exit' } : JSON.parse(stdout);
    return { stage, errors: fields ?? (error ? [error] : []) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
