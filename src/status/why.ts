import type { RunningContainer } from '../runtime/running.ts';
import { type ComparedPod, containerState, keyOf, newest } from './compare-pods.ts';
import type { KubeletWords, Said } from './kubelet-words.ts';
import type { FileWithoutPod, PodStatus } from './pod-status.ts';
import type { WantedPod } from './wanted-pods.ts';

/** What is known around the pods. */
export interface Around {
  /** The time of the look, milliseconds since the epoch. */
  readonly now: number;
  /** Whether the kubelet runs; null where nobody knows. */
  readonly kubeletRuns: boolean | null;
  /** How often it lists its files anew, in milliseconds. */
  readonly listsEvery: number;
  readonly words: KubeletWords;
  readonly withoutPod: readonly FileWithoutPod[];
  /** The last lines of a container's log. */
  readonly lastLines: (container: RunningContainer) => readonly string[];
}

/** Why a pod is not as it is wanted, and what to do. */
export type Why = Pick<PodStatus, 'why' | 'help' | 'evidence'>;

const NO_REASON: Why = { why: null, help: null, evidence: [] };
const NO_KUBELET: Why = {
  why: 'the kubelet does not run, so nothing changes until it does',
  help: 'spctl doctor',
  evidence: [],
};

/** Asks why. */
export function whyOf(pod: ComparedPod, around: Around): Why {
  switch (pod.state) {
    case 'running':
    case 'completed':
    case 'unknown':
    case 'refused':
    case 'shadowed':
    case 'mirrorOnly':
      return NO_REASON;
    case 'crashing':
    case 'failed':
      return whyEnded(pod, around);
    case 'missing':
    case 'starting':
    case 'stopped':
      return whyNotThere(pod, around);
    case 'outdated':
      return whyOutdated(pod, around);
    case 'unwanted':
      return whyUnwanted(pod, around);
  }
}

function whyEnded({ wanted, running, state }: ComparedPod, { lastLines }: Around): Why {
  const meant = running && wanted?.containers.find((one) => containerState(one, running) === state);
  const ended = meant && newest(running, meant.name);
  if (!ended) return NO_REASON;
  const { name, exitCode, reason, message } = ended;
  const how = reason && reason !== 'Error' && reason !== 'Completed' ? ` (${reason})` : '';
  const words = message ? `: ${message.trim().split('\n')[0]}` : '';
  const then =
    state === 'failed'
      ? 'the kubelet does not start it again (restartPolicy: Never)'
      : 'the kubelet starts it again';
  return {
    why: `the container "${name}" ended with exit code ${exitCode ?? 'unknown'}${how}, and ${then}${words}`,
    help: `crictl logs ${ended.id.slice(0, 13)}`,
    evidence: lastLines(ended),
  };
}

function whyNotThere(pod: ComparedPod, around: Around): Why {
  const { words, kubeletRuns } = around;
  const denied = words.denied.get(keyOf(pod));
  if (denied && pod.state === 'missing') {
    const why = `the kubelet did not admit it (${denied.words}), and does not try again by itself`;
    return {
      why,
      help: 'change the file, or restart the kubelet, once the reason is gone',
      evidence: [denied.line],
    };
  }
  if (kubeletRuns === false) return NO_KUBELET;
  const failed = words.failed.get(keyOf(pod));
  if (failed) return { ...fromWords(failed), help: 'the kubelet tries again by itself' };
  return pod.wanted && isFresh(pod.wanted, around) ? justWritten(around) : NO_REASON;
}

function whyOutdated(pod: ComparedPod, around: Around): Why {
  const changes = pod.wanted ? changesOf(pod.wanted, pod) : [];
  const shown = changes.length > 0 ? `: ${changes.join(', ')}` : '';
  const why = `what runs is what the file said before${shown}`;
  if (around.kubeletRuns === false) return { ...NO_KUBELET, why: `${why}; ${NO_KUBELET.why}` };
  const help = isFresh(pod.wanted, around)
    ? `the kubelet replaces it by itself, once it has listed its files (every ${seconds(around.listsEvery)}) and the old one has ended`
    : 'the old one may take its grace period to end; if it stays, see "spctl doctor": the kubelet may not see the file';
  return { why, help, evidence: [] };
}

/** What the runtime shows that differs; of everything else it is known only that something does. */
function changesOf({ containers }: WantedPod, { running }: ComparedPod): string[] {
  return containers.flatMap(({ name, image }) => {
    const runs = running ? newest(running, name) : undefined;
    if (!runs) return [`the container "${name}" is new`];
    const { specifiedImage } = runs;
    return specifiedImage === null || specifiedImage === image
      ? []
      : [`"${name}" runs "${specifiedImage}", and the file says "${image}"`];
  });
}

function whyUnwanted(pod: ComparedPod, around: Around): Why {
  const { withoutPod, kubeletRuns, listsEvery } = around;
  const file = withoutPod.find(({ path }) => path === pod.file);
  const cause = file
    ? `its file is ${file.verdict}${file.why === null ? '' : ` (${file.why})`}`
    : `no file wants it any more${unlessOneOf(withoutPod)}`;
  if (kubeletRuns === false) return { ...NO_KUBELET, why: `${cause}; ${NO_KUBELET.why}` };
  return {
    why: `${cause}, and it runs on until the kubelet has listed its files again (every ${seconds(listsEvery)})`,
    help: 'if it stays, the kubelet has not reached the API server since its start, and removes no pod before: see "spctl doctor"',
    evidence: [],
  };
}

/** A file that can't be read any more may have been the one. */
function unlessOneOf(withoutPod: readonly FileWithoutPod[]): string {
  const names = withoutPod.filter(({ pod }) => pod === null).map(({ path }) => `"${path}"`);
  return names.length === 0 ? '' : `, unless it is of ${names.join(' or ')}, which the kubelet refuses`;
}

function justWritten({ listsEvery }: Around): Why {
  return {
    ...NO_REASON,
    why: 'its file is new',
    help: `the kubelet lists its files every ${seconds(listsEvery)}`,
  };
}

/** Whether the kubelet may not have listed the file since it was written. */
function isFresh(wanted: WantedPod | null, { now, listsEvery }: Around): boolean {
  return wanted?.written != null && now - wanted.written <= listsEvery + GRACE;
}

/** What a start takes beside: some seconds. */
const GRACE = 15_000;

function fromWords({ words, line }: Said): Why {
  return { why: words, help: null, evidence: [line] };
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}
