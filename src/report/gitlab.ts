import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/location.ts';
import { fingerprints } from './fingerprint.ts';
import { jsonText } from './json.ts';
import type { LintReport } from './lint-report.ts';
import { findingsOf, kubeletWords } from './lint-runs.ts';
import { messageLines } from './plain-finding.ts';
import { wellFormed } from './well-formed.ts';

const NAMES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'info' };

/** A Code Quality report of GitLab: the part of Code Climate's issues that it reads. */
export function gitlabReport(report: LintReport): string {
  const fingerprintOf = fingerprints(report);
  const issues = findingsOf(report).map((finding) => {
    const { diagnostic, path, versions } = finding;
    const [message, ...more] = messageLines(diagnostic, report.showPath);
    return {
      type: 'issue',
      check_name: diagnostic.ruleId,
      description: `${message} (${kubeletWords(versions)})`,
      ...(more.length > 0 && { content: { body: more.join('\n') } }),
      categories: ['Bug Risk'],
      severity: NAMES[diagnostic.severity],
      fingerprint: fingerprintOf(finding),
      // What speaks of no file speaks of what the repository is for.
      location: { path: wellFormed(path ?? '.'), ...position(diagnostic.location) },
    };
  });
  return jsonText(issues, 2);
}

/** GitLab wants a line, also of what speaks of a file as a whole; it reads `lines`, and others the columns. */
function position(location: Location | undefined) {
  const { line, column, endLine = line, endColumn } = location ?? {};
  if (line === undefined || endLine === undefined) return { lines: { begin: 1 } };
  const lines = { begin: line, end: endLine };
  if (column === undefined || endColumn === undefined) return { lines };
  return {
    lines,
    positions: { begin: { line, column }, end: { line: endLine, column: endColumn } },
  };
}
