import {
  NOT_LOOKED_AT,
  notesOn,
  ownLabels,
  type PodIdentity,
  podOfLabels,
  type Sandbox,
} from '../assemble-pods.ts';
import {
  isTrue,
  listOf,
  member,
  numberOf,
  parsed,
  textOf,
  textOrNull,
  textsOf,
  timeOfNanos,
  wordsOf,
} from '../json.ts';
import type { RunningContainer, RuntimeCondition } from '../running.ts';

/*
 * CRI's messages as nouns, of JSON as crictl prints it: enumerations by name, numbers of 64 bits in quotes.
 */

/** A container as a list of them tells it, and whose it is. */
export interface ListedContainer extends RunningContainer {
  readonly pod: PodIdentity;
}

/** ListPodSandboxResponse. */
export function sandboxesOf(response: unknown): readonly Sandbox[] {
  return listOf(response, 'items').map((item) => {
    const metadata = member(item, 'metadata');
    return {
      name: textOf(metadata, 'name'),
      namespace: textOf(metadata, 'namespace'),
      uid: textOf(metadata, 'uid'),
      sandboxId: textOf(item, 'id'),
      state: member(item, 'state') === 'SANDBOX_READY' ? 'ready' : 'notReady',
      createdAt: timeOfNanos(item, 'createdAt') ?? 0,
      attempt: numberOf(metadata, 'attempt'),
      ip: null,
      annotations: textsOf(item, 'annotations'),
      labels: ownLabels(textsOf(item, 'labels')),
      runtimeHandler: textOf(item, 'runtimeHandler'),
    };
  });
}

/** PodSandboxStatusResponse. */
export function addressOf(response: unknown): string | null {
  return textOrNull(response, 'status', 'network', 'ip');
}

/** ListContainersResponse. */
export function containersOf(response: unknown): readonly ListedContainer[] {
  return listOf(response, 'containers').map((item) => {
    const metadata = member(item, 'metadata');
    const image = member(item, 'image');
    const annotations = textsOf(item, 'annotations');
    return {
      pod: podOfLabels(textsOf(item, 'labels')),
      name: textOf(metadata, 'name'),
      id: textOf(item, 'id'),
      sandboxId: textOf(item, 'podSandboxId'),
      state: stateOf(item),
      attempt: numberOf(metadata, 'attempt'),
      ...notesOn(annotations),
      image: textOf(image, 'image'),
      specifiedImage: textOrNull(image, 'userSpecifiedImage'),
      imageRef: textOf(item, 'imageRef'),
      createdAt: timeOfNanos(item, 'createdAt') ?? 0,
      ...NOT_LOOKED_AT,
      annotations,
    };
  });
}

/**
 * ContainerStatusResponse, which knows more than the list and is newer. What is verbose every runtime says in its own
 * way: containerd `pid`, `config` and `runtimeSpec` (internal/cri/server/container_status.go), CRI-O `pid` and
 * `runtimeSpec`, cri-dockerd nothing.
 */
export function withStatus({ pod: _, ...listed }: ListedContainer, response: unknown): RunningContainer {
  const status = member(response, 'status');
  const info = infoOf(response);
  const config = member(info, 'config');
  const image = member(status, 'image');
  const state = stateOf(status);
  return {
    ...listed,
    state,
    image: textOf(image, 'image') || listed.image,
    specifiedImage:
      textOf(image, 'userSpecifiedImage') ||
      textOf(config, 'image', 'user_specified_image') ||
      listed.specifiedImage,
    imageRef: textOf(status, 'imageRef') || listed.imageRef,
    startedAt: timeOfNanos(status, 'startedAt'),
    finishedAt: timeOfNanos(status, 'finishedAt'),
    exitCode: state === 'exited' ? numberOf(status, 'exitCode') : null,
    reason: textOrNull(status, 'reason'),
    message: textOrNull(status, 'message'),
    pid: state === 'running' ? numberOf(info, 'pid') || null : null,
    logPath: textOrNull(status, 'logPath'),
    command: config === undefined ? null : (wordsOf(config, 'command') ?? []),
    args: config === undefined ? null : (wordsOf(config, 'args') ?? []),
    argv: wordsOf(info, 'runtimeSpec', 'process', 'args'),
    mounts: listOf(status, 'mounts').map((mount) => ({
      containerPath: textOf(mount, 'containerPath'),
      hostPath: textOf(mount, 'hostPath'),
      readOnly: isTrue(mount, 'readonly'),
    })),
  };
}

/** A container of which no more is known than the list told. */
export function asListed({ pod: _, ...container }: ListedContainer): RunningContainer {
  return container;
}

/** StatusResponse. */
export function conditionsOf(response: unknown): readonly RuntimeCondition[] {
  return listOf(response, 'status', 'conditions').map((condition) => ({
    type: textOf(condition, 'type'),
    status: isTrue(condition, 'status'),
    reason: textOf(condition, 'reason'),
    message: textOf(condition, 'message'),
  }));
}

/** RuntimeConfigResponse; SYSTEMD is the zero, so that an answer without it says nothing. */
export function cgroupDriverOf(response: unknown): 'systemd' | 'cgroupfs' | null {
  const linux = member(response, 'linux');
  if (typeof linux !== 'object' || linux === null) return null;
  return member(linux, 'cgroupDriver') === 'CGROUPFS' ? 'cgroupfs' : 'systemd';
}

/** A text of JSON over the wire, JSON itself from crictl. */
function infoOf(response: unknown): unknown {
  const info = member(response, 'info');
  const inner = member(info, 'info');
  return typeof inner === 'string' ? parsed(inner) : (inner ?? info);
}

function stateOf(item: unknown): RunningContainer['state'] {
  switch (member(item, 'state')) {
    case 'CONTAINER_CREATED':
      return 'created';
    case 'CONTAINER_RUNNING':
      return 'running';
    case 'CONTAINER_EXITED':
      return 'exited';
    default:
      return 'unknown';
  }
}
