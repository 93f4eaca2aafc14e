import { entriesOf, type LogEntry } from './log-entries.ts';
import type { KubeletLog } from './machine-state.ts';

/** What the newest start of a kubelet has logged. */
export interface LastStart {
  readonly entries: readonly LogEntry[];
  /** The entries of the start before; empty where the log does not reach back to it. */
  readonly before: readonly LogEntry[];
}

const SYSTEMD = 1;

/**
 * The newest start in a log: a process of its own, or where processes are not told, what comes behind the words with
 * which one ended or that one begins with (cmd/kubelet/app/server.go run).
 */
export function lastStart({ lines }: KubeletLog): LastStart {
  const entries = entriesOf(lines).filter(({ pid }) => pid !== SYSTEMD);
  const begin = beginOf(entries, entries.length);
  return { entries: entries.slice(begin), before: entries.slice(beginOf(entries, begin), begin) };
}

/** Where the start begins whose entries end before a place. */
function beginOf(entries: readonly LogEntry[], end: number): number {
  const pid = entries[end - 1]?.pid;
  for (let at = end - 1; at > 0; at--) {
    const before = entries[at - 1]!;
    if (before.pid !== pid || isLastWord(before)) return at;
    if (pid === undefined && entries[at]!.text.startsWith('"Kubelet version"')) return at;
  }
  return 0;
}

/** What a program of Kubernetes says when it ends with an error (component-base/cli Run). */
function isLastWord({ text }: LogEntry): boolean {
  return /^"command failed" |^Error: /.test(text);
}
