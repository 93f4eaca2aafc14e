import type { Unasked } from './machine-state.ts';

/** What a container runtime runs for the kubelet, at one moment. */
export interface RunningPods {
  readonly runtime: Runtime;
  /** By namespace and name. */
  readonly pods: readonly RunningPod[];
  /** What of it could not be asked, and why. */
  readonly unasked: readonly Unasked[];
}

/** Who answered. */
export interface Runtime {
  /** How it was asked: by CRI, by Docker's own interface, or through a program. */
  readonly by: 'cri' | 'docker' | 'program';
  /** The endpoint, `unix:///run/containerd/containerd.sock`, or the program's name. */
  readonly endpoint: string;
  /** `containerd`, `cri-o`, `docker`; null where it was not told. */
  readonly name: string | null;
  readonly version: string | null;
  /** Of CRI: `v1`, or `v1alpha2` of runtimes that serve no kubelet from 1.26 on. */
  readonly api: 'v1' | 'v1alpha2' | null;
  /** Null where the runtime does not tell: containerd does from 2.0 on. */
  readonly cgroupDriver: 'systemd' | 'cgroupfs' | null;
  /** `RuntimeReady`, `NetworkReady` … with what the runtime says of them. */
  readonly conditions: readonly RuntimeCondition[];
}

/** RuntimeCondition of CRI's Status. */
export interface RuntimeCondition {
  readonly type: string;
  readonly status: boolean;
  readonly reason: string;
  readonly message: string;
}

/** A pod as the runtime has it: its newest sandbox, and the containers of all its sandboxes. */
export interface RunningPod {
  readonly name: string;
  readonly namespace: string;
  /** Of a static pod the hash that the kubelet made, which the annotation kubernetes.io/config.hash repeats. */
  readonly uid: string;
  readonly sandboxId: string;
  readonly state: 'ready' | 'notReady';
  /** Milliseconds since the epoch, as all times here. */
  readonly createdAt: number;
  /** How many sandboxes the kubelet had made before for this pod. */
  readonly attempt: number;
  /** Null for a pod in the network of its node, for one that has ended, and where it was not told. */
  readonly ip: string | null;
  readonly annotations: Readonly<Record<string, string>>;
  /** Without the three that the kubelet adds. */
  readonly labels: Readonly<Record<string, string>>;
  /** Empty for the default one. */
  readonly runtimeHandler: string;
  /** Newest first. */
  readonly containers: readonly RunningContainer[];
}

/** A container, running or ended. What only a closer look tells is null where none was taken. */
export interface RunningContainer {
  readonly name: string;
  readonly id: string;
  readonly sandboxId: string;
  readonly state: 'created' | 'running' | 'exited' | 'unknown';
  /** As the runtime counts; of a kubelet's containers the same as `restartCount`. */
  readonly attempt: number;
  /** From the kubelet's annotation. */
  readonly restartCount: number | null;
  /** io.kubernetes.container.hash: what src/runtime/container-hash.ts makes of the container that is wanted. */
  readonly hash: string | null;
  /** As the runtime names the image now: one of its tags, else its digest. */
  readonly image: string;
  /** As the manifest names it; null where the runtime did not keep it. */
  readonly specifiedImage: string | null;
  readonly imageRef: string;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** Of one that has ended. */
  readonly exitCode: number | null;
  /** `Completed`, `Error`, `OOMKilled`, `ContainerCannotRun` … */
  readonly reason: string | null;
  readonly message: string | null;
  /** In the PID namespace of the runtime; of one that runs. */
  readonly pid: number | null;
  /** On the node. */
  readonly logPath: string | null;
  /** As the kubelet gave them to the runtime, variables expanded; null where the runtime does not tell. */
  readonly command: readonly string[] | null;
  readonly args: readonly string[] | null;
  /** What was executed, of the manifest or of the image. */
  readonly argv: readonly string[] | null;
  readonly mounts: readonly RunningMount[] | null;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What of the node a container sees, and where. */
export interface RunningMount {
  readonly containerPath: string;
  readonly hostPath: string;
  readonly readOnly: boolean;
}

/** What a runtime told of the pods that run, or why nothing. */
export type RuntimeAnswer =
  | { readonly ok: true; readonly value: RunningPods }
  | { readonly ok: false; readonly failure: Omit<RuntimeFailure, 'endpoint'> };

/** Why a runtime told nothing. */
export interface RuntimeFailure {
  /** The endpoint or program. */
  readonly endpoint: string;
  readonly reason: /** No such socket or program. */
    | 'absent'
    | 'denied'
    /** The socket is there, and nobody listens. */
    | 'refused'
    /** Something else than a socket. */
    | 'notSocket'
    /** No endpoint that a kubelet would take. */
    | 'endpoint'
    /** The node is a copy, in which nothing runs. */
    | 'copy'
    | 'timeout'
    /** It speaks gRPC and knows no CRI: containerd with its plugin disabled. */
    | 'unimplemented'
    /** More than a node has. */
    | 'tooLarge'
    /** No answer that can be read: something else listens there. */
    | 'garbled'
    | 'failed';
  /** For people: `permission denied` … */
  readonly message: string;
}

/** Where a pod comes from, as the kubelet notes it on each: ConfigSourceAnnotationKey. */
const SOURCE_ANNOTATION = 'kubernetes.io/config.source';

/** Whether a pod came from a file or a URL: IsStaticPod (pkg/kubelet/types/pod_update.go). */
export function isStaticPod({ annotations }: RunningPod): boolean {
  const source = annotations[SOURCE_ANNOTATION];
  return source !== undefined && source !== 'api';
}
