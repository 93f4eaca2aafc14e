import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { Minor } from '../../versions/minor.ts';
import type { Host } from '../host/host.ts';
import type { KubeletCommand } from '../kubelet/start-kubelet.ts';
import type { ServiceStart, Word } from '../systemd/service-start.ts';

/** A process that is about to start on the node, or in a container on it. */
export interface Launch extends KubeletCommand {
  /** Absolute as the process's own root has it, or a bare name that is looked up in PATH. */
  readonly exe: string;
  readonly unknownFlags: readonly string[];
  /** The working directory is not known (`cwd` is `/`): what a relative path means neither. */
  readonly cwdUnknown?: boolean;
  /** Variables that may be set, and to anything, beside those in `environment`; none where it is left out. */
  readonly unknownVariables?: UnknownVariables;
}

export type UnknownVariables = ReadonlySet<string> | 'any';

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

/** What an opener may ask beside the launch itself. */
export interface OpenContext {
  /** What systemd runs before the main process ({@link ServiceStart}). */
  readonly preCommands: readonly (readonly Word[])[];
  /** What a launch leads to by all openers: a kubelet, a wrapper whose end can't be known, or something else. */
  readonly leadsTo: (launch: Launch) => 'kubelet' | 'unknown' | 'other';
  /** The kubelet's minor, where the caller says it: what the node tells of it is not asked yet. */
  readonly version?: Minor;
  /** Work that may still be done to follow wrappers, all of them together; below zero nothing is known any more. */
  readonly budget: { left: number };
}

/** Looks through one kind of wrapper; undefined where the launch is not one of its kind. */
export type Opener = (launch: Launch, host: Host, context: OpenContext) => Opened | undefined;
