import type { Component } from '../control-plane/component.ts';
import { readComponents } from '../control-plane/read-components.ts';
import { isMirrorPod } from '../manifest/pod/is-mirror-pod.ts';
import type { Pod } from '../manifest/pod/types.ts';
import type { Document } from '../yaml/tree.ts';
import { type TypedHostPath, typedHostPathsOf } from './host-paths.ts';
import { type HostPort, hostPortsOf } from './host-ports.ts';

/** What is kept of a pod when its document is gone: what it has to do with other pods and with the node. */
export interface PodOutline {
  /** Whether a kubelet on Linux starts the pod that it has taken, as far as the pod alone tells. */
  readonly isStarted: boolean;
  readonly components: readonly Component[];
  readonly hostPorts: readonly HostPort[];
  readonly typedHostPaths: readonly TypedHostPath[];
}

/** The outline of a pod; `pod` as decoded from `document`. */
export function outlineOf(document: Document, pod: Pod): PodOutline {
  return {
    isStarted: isStarted(pod),
    components: readComponents(document, pod),
    hostPorts: hostPortsOf(document, pod),
    typedHostPaths: typedHostPathsOf(document, pod),
  };
}

function isStarted(pod: Pod): boolean {
  const os = pod.spec?.os?.name ?? 'linux';
  return os === 'linux' && !pod.metadata?.deletionTimestamp && !isMirrorPod(pod);
}
