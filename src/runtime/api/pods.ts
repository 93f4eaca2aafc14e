import { integerOrNull, isTrue, listOf, textOf, textOrNull, textsOf, timeOfText } from '../json.ts';
import { oneLine } from '../one-line.ts';
import { type ApiResult, answered } from './api-error.ts';
import { listAll, segment } from './lists.ts';
import type { Api } from './open-api.ts';

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

/** `metadata.ownerReferences`. */
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
  return answer.ok ? answered({ name, phase: textOf(answer.value, 'status', 'phase') }) : answer;
}

function readPod(value: unknown): ApiPod | null {
  const name = textOf(value, 'metadata', 'name');
  const namespace = textOf(value, 'metadata', 'namespace');
  if (name === '' || namespace === '') return null;
  return {
    namespace,
    name,
    uid: textOf(value, 'metadata', 'uid'),
    nodeName: textOf(value, 'spec', 'nodeName'),
    created: timeOfText(value, 'metadata', 'creationTimestamp'),
    deleted: timeOfText(value, 'metadata', 'deletionTimestamp'),
    finalizers: listOf(value, 'metadata', 'finalizers').filter((one) => typeof one === 'string'),
    mirrorOf: textsOf(value, 'metadata', 'annotations')['kubernetes.io/config.mirror'] ?? null,
    owners: listOf(value, 'metadata', 'ownerReferences').map((one) => ({
      kind: textOf(one, 'kind'),
      name: textOf(one, 'name'),
      uid: textOf(one, 'uid'),
    })),
    phase: textOf(value, 'status', 'phase'),
    reason: oneLine(textOf(value, 'status', 'reason')),
    message: oneLine(textOf(value, 'status', 'message')),
    containers: [
      ...listOf(value, 'status', 'initContainerStatuses'),
      ...listOf(value, 'status', 'containerStatuses'),
    ].map(readContainer),
    specImages: [...listOf(value, 'spec', 'initContainers'), ...listOf(value, 'spec', 'containers')].map(
      (one) => ({
        name: textOf(one, 'name'),
        image: textOf(one, 'image'),
      }),
    ),
  };
}

const STATES = ['waiting', 'running', 'terminated'] as const;

function readContainer(value: unknown): ApiContainer {
  const state = STATES.find((one) => Object.keys(textsOf(value, 'state', one)).length > 0);
  return {
    name: textOf(value, 'name'),
    ready: isTrue(value, 'ready'),
    restarts: integerOrNull(value, 'restartCount') ?? 0,
    image: textOf(value, 'image'),
    containerID: textOrNull(value, 'containerID'),
    state: state ?? 'unknown',
    reason: oneLine(textOf(value, 'state', state ?? '', 'reason')),
    message: oneLine(textOf(value, 'state', state ?? '', 'message')),
    exitCode: integerOrNull(value, 'state', state ?? '', 'exitCode'),
  };
}
