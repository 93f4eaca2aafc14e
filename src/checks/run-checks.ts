import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Check, Finding, Subjects } from './define-check.ts';

/** What checks of one scope say of a subject. */
export function runChecks<Scope extends keyof Subjects>(
  checks: readonly Check<Scope>[],
  subject: Subjects[Scope],
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (let i = 0; i < checks.length; i++) {
    const findings = runCheck(checks[i]!, subject);
    if (findings.length > 0) found.push(...findings);
  }
  return found;
}

const NONE: readonly Diagnostic[] = [];

/** What one check says of a subject. */
export function runCheck<Scope extends keyof Subjects>(
  { id, severity, check }: Check<Scope>,
  subject: Subjects[Scope],
): readonly Diagnostic[] {
  let findings: readonly Finding[];
  try {
    findings = check(subject);
  } catch (error) {
    // A mistake in one check must not cost a broken node all other answers, nor pass for "nothing found".
    return [failed(id, error, subject)];
  }
  if (findings.length === 0) return NONE;
  return findings.map((finding) => ({ ruleId: id, severity, ...finding }));
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
