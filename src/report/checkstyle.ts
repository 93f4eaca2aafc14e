import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LintReport } from './lint-report.ts';
import { findingsOf, kubeletWords, runsOf, type ShownFinding, shownPath } from './lint-runs.ts';
import { messageLines } from './plain-finding.ts';
import { printable } from './text/escape.ts';
import { TOOL } from './tool.ts';
import { xmlAttributes } from './xml.ts';

/** Checkstyle's XML: every file that was judged, with its findings. */
export function checkstyleReport(report: LintReport): string {
  const { answer } = report;
  const versions = runsOf(answer).map(({ kubeletVersion }) => kubeletVersion);
  const byName = new Map<string, ShownFinding[]>(answer.files.map(({ path }) => [shownPath(path), []]));
  for (const finding of findingsOf(report)) {
    const name = finding.path ?? printable(answer.nodeName);
    const same = byName.get(name);
    if (same) same.push(finding);
    else byName.set(name, [finding]);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!-- ${TOOL.name} ${TOOL.version}, ${kubeletWords(versions)} -->`,
    '<checkstyle version="4.3">',
    ...[...byName].flatMap(([name, findings]) => [
      `  <file${xmlAttributes({ name })}>`,
      ...findings.map((finding) => error(finding, versions.length, report)),
      '  </file>',
    ]),
    '</checkstyle>\n',
  ].join('\n');
}

function error({ diagnostic, versions }: ShownFinding, of: number, report: LintReport): string {
  const attributes = {
    line: diagnostic.location?.line,
    column: diagnostic.location?.column,
    severity: diagnostic.severity,
    message: messageOf(diagnostic, report) + (versions.length < of ? ` (${kubeletWords(versions)})` : ''),
    source: `spctl.${diagnostic.ruleId}`,
  };
  return `    <error${xmlAttributes(attributes)}/>`;
}

function messageOf(diagnostic: Diagnostic, { showPath }: LintReport): string {
  return messageLines(diagnostic, showPath).join('; ');
}
