import type { Diagnostic } from './diagnostic.ts';

/** Rules whose findings say nothing about a file or a node, but that it could not be looked at, or not in whole. */
const LOOKS: ReadonlySet<string> = new Set([
  'archive-damaged',
  'archive-entry-unsupported',
  'archive-too-large',
  'archive-too-many-entries',
  'archive-truncated',
  'archive-unreadable',
  'archive-without-end',
  'check-failed',
  'flag-value-unknown',
  'kubelet-config-denied',
  'kubelet-file-in-image',
  'manifest-unreadable',
  'not-copied',
  'nothing-to-read',
  'path-missing',
  'path-unreadable',
  'permission-denied',
  'process-unreadable',
  'processes-hidden',
  'processes-unknown',
  'root-unreadable',
  'root-without-system',
  'running-command-line-unknown',
  'static-pod-path-in-image',
  'static-pod-path-unreadable',
  'static-pod-url-unknown',
  'too-large',
  'too-many-processes',
]);

/** Whether a finding is about our look: formats tell such apart from what was found. */
export function couldNotLook({ ruleId }: Diagnostic): boolean {
  return LOOKS.has(ruleId);
}
