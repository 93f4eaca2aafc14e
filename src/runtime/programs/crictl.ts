import type { AskRuntimeProgram } from '../ask.ts';
import { assemblePods, worthALook } from '../assemble-pods.ts';
import { asListed, containersOf, sandboxesOf, withStatus } from '../cri/read-messages.ts';
import { textOf } from '../json.ts';
import { askForJson, type ProgramAnswer, runtimeBehind } from './answer.ts';

/** Asks crictl, at the endpoint that it has in its own configuration unless one is given. */
export function askCrictl(ask: AskRuntimeProgram, endpoint: string | null): ProgramAnswer {
  const options = endpoint === null ? [] : ['--runtime-endpoint', endpoint];
  const say = (...args: string[]) => askForJson(ask, 'crictl', [...options, ...args, '--output', 'json']);
  const sandboxes = say('pods');
  if (!sandboxes.ok) return sandboxes;
  const containers = say('ps', '--all');
  if (!containers.ok) return containers;
  const listed = containersOf(containers.value);
  const wanted = worthALook(listed, ({ pod }) => pod).map(({ container }) => container.id);
  // Of one container it prints an object, of several a list of them.
  const inspected = wanted.length > 0 ? say('inspect', ...wanted) : null;
  const statuses = new Map(
    (inspected?.ok ? [inspected.value].flat() : []).map((each) => [textOf(each, 'status', 'id'), each]),
  );
  return {
    ok: true,
    value: {
      runtime: runtimeBehind('crictl', null),
      pods: assemblePods(
        sandboxesOf(sandboxes.value),
        listed.map((each) =>
          statuses.has(each.id) ? withStatus(each, statuses.get(each.id)) : asListed(each),
        ),
      ),
      unasked:
        inspected && !inspected.ok
          ? [{ what: 'the status of the containers', why: inspected.failure.message }]
          : [],
    },
  };
}
