import { decode } from '../bytes/text.ts';
import type { Host } from '../node/host/host.ts';
import { type CgroupNames, namesInCgroup } from './cgroup-names.ts';
import type { RunningContainer, RunningPod } from './running.ts';

/** A pod, and of it the container where one was meant. */
export interface RunningMatch {
  readonly pod: RunningPod;
  readonly container: RunningContainer | null;
  /** What of it was named. */
  readonly by: 'process' | 'id' | 'uid' | 'pod' | 'container' | 'id prefix';
}

/** What a name, an ID or the number of a process leads to. */
export interface Found {
  /** Empty where it leads nowhere, several where it is ambiguous. */
  readonly matches: readonly RunningMatch[];
  /** Of a process that is in no pod of these: what is known of it. */
  readonly process: ProcessPlace | null;
}

/** Where a process belongs. */
export interface ProcessPlace {
  readonly pid: number;
  /** Null where /proc can't tell: `absent` for no such process. */
  readonly cgroup: CgroupNames | null;
  readonly why: string | null;
}

/** pid_max of Linux on machines of 64 bits. */
const MAX_PID = 4_194_304;
const MAX_CGROUP_FILE = 64 * 1024;

/**
 * The pods that are meant by what `kubectl`, `crictl`, `docker` or `ps` print: the number of a process, an ID or the
 * beginning of one, a UID, `POD`, `NAMESPACE/POD`, `pod/POD`, a container, or Docker's `k8s_…`.
 */
export function findRunning(pods: readonly RunningPod[], wanted: string, host: Host): Found {
  const pid = /^\d{1,7}$/.test(wanted) ? Number(wanted) : 0;
  const place = pid > 0 && pid <= MAX_PID ? placeOfProcess(host, pid) : null;
  const ofProcess = place?.cgroup ? matchCgroup(pods, place.cgroup) : [];
  if (ofProcess.length > 0) return { matches: ofProcess, process: null };
  const matches = matchName(pods, wanted);
  return { matches, process: matches.length > 0 ? null : place };
}

function placeOfProcess(host: Host, pid: number): ProcessPlace {
  if (!host.live) return { pid, cgroup: null, why: 'in a copy of a node nothing runs' };
  const file = host.readFile(`/proc/${pid}/cgroup`, MAX_CGROUP_FILE);
  if (file.ok) return { pid, cgroup: namesInCgroup(decode(file.value)), why: null };
  const { reason, message } = file.failure;
  return { pid, cgroup: null, why: reason === 'absent' ? 'there is no such process' : message };
}

/** The container or sandbox whose cgroup it is; else the pod, for what only belongs to it. */
function matchCgroup(pods: readonly RunningPod[], { ids, podUids }: CgroupNames): readonly RunningMatch[] {
  const by = 'process';
  for (const pod of pods) {
    const container = pod.containers.find(({ id }) => ids.includes(id));
    if (container) return [{ pod, container, by }];
  }
  const isMeant = ({ sandboxId, uid }: RunningPod) =>
    ids.includes(sandboxId) || podUids.some((name) => name === uid || name === uid.replaceAll('-', '_'));
  return pods.filter(isMeant).map((pod) => ({ pod, container: null, by }));
}

/** By the whole of a name, of all kinds of names the most telling first; else by the beginning of an ID. */
function matchName(pods: readonly RunningPod[], wanted: string): readonly RunningMatch[] {
  // `containerd://ID` is what the API server says, `pod/NAME` what kubectl prints.
  const name = wanted.replace(/^(?:[a-z-]+:\/\/|pods?\/)/, '');
  if (name === '') return [];
  const tried = [
    () => byShimName(pods, name),
    () => byId(pods, (id) => id === name, 'id'),
    () => byPod(pods, ({ uid }) => uid === name, 'uid'),
    () => byPod(pods, (pod) => pod.name === name || `${pod.namespace}/${pod.name}` === name, 'pod'),
    () => byContainerName(pods, name),
    () => (ID_PREFIX.test(name) ? byId(pods, (id) => id.startsWith(name), 'id prefix') : []),
  ];
  for (const attempt of tried) {
    const matches = attempt();
    if (matches.length > 0) return matches;
  }
  return [];
}

/** crictl prints 13 digits, Docker 12; fewer than six may be chance. */
const ID_PREFIX = /^[0-9a-f]{6,64}$/;

function byId(
  pods: readonly RunningPod[],
  isMeant: (id: string) => boolean,
  by: RunningMatch['by'],
): readonly RunningMatch[] {
  return pods.flatMap((pod) => [
    ...(isMeant(pod.sandboxId) ? [{ pod, container: null, by }] : []),
    ...pod.containers.filter(({ id }) => isMeant(id)).map((container) => ({ pod, container, by })),
  ]);
}

function byPod(
  pods: readonly RunningPod[],
  isMeant: (pod: RunningPod) => boolean,
  by: RunningMatch['by'],
): readonly RunningMatch[] {
  return pods.filter(isMeant).map((pod) => ({ pod, container: null, by }));
}

/** In each pod the newest container of that name. */
function byContainerName(pods: readonly RunningPod[], wanted: string): readonly RunningMatch[] {
  return pods.flatMap((pod) => {
    const container = pod.containers.find(({ name }) => name === wanted);
    return container ? [{ pod, container, by: 'container' as const }] : [];
  });
}

/** `k8s_CONTAINER_POD_NAMESPACE_UID_ATTEMPT`, what `docker ps` shows. */
function byShimName(pods: readonly RunningPod[], name: string): readonly RunningMatch[] {
  const [prefix, container, , , uid, attempt] = name.split('_');
  if (prefix !== 'k8s' || attempt === undefined) return [];
  const isMeant = (one: RunningContainer) => one.name === container && `${one.attempt}` === attempt;
  return pods
    .filter((pod) => pod.uid === uid)
    .map((pod) => ({ pod, container: pod.containers.find(isMeant) ?? null, by: 'container' }));
}
