import type { Severity } from '../../diagnostics/diagnostic.ts';
import type { FieldPath } from '../../validation/field-path.ts';
import type { FeatureGates } from '../../versions/feature-gates.ts';
import type { Document } from '../../yaml/tree.ts';
import type { Facts } from '../judgement.ts';
import type { Pod, PodSpec } from '../pod/types.ts';

/** A pod that the kubelet has taken, and the kubelet. */
export interface TakenPod {
  /** With its defaults, its name and what else the file source sets. */
  readonly pod: Pod;
  readonly spec: PodSpec;
  readonly document: Document;
  readonly facts: Facts;
  readonly gates: FeatureGates;
}

/** What there is to say of a pod that is not refused. */
export interface Remark {
  readonly path: FieldPath;
  /** warning where the pod will not run as the text says, info otherwise. */
  readonly severity: Exclude<Severity, 'error'>;
  readonly message: string;
  readonly help?: string;
}

/** What the kubelet logs of a pod, or does with it, after it has taken it from its file. */
export interface LoggedRule {
  readonly id: string;
  /** Upstream file and function, and what a real kubelet was seen to do. */
  readonly evidence: readonly string[];
  /** Finds nothing in most pods, and must be quick about it. */
  readonly look: (taken: TakenPod) => readonly Remark[];
}

/** What most rules say of most pods. */
export const NOTHING: readonly Remark[] = [];
