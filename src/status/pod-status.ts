import type { Verdict } from '../manifest/judgement.ts';
import type { RunningPod } from '../runtime/running.ts';
import type { MirrorStatus } from './mirror.ts';
import type { WantedPod } from './wanted-pods.ts';

/**
 * `running`: as its file says, as far as that can be known; `starting`: not all of it runs yet; `crashing`: a
 * container ended that is to run; `completed`: it ended, as it was meant to; `failed`: a container ended with an error and
 * is not started again; `stopped`: it runs no more; `outdated`: what runs is what the file said before; `missing`:
 * nothing runs; `unwanted`: it runs, and no file wants it; `mirrorOnly`: no file wants it and nothing runs, and its
 * mirror is still in the API; `refused`, `shadowed`: the file gives no pod; `unknown`: the runtime could not be asked.
 */
export type PodState =
  | 'running'
  | 'starting'
  | 'crashing'
  | 'completed'
  | 'failed'
  | 'stopped'
  | 'outdated'
  | 'missing'
  | 'unwanted'
  | 'mirrorOnly'
  | 'refused'
  | 'shadowed'
  | 'unknown';

/** One pod: what the manifests want of it, and what runs. */
export interface PodStatus {
  readonly namespace: string;
  /** With the node's suffix. */
  readonly name: string;
  readonly state: PodState;
  /** The file or URL that wants it, or did; null where none is known. */
  readonly file: string | null;
  readonly wanted: WantedPod | null;
  readonly running: RunningPod | null;
  /** Why it is not as it was wanted, in one sentence. */
  readonly why: string | null;
  /** What to do about it. */
  readonly help: string | null;
  /** Lines of logs that say so. */
  readonly evidence: readonly string[];
  /** Null where no API server was asked. */
  readonly mirror: MirrorStatus | null;
}

/** A file that gives no pod. */
export interface FileWithoutPod {
  readonly path: string;
  readonly verdict: Extract<Verdict, 'refused' | 'shadowed'>;
  readonly pod: { readonly namespace: string; readonly name: string } | null;
  readonly why: string | null;
}
