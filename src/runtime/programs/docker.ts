import type { AskRuntimeProgram } from '../ask.ts';
import { readInspected } from '../docker/read-containers.ts';
import { askForJson, failureOf, type ProgramAnswer, runtimeBehind } from './answer.ts';

/** Asks the program docker for the containers that a kubelet made. */
export function askDockerProgram(ask: AskRuntimeProgram): ProgramAnswer {
  const ids = ask('docker', [
    'ps',
    '--all',
    '--quiet',
    '--no-trunc',
    '--filter',
    'label=io.kubernetes.pod.uid',
  ]);
  if (!ids.ok) return { ok: false, failure: failureOf('docker', ids) };
  const wanted = ids.stdout.split('\n').filter((id) => /^[0-9a-f]{64}$/.test(id));
  const inspected = wanted.length > 0 ? askForJson(ask, 'docker', ['inspect', ...wanted]) : null;
  if (inspected && !inspected.ok) return inspected;
  return {
    ok: true,
    value: {
      runtime: runtimeBehind('docker', 'docker'),
      pods: readInspected([inspected?.value ?? []].flat()),
      unasked: [],
    },
  };
}
