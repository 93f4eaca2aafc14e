import type { ApiServer } from '../api/api-server.ts';
import type { Mode, PrivateNode } from '../node/private-node.ts';

/** A node with its API server. */
export interface Cluster {
  readonly node: PrivateNode;
  readonly api: ApiServer;
  /** What the kubelet has logged since the state was begun. */
  readonly log: () => string;
}

/** A state of a static pod, made by a real kubelet and a real API server. */
export interface State {
  readonly name: string;
  /** Of nodes on which it can be made; all, if absent. */
  readonly mode?: Mode;
  /** The first minor of Kubernetes that has it. */
  readonly since?: number;
  readonly make: (cluster: Cluster) => void | Promise<void>;
  /** What kubelet or API server say of it; status is not asked before. */
  readonly proof: (cluster: Cluster) => string | undefined;
  /** In seconds; 60 if absent. */
  readonly within?: number;
  /** The pod that is looked at, and what status is to say of it. */
  readonly pod?: string;
  readonly says?: Expected;
  /** What it is to say of a file that gives no pod. */
  readonly file?: { readonly path: RegExp; readonly verdict: string; readonly why: RegExp };
  /** Its exit code: 1 if absent. */
  readonly exit?: number;
  /** What has to be undone before the node's files are as they were, and the kubelet is started again. */
  readonly mend?: (cluster: Cluster) => void | Promise<void>;
}

export interface Expected {
  /** Null: it must not be shown at all. */
  readonly state: string | null;
  readonly why?: RegExp;
  readonly help?: RegExp;
  readonly evidence?: RegExp;
  readonly file?: RegExp;
  readonly mirror?: string;
  readonly mirrorWhy?: RegExp;
}

/** The first line of the kubelet's log that has all of this. */
export const logged =
  (...words: readonly (string | RegExp)[]) =>
  ({ log }: Cluster): string | undefined =>
    log()
      .split('\n')
      .find((line) => words.every((word) => line.search(word) >= 0));

/** What the API server says that a pod is. */
export const phaseIs =
  (pod: string, phase: string) =>
  ({ api }: Cluster): string | undefined => {
    const [namespace, name] = pod.split('/');
    const found = api.pod(namespace!, name!);
    const waits = found?.status?.containerStatuses?.[0]?.state.waiting?.reason;
    return [found?.status?.phase, waits].includes(phase) ? `in the API: ${phase}` : undefined;
  };

/** Since when a pod is `Terminating`. */
export const isDeleted =
  (pod: string) =>
  ({ api }: Cluster): string | undefined => {
    const [namespace, name] = pod.split('/');
    const deleted = api.pod(namespace!, name!)?.metadata.deletionTimestamp;
    return deleted && `in the API: deletionTimestamp ${deleted}`;
  };

export const WITHOUT_FINALIZERS = { metadata: { finalizers: null } };

/** The processes of the pods whose command line has this. */
export const runs =
  (words: string) =>
  ({ node }: Pick<Cluster, 'node'>): string | undefined =>
    node.run('pgrep', '-af', `^/pod .*${words}`).stdout.trim() || undefined;
