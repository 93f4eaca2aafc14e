import { type ApiResult, answered } from './api-error.ts';
import { listAll, segment } from './lists.ts';
import type { Api } from './open-api.ts';
import { flag, integer, items, text, textOrNull, texts, time } from './plain.ts';
import { oneLine } from './refusal.ts';

/** A pod as the API server has it. */
export interface ApiPod {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly nodeName: string;
  /** Milliseconds since the epoch. */
  readonly created: number | null;
  /** Since when it is `Terminating`. */
  readonly deleted: number | null;
  readonly finalizers: readonly string[];
  /** `kubernetes.io/config.mirror`: of a mirror pod, the UID of its static pod. */
  readonly mirrorOf: string | null;
  readonly owners: readonly ApiOwner[];
  /** `Pending`, `Running` … */
  readonly phase: string;
  readonly reason: string;
  readonly message: string;
  readonly containers: readonly ApiContainer[];
  /** What the pod's text asks for; of a mirror pod nobody acts on it. */
  readonly specImages: readonly { readonly name: string; readonly image: string }[];
}

export interface ApiOwner {
  /** `Node` of a mirror pod. */
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** What the kubelet said of a container. */
export interface ApiContainer {
  readonly name: string;
  readonly ready: boolean;
  readonly restarts: number;
  /** The image that runs; the one of the pod's text need not be. */
  readonly image: string;
  /** `containerd://…`. */
  readonly containerID: string | null;
  readonly state: 'waiting' | 'running' | 'terminated' | 'unknown';
  /** `CrashLoopBackOff`, `Completed` … */
  readonly reason: string;
  readonly message: string;
  readonly exitCode: number | null;
}

/** The pods that are bound to a node, mirror pods among them. */
export function podsOnNode(api: Api, nodeName: string): Promise<ApiResult<readonly ApiPod[]>> {
  return listAll(api, '/api/v1/pods', { fieldSelector: `spec.nodeName=${nodeName}` }, readPod);
}

/** A namespace. */
export interface ApiNamespace {
  readonly name: string;
  /** `Active`, `Terminating`. */
  readonly phase: string;
}

/** GET of a namespace; `notFound` where there is none. */
export async function askNamespace(api: Api, name: string): Promise<ApiResult<ApiNamespace>> {
  const answer = await api.get(`/api/v1/namespaces/${segment(name)}`);
  return answer.ok ? answered({ name, phase: text(answer.value, 'status', 'phase') }) : answer;
}

function readPod(value: unknown): ApiPod | null {
  const name = text(value, 'metadata', 'name');
  const namespace = text(value, 'metadata', 'namespace');
  if (name === '' || namespace === '') return null;
  return {
    namespace,
    name,
    uid: text(value, 'metadata', 'uid'),
    nodeName: text(value, 'spec', 'nodeName'),
    created: time(value, 'metadata', 'creationTimestamp'),
    deleted: time(value, 'metadata', 'deletionTimestamp'),
    finalizers: items(value, 'metadata', 'finalizers').filter((one) => typeof one === 'string'),
    mirrorOf: texts(value, 'metadata', 'annotations').get('kubernetes.io/config.mirror') ?? null,
    owners: items(value, 'metadata', 'ownerReferences').map((one) => ({
      kind: text(one, 'kind'),
      name: text(one, 'name'),
      uid: text(one, 'uid'),
    })),
    phase: text(value, 'status', 'phase'),
    reason: oneLine(text(value, 'status', 'reason')),
    message: oneLine(text(value, 'status', 'message')),
    containers: [
      ...items(value, 'status', 'initContainerStatuses'),
      ...items(value, 'status', 'containerStatuses'),
    ].map(readContainer),
    specImages: [...items(value, 'spec', 'initContainers'), ...items(value, 'spec', 'containers')].map(
      (one) => ({
        name: text(one, 'name'),
        image: text(one, 'image'),
      }),
    ),
  };
}

const STATES = ['waiting', 'running', 'terminated'] as const;

function readContainer(value: unknown): ApiContainer {
  const state = STATES.find((one) => texts(value, 'state', one).size > 0);
  return {
    name: text(value, 'name'),
    ready: flag(value, 'ready'),
    restarts: integer(value, 'restartCount') ?? 0,
    image: text(value, 'image'),
    containerID: textOrNull(value, 'containerID'),
    state: state ?? 'unknown',
    reason: oneLine(text(value, 'state', state ?? '', 'reason')),
    message: oneLine(text(value, 'state', state ?? '', 'message')),
    exitCode: integer(value, 'state', state ?? '', 'exitCode'),
  };
}
