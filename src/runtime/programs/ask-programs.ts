import type { AskRuntimeProgram } from '../ask.ts';
import type { RuntimeLook } from '../ask-runtime.ts';
import type { RuntimeFailure } from '../running.ts';
import { askCrictl } from './crictl.ts';
import { askDockerProgram } from './docker.ts';
import { askNerdctl } from './nerdctl.ts';

/** Asks the machine's own programs what runs; the first that knows of pods tells. */
export function askPrograms(ask: AskRuntimeProgram, endpoint: string | null): RuntimeLook {
  const failures: RuntimeFailure[] = [];
  let empty: RuntimeLook['running'] = null;
  for (const each of [() => askCrictl(ask, endpoint), () => askNerdctl(ask), () => askDockerProgram(ask)]) {
    const answer = each();
    if (!answer.ok) failures.push(answer.failure);
    else if (answer.value.pods.length > 0) return { running: answer.value, failures };
    else empty ??= answer.value;
  }
  return { running: empty, failures };
}
