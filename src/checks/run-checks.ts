import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Check, Finding, Subjects } from './define-check.ts';

/** What checks of one scope say of a subject. */
export function runChecks<Scope extends keyof Subjects>(
  checks: readonly Check<Scope>[],
  subject: Subjects[Scope],
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (let i = 0; i < checks.length; i++) {
    const one = checks[i]!;
    let findings: readonly Finding[];
    try {
      findings = one.check(subject);
    } catch (error) {
      // A mistake in one check must not cost a broken node all other answers, nor pass for "nothing found".
      found.push(failed(one.id, error, subject));
      continue;
    }
    if (findings.length === 0) continue;
    for (const finding of findings) found.push({ ruleId: one.id, severity: one.severity, ...finding });
  }
  return found;
}

function failed(id: string, error: unknown, subject: Subjects[keyof Subjects]): Diagnostic {
  const file = 'path' in subject ? subject.path : 'report' in subject ? undefined : subject.files[0]?.path;
  return {
    ruleId: 'check-failed',
    severity: 'warning',
    message: `the check "${id}" could not be carried out, which is a mistake in spctl: ${error}`,
    ...(file !== undefined && { location: { file } }),
    help: 'report it with the file that it happens with; all other checks were carried out',
  };
}
