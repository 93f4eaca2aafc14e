import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { jsonText } from './json.ts';
import { casesOf, type LintCase } from './lint-cases.ts';
import type { LintReport } from './lint-report.ts';
import { kubeletWords, runsOf, shownPath } from './lint-runs.ts';
import { printable } from './text/escape.ts';
import { TOOL } from './tool.ts';
import { wellFormed } from './well-formed.ts';

/** TAP 14: a test point for each file, its findings as a YAML block below; a file that is never read is skipped. */
export function tapReport(report: LintReport): string {
  const runs = runsOf(report.answer);
  const points = runs.flatMap((run) => {
    const words = kubeletWords([run.kubeletVersion]);
    return casesOf(run, report).map((one) => ({ one, suffix: runs.length > 1 ? ` (${words})` : '' }));
  });
  const versions = runs.map(({ kubeletVersion }) => kubeletVersion);
  return [
    'TAP version 14',
    `# ${TOOL.name} ${TOOL.version}, ${kubeletWords(versions)}`,
    `1..${points.length}`,
    ...points.flatMap(({ one, suffix }, i) => [point(one, i + 1, suffix), ...yamlBlock(one, report)]),
    '',
  ].join('\n');
}

function point({ name, outcome, words }: LintCase, number: number, suffix: string): string {
  const result = outcome === 'failed' || outcome === 'error' ? 'not ok' : 'ok';
  const directive = outcome === 'skipped' ? ` # SKIP ${words}` : '';
  return `${result} ${number} - ${escapeDescription(name)}${suffix}${directive}`;
}

/** A bare `#` begins a directive. */
function escapeDescription(text: string): string {
  return printable(text).replace(/[\\#]/g, '\\$&');
}

/** Every string as JSON, which YAML takes too. */
function yamlBlock({ outcome, words, failing, others }: LintCase, report: LintReport): string[] {
  const findings = [...failing, ...others];
  if (findings.length === 0 && outcome !== 'error') return [];
  return [
    '  ---',
    `  verdict: ${quoted(words)}`,
    ...(findings.length === 0 ? [] : ['  findings:']),
    ...findings.flatMap((diagnostic) => findingLines(diagnostic, report)),
    '  ...',
  ];
}

function findingLines({ ruleId, severity, message, location, help }: Diagnostic, report: LintReport) {
  const { line, column } = location ?? {};
  return [
    `    - rule: ${quoted(ruleId)}`,
    `      severity: ${quoted(severity)}`,
    `      message: ${quoted(printable(message))}`,
    ...(location
      ? ['      at:', `        file: ${quoted(wellFormed(shownPath(report.showPath(location.file))))}`]
      : []),
    ...(line === undefined ? [] : [`        line: ${line}`]),
    ...(line === undefined || column === undefined ? [] : [`        column: ${column}`]),
    ...(help === undefined ? [] : [`      help: ${quoted(printable(help))}`]),
  ];
}

function quoted(text: string): string {
  return jsonText(text).trimEnd();
}
