import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { Host } from '../node/host/host.ts';
import type { NodeReport } from '../node/inspect-node.ts';

/** What a check of each scope looks at. */
export interface Subjects {
  readonly node: { readonly host: Host; readonly report: NodeReport };
}

/** A check: everything that a user may be told about it, and the check itself. */
export interface Check<Scope extends keyof Subjects = keyof Subjects> {
  /** Also the rule's id, the file's name and the folder of its fixtures. */
  readonly id: string;
  readonly scope: Scope;
  readonly summary: string;
  readonly severity: Severity;
  readonly why: string;
  /** An example that gives the finding, and one that does not. */
  readonly bad: string;
  readonly good: string;
  readonly fix: string;
  /** Where the fact comes from: upstream file and function, or documentation. */
  readonly links: readonly string[];
  readonly check: (subject: Subjects[Scope]) => readonly Finding[];
}

/** What a check finds; rule and severity are the check's own. */
export type Finding = Omit<Diagnostic, 'ruleId' | 'severity' | 'kubelet'>;

/** Declares a check. */
export function defineCheck<Scope extends keyof Subjects>(check: Check<Scope>): Check<Scope> {
  return check;
}
