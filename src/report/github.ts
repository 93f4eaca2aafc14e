import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/location.ts';
import type { LintReport } from './lint-report.ts';
import { findingsOf, kubeletWords, runsOf, type ShownFinding } from './lint-runs.ts';
import { messageLines } from './plain-finding.ts';
import { printable } from './text/escape.ts';
import { TOOL } from './tool.ts';
import { wellFormed } from './well-formed.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Workflow commands of GitHub Actions, one annotation for each finding, after a line for the log. GitHub shows the
 * first ten of a kind of each step.
 */
export function githubReport(report: LintReport): string {
  const findings = findingsOf(report);
  const versions = runsOf(report.answer).map(({ kubeletVersion }) => kubeletVersion);
  const count = (severity: Severity) =>
    findings.filter(({ diagnostic }) => diagnostic.severity === severity).length;
  const head = `${TOOL.name} ${TOOL.version}, ${kubeletWords(versions)}: files: ${report.answer.files.length}, errors: ${count('error')}, warnings: ${count('warning')}, infos: ${count('info')}`;
  return [head, ...findings.map((finding) => annotation(finding, report)), ''].join('\n');
}

function annotation({ diagnostic, path, versions }: ShownFinding, report: LintReport): string {
  const properties = {
    file: path === null ? undefined : shownName(path),
    ...(diagnostic.location && position(diagnostic.location)),
    title: `${diagnostic.ruleId} (${kubeletWords(versions)})`,
  };
  const shown = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const message = messageLines(diagnostic, report.showPath).join('\n');
  return `::${COMMANDS[diagnostic.severity]} ${shown.join(',')}::${escapeData(message)}`;
}

/** The path as the runner is to find it, but for characters that a terminal acts on. */
function shownName(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return wellFormed(path).replace(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, printable);
}

/** The runner takes columns only of a place within one line (actions/runner ActionCommandManager.cs, ValidateLinesAndColumns). */
function position({ line, column, endLine, endColumn }: Location) {
  const withinLine = endLine === undefined || endLine === line;
  return { line, endLine, ...(withinLine && { col: column, endColumn }) };
}

/** As actions/runner ActionCommand.cs takes it apart again. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
