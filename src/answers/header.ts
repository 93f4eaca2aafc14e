import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** What every answer begins with. */
export interface Header {
  readonly schemaVersion: 1;
  /** The kubelet's minor: `1.34`. */
  readonly kubeletVersion: string;
  /** What told it: `flag` (--kubelet-version), a source on the node, `newest` (nothing told it). */
  readonly kubeletVersionOrigin: string;
  readonly nodeName: string;
  /** Whether the kubelet gets as far as reading static pods; null where no node was looked at. */
  readonly starts: boolean | null;
  /** Where the kubelet's start ended, `ok` if it did not; null where no command line was reached. */
  readonly stage: string | null;
  /** Why it does not start, in systemd's or the kubelet's words. */
  readonly error: string | null;
  /** No kubelet of that minor is known, and it was judged like the nearest that is. */
  readonly approximate: boolean;
}

/** An answer: a header, the command's own members, and `diagnostics` last. */
export type Answer<T> = Header & T & { readonly diagnostics: readonly Diagnostic[] };

/** What an exit code says. */
export const EXIT = { clean: 0, findings: 1, usage: 2, couldNotLook: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
