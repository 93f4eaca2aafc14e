import type { Component, ComponentName } from '../control-plane/component.ts';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import type { Facts, ManifestJudgement } from '../manifest/judgement.ts';
import type { Pod, PodSpec } from '../manifest/pod/types.ts';
import type { Host } from '../node/host/host.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { ApiState } from '../runtime/api/api-state.ts';
import type { MachineState } from '../runtime/machine-state.ts';
import type { Document } from '../yaml/tree.ts';
import type { Area } from './areas.ts';

/** What a check of each scope looks at. */
export interface Subjects {
  readonly file: ManifestSubject;
  readonly directory: DirectorySubject;
  readonly node: NodeSubject;
  readonly live: LiveSubject;
}

/** One manifest that was read, whatever its verdict. */
export interface ManifestSubject {
  /** On the node. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly document: Document;
  readonly judgement: Omit<ManifestJudgement, 'document' | 'decodedPod'>;
  /** With its defaults and its name; null where the file holds no pod. */
  readonly pod: Pod | null;
  /** Of the pod; empty where there is none. */
  readonly spec: PodSpec;
  /** The control plane's programs among its containers. */
  readonly components: readonly Component[];
  readonly facts: Facts;
}

/** Files that a kubelet reads together. */
export interface DirectorySubject {
  readonly host: Host;
  /** In the kubelet's order, what it does not read among it. */
  readonly files: readonly FileReport[];
  readonly facts: Facts;
}

/** A node with what its kubelet reads. */
export interface NodeSubject {
  readonly host: Host;
  readonly report: NodeReport;
  /** In the kubelet's order; empty where none could be looked at. */
  readonly files: readonly FileReport[];
  /** The time to judge certificates by, in milliseconds since the epoch. */
  readonly now: number;
}

/** A node that runs, as it is at this moment. */
export interface LiveSubject extends NodeSubject {
  readonly machine: MachineState;
  /** What the API server says; absent where it was not asked. */
  readonly api?: ApiState;
}

/** A check: everything that a user may be told about it, and the check itself. */
export interface Check<Scope extends keyof Subjects = keyof Subjects> {
  /** Also the rule's id, the file's name and the folder of its fixtures. */
  readonly id: string;
  readonly scope: Scope;
  readonly summary: string;
  /** Of a check of a node: the part of it that is wrong; what files say has its own. */
  readonly area?: Area;
  /** Of a check of a node: the kubelet does not start with what it finds, or ends right after its start. */
  readonly stopsKubelet?: true;
  /** Errors are the kubelet's and systemd's own, and what is read of them says those: a check gives none. */
  readonly severity: Exclude<Severity, 'error'>;
  /** Of a file's check: the programs of the control plane one of which a pod must run to be looked at. */
  readonly programs?: readonly ComponentName[];
  readonly why: string;
  /** An example that gives the finding, and one that does not. */
  readonly bad: string;
  readonly good: string;
  readonly fix: string;
  /** Where the fact comes from: upstream file and function, or documentation. */
  readonly links: readonly string[];
  /** Of a file's check: rules whose findings say in parts what this one says of the file as a whole. */
  readonly supersedes?: readonly string[];
  /** Finds nothing in most, and must be quick about it. */
  readonly check: (subject: Subjects[Scope]) => readonly Finding[];
}

/** What a check finds; rule and severity are the check's own. */
export type Finding = Omit<Diagnostic, 'ruleId' | 'severity' | 'kubelet'>;

/** What most checks find in most files. */
export const NOTHING: readonly Finding[] = [];

/** Declares a check. */
export function defineCheck<Scope extends keyof Subjects>(check: Check<Scope>): Check<Scope> {
  return check;
}
