import type { LintedFile } from '../answers/lint.ts';
import { compareBytes } from '../bytes/text.ts';
import { type Diagnostic, SEVERITIES, type Severity } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/location.ts';
import type { Rule } from '../rules/rule.ts';
import type { LintReport } from './lint-report.ts';
import { runsOf } from './lint-runs.ts';
import { spanOf } from './merge-versions.ts';
import { findingsOfAll, verdictsOf } from './of-versions.ts';
import { place } from './text/finding.ts';
import { headline } from './text/headline.ts';
import { countLine, plural } from './text/lint.ts';
import { versionsCountLine, versionsHeadline } from './text/lint-versions.ts';
import { PLAIN } from './text/style.ts';

/** What a report for people shows, whatever it is written in: the answer first, then part by part. */
export interface PeopleReport {
  /** The answer in a few words. */
  readonly title: string;
  /** Whose answer it is, and by which kubelet; why that does not start; the counts. */
  readonly lines: readonly string[];
  readonly parts: readonly ReportPart[];
  /** The findings of each severity. */
  readonly counts: Counts;
}

/** One file's part, or a part about the node. */
export interface ReportPart {
  /** How the file is called; null for what is about no file. */
  readonly path: string | null;
  /** What becomes of it, one by one where kubelets differ; none for a file that was not judged. */
  readonly verdicts: readonly string[];
  readonly findings: readonly Diagnostic[];
}

type Counts = Readonly<Record<Severity, number>>;

/** A report for people. */
export function peopleReport(report: LintReport): PeopleReport {
  const { answer } = report;
  const { versions } = answer;
  const parts = partsOf(report);
  const counts = countBySeverity(parts.flatMap(({ findings }) => findings));
  const stops = whatStops(versions ?? [answer]);
  return {
    title: stops?.title ?? titleOf(versions ?? [answer], counts),
    lines: [
      versions ? versionsHeadline(answer.nodeName, versions, PLAIN) : headline(answer, PLAIN),
      ...(stops ? [stops.line] : []),
      versions ? versionsCountLine(versions, 0, PLAIN) : countLine(answer, 0, PLAIN),
    ],
    parts,
    counts,
  };
}

/** The rules that were broken, each once, in the order of their names. */
export function rulesOf({ parts }: PeopleReport, ruleOf: LintReport['ruleOf']): readonly Rule[] {
  const ids = new Set(parts.flatMap(({ findings }) => findings.map(({ ruleId }) => ruleId)));
  return [...ids].sort(compareBytes).flatMap((id) => ruleOf(id) ?? []);
}

/** Line and column only, in the file that is spoken of. */
export function placeIn(path: string | null, location: Location, { showPath }: LintReport): string {
  const whole = place(location, { showPath });
  const file = place({ file: location.file }, { showPath });
  return path === showPath(location.file) ? whole.slice(file.length + 1) : whole;
}

/** How many findings there are of each severity. */
export function countBySeverity(findings: readonly Diagnostic[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

function whatStops(
  runs: readonly {
    readonly kubeletVersion: string;
    readonly starts: boolean | null;
    readonly error: string | null;
  }[],
): { readonly title: string; readonly line: string } | null {
  const stopped = runs.filter(({ starts }) => starts === false);
  const [first] = stopped;
  if (!first) return null;
  const as = stopped.length < runs.length ? ` as ${spanOf(stopped.map((run) => run.kubeletVersion))}` : '';
  const title = `the kubelet does not start${as}`;
  return { title, line: first.error ? `${title}: ${first.error}` : title };
}

/** The worst that there is to say. */
function titleOf(runs: readonly { readonly files: readonly LintedFile[] }[], counts: Counts): string {
  const all = plural(runs[0]!.files.length, 'file');
  const refused = Math.max(
    ...runs.map(({ files }) => files.filter(({ verdict }) => verdict === 'refused').length),
  );
  if (refused > 0) return `${refused} of ${all} refused`;
  const worst = SEVERITIES.find((severity) => severity !== 'info' && counts[severity] > 0);
  return worst ? `${all}, ${plural(counts[worst], worst)}` : `${all}, nothing wrong`;
}

/** The files in the answer's order, then what is said of other files and of the node. */
function partsOf({ answer, showPath }: LintReport): readonly ReportPart[] {
  const runs = runsOf(answer);
  const versions = runs.map(({ kubeletVersion }) => kubeletVersion);
  const files = runs[0]!.files.map((file, i): ReportPart => {
    const row = runs.map(({ files }) => files[i] ?? file);
    const all = row.map(({ diagnostics }) => diagnostics);
    return {
      path: file.path,
      verdicts: verdictsOf(row, versions, PLAIN),
      findings: findingsOfAll(all, versions),
    };
  });
  const rest = new Map<string | null, Diagnostic[]>();
  const said = runs.map(({ diagnostics }) => diagnostics);
  for (const diagnostic of findingsOfAll(said, versions)) {
    const path = diagnostic.location ? showPath(diagnostic.location.file) : null;
    const same = rest.get(path);
    if (same) same.push(diagnostic);
    else rest.set(path, [diagnostic]);
  }
  // What is said of the node may stand in one of the files.
  const parts = files.map((part): ReportPart => {
    const more = rest.get(part.path) ?? [];
    rest.delete(part.path);
    return { ...part, findings: [...part.findings, ...more] };
  });
  return [...parts, ...[...rest].map(([path, findings]) => ({ path, verdicts: [], findings }))];
}
