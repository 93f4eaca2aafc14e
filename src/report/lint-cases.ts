import { EXIT } from '../answers/header.ts';
import type { LintedFile } from '../answers/lint.ts';
import { couldNotLook } from '../diagnostics/could-not-look.ts';
import { type Diagnostic, isAtLeast, type Severity } from '../diagnostics/diagnostic.ts';
import type { LintReport } from './lint-report.ts';
import { type LintRun, shownPath } from './lint-runs.ts';
import { plainSurroundings } from './plain-finding.ts';
import { printable } from './text/escape.ts';
import { verdictWords } from './text/lint.ts';

/** A file, or what else findings speak of, for formats that know test cases. */
export interface LintCase {
  /** The file, see {@link shownPath}, or the node's name. */
  readonly name: string;
  readonly isFile: boolean;
  /** `error`: it could not be looked at. `skipped`: the kubelet never reads it. */
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'error';
  /** What becomes of it, in a few words. */
  readonly words: string;
  /** What makes it fail. */
  readonly failing: readonly Diagnostic[];
  /** What else is said of it. */
  readonly others: readonly Diagnostic[];
}

/** The cases of a run: its files, then what its other findings speak of. There is always one. */
export function casesOf(run: LintRun, report: LintReport): readonly LintCase[] {
  const cases = [
    ...run.files.map((file) => fileCase(file, report)),
    ...[...byPath(run.diagnostics, report)].map(([path, diagnostics]) =>
      otherCase(path, diagnostics, report),
    ),
  ];
  if (report.exitCode === EXIT.couldNotLook && !cases.some(({ outcome }) => outcome === 'error'))
    return [...cases, lookCase()];
  return cases.length > 0 ? cases : [nothingCase(report)];
}

function fileCase(file: LintedFile, report: LintReport): LintCase {
  const { failing, others } = divided(file.diagnostics, report.failOn);
  const outcome =
    file.verdict === 'unknown'
      ? 'error'
      : failing.length > 0
        ? 'failed'
        : file.verdict === 'ignored'
          ? 'skipped'
          : 'passed';
  const words = verdictWords(file, plainSurroundings(report));
  return { name: shownPath(file.path), isFile: true, outcome, words, failing, others };
}

function otherCase(path: string | null, diagnostics: readonly Diagnostic[], report: LintReport): LintCase {
  const { failing, others } = divided(diagnostics, report.failOn);
  const outcome = failing.some(couldNotLook) ? 'error' : failing.length > 0 ? 'failed' : 'passed';
  const words = outcome === 'error' ? 'unknown' : outcome === 'failed' ? 'not in order' : 'in order';
  return { name: path ?? nodeName(report), isFile: path !== null, outcome, words, failing, others };
}

/** For what nobody finds among the others: that there may be more than they say. */
function lookCase(): LintCase {
  const words = 'not everything could be looked at';
  return { name: 'spctl', isFile: false, outcome: 'error', words, failing: [], others: [] };
}

/** For readers that take a report without cases for a failure. */
function nothingCase(report: LintReport): LintCase {
  const words = 'there is nothing to judge';
  return { name: nodeName(report), isFile: false, outcome: 'skipped', words, failing: [], others: [] };
}

function nodeName({ answer }: LintReport): string {
  return printable(answer.nodeName);
}

function byPath(
  diagnostics: readonly Diagnostic[],
  { showPath }: LintReport,
): ReadonlyMap<string | null, readonly Diagnostic[]> {
  const groups = new Map<string | null, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { location } = diagnostic;
    const path = location ? shownPath(showPath(location.file)) : null;
    const same = groups.get(path);
    if (same) same.push(diagnostic);
    else groups.set(path, [diagnostic]);
  }
  return groups;
}

function divided(diagnostics: readonly Diagnostic[], failOn: Severity) {
  return {
    failing: diagnostics.filter(({ severity }) => isAtLeast(severity, failOn)),
    others: diagnostics.filter(({ severity }) => !isAtLeast(severity, failOn)),
  };
}
