import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { Host } from '../host/host.ts';
import type { KubeletCommand } from '../kubelet/start-kubelet.ts';

/** A process that is about to start on the node, or in a container on it. */
export interface Launch extends KubeletCommand {
  /** Absolute as the process's own root has it, or a bare name that is looked up in PATH. */
  readonly exe: string;
  /**
   * Flags (`hostname-override`) that stand on the command line with a value which only the running node knows;
   * they are not in `argv`.
   */
  readonly unknownFlags: readonly string[];
}

/** One thing that stands between systemd and the kubelet. */
export interface Link {
  /** For people, in the field's words: `sh -c`, `docker run`, `k3s agent`, `the script /opt/start-kubelet.sh`. */
  readonly by: string;
  /** What it was read from. */
  readonly location?: Location;
  /** The container image in which what follows runs. */
  readonly image?: string;
  /**
   * Documented defaults that were taken for granted here because a distribution computes them in its own code,
   * one sentence each, with the upstream source.
   */
  readonly assumed?: readonly string[];
}

/** What one opener made of a launch. */
export interface Opened {
  readonly link: Link;
  /** What is launched in its turn; null where that can't be known, and then `diagnostics` says why. */
  readonly next: Launch | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks through one kind of wrapper; undefined where the launch is not one of its kind. */
export type Opener = (launch: Launch, host: Host) => Opened | undefined;
