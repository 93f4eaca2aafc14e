import { compareBytes } from '../bytes/text.ts';
import type { Location } from './location.ts';

/**
 * A claim. error: this kubelet refuses it (the file yields no pod, or the kubelet does not start). warning: it
 * is accepted, but the node will not do what the text says, or will stop doing so in a named version. info: it
 * works and is worth knowing.
 */
export type Severity = 'error' | 'warning' | 'info';

/** The severities, the worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Whether one severity is as bad as another, or worse. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/** The real kubelet's own error: type, field path and detail spelled as upstream. */
export interface KubeletError {
  /** `FieldValueRequired`, `FieldValueInvalid` … (apimachinery field.ErrorType). */
  readonly type: string;
  readonly field: string;
  readonly detail: string;
  /** Place in the kubelet's own order of errors, from 0. */
  readonly index: number;
}

/** A text in place of what stands at a location. */
export interface Edit {
  readonly location: Required<Location>;
  readonly text: string;
}

/** The one right answer to a finding: what there is nothing to decide about. */
export interface Fix {
  /** What it does, as in a list of actions: `rename "a" to "b"`. */
  readonly title: string;
  /** In one file, and none within another. */
  readonly edits: readonly Edit[];
}

/** One finding: data. Wording for people, colour and frames belong to the report. */
export interface Diagnostic {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly location?: Location;
  /** What to do about it, in one sentence. */
  readonly help?: string;
  readonly related?: readonly { readonly location: Location; readonly message: string }[];
  /** The words of others that show it, as they stand: lines of a log. */
  readonly evidence?: readonly string[];
  readonly fix?: Fix;
  readonly kubelet?: KubeletError;
}

/** The one total order of reports: file, line, column, rule, then the kubelet's own order. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareBytes(a.location?.file ?? '', b.location?.file ?? '') ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
    compareBytes(a.ruleId, b.ruleId) ||
    (a.kubelet?.index ?? -1) - (b.kubelet?.index ?? -1) ||
    compareBytes(a.message, b.message)
  );
}
