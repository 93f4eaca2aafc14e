import type { Area } from '../checks/areas.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Remedy } from './remedy.ts';

/** How much a finding matters on a broken node. */
export type Weight =
  /** The kubelet does not start, or ends right after its start. */
  | 'stops-kubelet'
  /** Something on the node does not do what it was written for. */
  | 'breaks'
  /** It works today, and is to be mended all the same. */
  | 'advice';

/** A finding as a doctor sees it: which part of the node it is of, and how much it matters. */
export interface Candidate {
  readonly diagnostic: Diagnostic;
  readonly area: Area;
  readonly weight: Weight;
}

/** A cause: what is wrong, what to do, and what follows from it. */
export interface Problem extends Candidate {
  /** What to do, in one sentence. */
  readonly fix: string;
  readonly remedy: Remedy;
  /** Findings that there would not be without this one, as far as that is known. */
  readonly consequences: readonly Candidate[];
}
