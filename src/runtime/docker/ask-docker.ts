import type { Host } from '../../node/host/host.ts';
import { assemblePods, worthALook } from '../assemble-pods.ts';
import { inTurns } from '../in-turns.ts';
import { textOf, textOrNull } from '../json.ts';
import type { RunningPods, RuntimeAnswer } from '../running.ts';
import { reachSocket } from '../socket.ts';
import { type HttpAnswer, httpGet } from './http-get.ts';
import { type DockerEntry, dockerAddress, entryOf, withInspected } from './read-containers.ts';

/** Where Docker listens unless told otherwise. */
export const DOCKER_SOCKET = '/var/run/docker.sock';

/** Whoever made a container for a pod says so on it. */
const FILTERS = encodeURIComponent(JSON.stringify({ label: ['io.kubernetes.pod.uid'] }));
/** Containers that are looked at closer. */
const MAX_LOOKS = 500;
/** Each of them over a connection of its own. */
const AT_ONCE = 8;

/** Asks Docker what it runs for a kubelet. */
export async function askDocker(host: Host, timeLimit: number): Promise<RuntimeAnswer> {
  const deadline = Date.now() + timeLimit;
  const reached = await reachSocket(host, DOCKER_SOCKET, timeLimit);
  if (!reached.ok) return { ok: false, failure: reached };
  try {
    return await ask((path) => httpGet(reached.path, path, deadline));
  } finally {
    reached.release();
  }
}

type Get = (path: string) => Promise<HttpAnswer>;

async function ask(get: Get): Promise<RuntimeAnswer> {
  const [list, version, info] = await Promise.all([
    get(`/containers/json?all=1&filters=${FILTERS}`),
    get('/version'),
    get('/info'),
  ]);
  if (!list.ok) return { ok: false, failure: list };
  if (!Array.isArray(list.value))
    return { ok: false, failure: { reason: 'garbled', message: 'no list of containers' } };
  const driver = info.ok ? textOf(info.value, 'CgroupDriver') : '';
  return {
    ok: true,
    value: {
      runtime: {
        by: 'docker',
        endpoint: `unix://${DOCKER_SOCKET}`,
        name: 'docker',
        version: version.ok ? textOrNull(version.value, 'Version') : null,
        api: null,
        cgroupDriver: driver === 'systemd' || driver === 'cgroupfs' ? driver : null,
        conditions: [],
      },
      ...(await look(get, list.value.map(entryOf))),
    },
  };
}

/** Sandboxes and containers one by one: Docker has no question for several. */
async function look(
  get: Get,
  entries: readonly (DockerEntry | undefined)[],
): Promise<Pick<RunningPods, 'pods' | 'unasked'>> {
  const sandboxes = entries.flatMap((entry) => (entry?.kind === 'sandbox' ? [entry.sandbox] : []));
  const listed = entries.flatMap((entry) =>
    entry?.kind === 'container' ? [{ ...entry.container, pod: entry.pod }] : [],
  );
  const chosen = worthALook(listed, ({ pod }) => pod).map(({ container }) => container.id);
  const ready = sandboxes.filter(({ state }) => state === 'ready').map(({ sandboxId }) => sandboxId);
  const wanted = [...chosen, ...ready];
  const inspected = new Map<string, unknown>();
  let why: string | undefined;
  await inTurns(wanted.slice(0, MAX_LOOKS), AT_ONCE, async (id) => {
    const answer = await get(`/containers/${encodeURIComponent(id)}/json`);
    if (answer.ok) inspected.set(id, answer.value);
    // What is gone meanwhile is not there to be told of.
    else if (answer.reason !== 'absent') why ??= answer.message;
  });
  if (wanted.length > MAX_LOOKS) why ??= `only ${MAX_LOOKS} are looked at`;
  return {
    pods: assemblePods(
      sandboxes.map((one) =>
        inspected.has(one.sandboxId) ? { ...one, ip: dockerAddress(inspected.get(one.sandboxId)) } : one,
      ),
      listed.map(({ pod: _, ...one }) =>
        inspected.has(one.id) ? withInspected(one, inspected.get(one.id)) : one,
      ),
    ),
    unasked: why === undefined ? [] : [{ what: 'the status of some containers', why }],
  };
}
