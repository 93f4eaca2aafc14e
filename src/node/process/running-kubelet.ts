import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/** A program that runs the kubelet inside its own process: its argv are not a kubelet's. */
export type Embedder = 'k3s' | 'kubelite';

/** A kubelet that runs, as its directory in /proc tells. What could not be read is null, and named in `unread`. */
export interface RunningKubelet {
  readonly pid: number;
  /** What the kubelet is a part of; absent for a kubelet that is a process of its own. */
  readonly embedded?: Embedder;
  /** As executed, argv[0] included; after `titleOverwritten` what the process put there. */
  readonly argv: readonly string[];
  /**
   * What a kubelet parses of it: the words behind argv[0], of hyperkube those behind its subcommand. Null where
   * that can't be known: embedded, overwritten, unreadable.
   */
  readonly flags: readonly string[] | null;
  /** The process has written a title over its argv (setproctitle): one word, the rest is gone. */
  readonly titleOverwritten: boolean;
  /** The path of the executable when it was last seen there. */
  readonly exe: string | null;
  /** The executable has no name any more: removed, or replaced by another file. */
  readonly exeDeleted: boolean;
  readonly cwd: string | null;
  /** Names of what it was started with, sorted. */
  readonly environmentNames: readonly string[] | null;
  /** The few variables whose values decide paths; of the others no value is kept. */
  readonly environment: ReadonlyMap<string, string>;
  /** Milliseconds since the epoch, up to {@link START_PRECISION} too early. */
  readonly startTime: number | null;
  /** The user it runs as. */
  readonly uid: number | null;
  /** `mnt:[4026531832]`. */
  readonly mountNamespace: string | null;
  /** Whether that is the one of the node's PID 1; undefined when not known. */
  readonly ownMountNamespace: boolean | undefined;
  /** Whether `/` is the same file system as the node's PID 1 has there; undefined when not known. */
  readonly ownRoot: boolean | undefined;
  /** Its number in the innermost PID namespace it is in. */
  readonly pidNamespaceInner: number | null;
  /** Whether it is in a PID namespace below that of this /proc: that of a container. */
  readonly ownPidNamespace: boolean | undefined;
  /** Whether the reader's host name is the one this kubelet sees (same UTS namespace); undefined when not known. */
  readonly ownHostName: boolean | undefined;
  /** Where its root directory is, `/` unless it was changed by chroot. */
  readonly root: string | null;
  /**
   * The unit or scope of the node's systemd that it belongs to: `kubelet.service`, `session-3.scope`,
   * `docker-….scope`. Null when it is in none, undefined when that can't be read.
   */
  readonly unit: string | null | undefined;
  /** This machine's path of its root directory, for --root. */
  readonly rootPath: string | undefined;
  /** What of /proc/PID could not be read: `exe`, `environ` … */
  readonly unread: readonly string[];
}

/** What a look through /proc found. */
export interface RunningKubelets {
  readonly processes: readonly RunningKubelet[];
  /** Whether every process was seen, so that a kubelet that is not among `processes` does not run. */
  readonly complete: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** How much later than `startTime` a process may have started: /proc/stat tells the boot in whole seconds. */
export const START_PRECISION = 1010;
