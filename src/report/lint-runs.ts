import type { LintAnswer, LintedFile } from '../answers/lint.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LintReport } from './lint-report.ts';
import { merged, spanOf } from './merge-versions.ts';

/** What one kubelet makes of the files. */
export interface LintRun {
  readonly kubeletVersion: string;
  readonly files: readonly LintedFile[];
  /** What belongs to no file of the list. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A finding as formats show it that have one list for all kubelets. */
export interface ShownFinding {
  readonly diagnostic: Diagnostic;
  /** The file it speaks of, see {@link shownPath}; null where it speaks of none. */
  readonly path: string | null;
  /** The kubelets that have it. */
  readonly versions: readonly string[];
}

/** One run for each kubelet. */
export function runsOf(answer: LintAnswer): readonly LintRun[] {
  return answer.versions ?? [answer];
}

/** The findings of a run, file by file, then those that belong to no file. */
export function findingsOfRun(run: LintRun, report: LintReport): readonly ShownFinding[] {
  return findings([run], report);
}

/** The findings of all runs, each once. */
export function findingsOf(report: LintReport): readonly ShownFinding[] {
  return findings(runsOf(report.answer), report);
}

function findings(runs: readonly LintRun[], report: LintReport): readonly ShownFinding[] {
  const [first] = runs;
  const versions = runs.map(({ kubeletVersion }) => kubeletVersion);
  const collect = (all: readonly (readonly Diagnostic[])[], path: string | null) =>
    (all.length === 1 ? all[0]!.map(ofOnly) : merged(all)).map(({ diagnostic, having }) => ({
      diagnostic,
      path: diagnostic.location ? shownPath(report.showPath(diagnostic.location.file)) : path,
      versions: versions.filter((_, i) => having.has(i)),
    }));
  return [
    ...first!.files.flatMap(({ path }, i) =>
      collect(
        runs.map(({ files }) => files[i]?.diagnostics ?? []),
        shownPath(path),
      ),
    ),
    ...collect(
      runs.map(({ diagnostics }) => diagnostics),
      null,
    ),
  ];
}

const ONLY: ReadonlySet<number> = new Set([0]);

function ofOnly(diagnostic: Diagnostic) {
  return { diagnostic, having: ONLY };
}

/** A path as machines compare it: without `./` before it. */
export function shownPath(path: string): string {
  return path.replace(/^(?:\.\/+)+(?=.)/, '');
}

/** `kubelet 1.34`, `kubelets 1.30, 1.34 to 1.37` */
export function kubeletWords(versions: readonly string[]): string {
  return `kubelet${versions.length === 1 ? '' : 's'} ${spanOf(versions)}`;
}
