import type { Area } from '../checks/areas.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Minor } from '../versions/minor.ts';

/** What a user may be told about one kind of finding, whoever makes it. */
export interface Rule {
  readonly id: string;
  /** What it speaks of: one file, files beside each other, a node, a node that runs. */
  readonly scope: 'file' | 'directory' | 'node' | 'live';
  /** The part of a node that it belongs to. */
  readonly area: Area;
  /** The kubelet does not start with what is found, or ends right after its start; errors of a node say so anyway. */
  readonly stopsKubelet?: true;
  /**
   * The severities that its findings can have, the worst first. An error is a warning where a kubelet is judged by the
   * tables of another version.
   */
  readonly severities: readonly Severity[];
  /** One sentence without a full stop: what is found. */
  readonly summary: string;
  readonly why: string;
  /** An example that gives the finding, and one that does not, each in a line or a few. */
  readonly bad: string;
  readonly good: string;
  readonly fix: string;
  /** Where the fact comes from: upstream file and function, or documentation. */
  readonly links: readonly string[];
  /** The first kubelet of which it is true; left out where it is true of all that are known. */
  readonly since?: Minor;
}

/** A rule of a stage: which part of a node it belongs to is said of all rules of a stage at once. */
export type StageRule = Omit<Rule, 'area' | 'stopsKubelet'>;
