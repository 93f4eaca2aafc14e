import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Check, Subjects } from './define-check.ts';

/** What checks of one scope say of a subject. */
export function runChecks<Scope extends keyof Subjects>(
  checks: readonly Check<Scope>[],
  subject: Subjects[Scope],
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { id, severity, check } of checks) {
    for (const finding of check(subject)) found.push({ ruleId: id, severity, ...finding });
  }
  return found;
}
