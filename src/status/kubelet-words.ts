import { entriesOf, type LogEntry, valueIn } from '../runtime/log-entries.ts';
import type { KubeletLog } from '../runtime/machine-state.ts';

/** What the kubelet said last about its static pods, by `namespace/name`. */
export interface KubeletWords {
  /** "Pod admission denied": it is not tried again until the file changes or the kubelet restarts. */
  readonly denied: ReadonlyMap<string, Said>;
  /** "Error syncing pod": why a container does not start; tried again and again. */
  readonly failed: ReadonlyMap<string, Said>;
  /** "Failed creating a mirror pod". */
  readonly mirrorRefused: ReadonlyMap<string, Said>;
}

/** The reason in the kubelet's words, and the line that has it. */
export interface Said {
  readonly words: string;
  readonly line: string;
}

/** Reads the kubelet's log: what is said later about a pod counts. */
export function kubeletWords(log: KubeletLog | null): KubeletWords {
  const denied = new Map<string, Said>();
  const failed = new Map<string, Said>();
  const mirrorRefused = new Map<string, Said>();
  for (const entry of entriesOf(log?.lines ?? [])) {
    const pod = valueIn(entry.text, 'pod');
    if (pod === undefined) continue;
    // pkg/kubelet/allocation/allocation_manager.go; before 1.34 pkg/kubelet/kubelet.go rejectPod, without a line.
    if (entry.text.startsWith('"Pod admission denied"')) {
      denied.set(pod, said(entry, `${valueIn(entry.text, 'reason')}: ${valueIn(entry.text, 'message')}`));
    } else if (entry.text.startsWith('"Error syncing pod, skipping"')) {
      failed.set(pod, said(entry, reasonOf(valueIn(entry.text, 'err') ?? '')));
    } else if (entry.text.startsWith('"Failed creating a mirror pod')) {
      mirrorRefused.set(pod, said(entry, valueIn(entry.text, 'err') ?? ''));
    } else if (entry.text.startsWith('"Creating a mirror pod')) {
      mirrorRefused.delete(pod);
    }
  }
  return { denied, failed, mirrorRefused };
}

function said({ line }: LogEntry, words: string): Said {
  return { words: words.length > MAX_WORDS ? `${words.slice(0, MAX_WORDS)}…` : words, line };
}

/** A registry's answer may be a page of HTML. */
const MAX_WORDS = 400;

/** `failed to "StartContainer" for "web" with ErrImageNeverPull: "…"`: from the reason on. */
function reasonOf(err: string): string {
  const [, reason] = /^failed to "\w+" for "[^"]*" with (\S+: .*)$/s.exec(err) ?? [];
  return reason ?? err;
}
