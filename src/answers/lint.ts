import {
  compareDiagnostics,
  type Diagnostic,
  isAtLeast,
  SEVERITIES,
  type Severity,
} from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import type { LintResult } from '../lint/lint.ts';
import type { Verdict } from '../manifest/judgement.ts';
import type { ManifestStage } from '../manifest/stage.ts';
import { UNKNOWN_NODE } from '../node/node-name.ts';
import type { Suppressed } from '../suppression/suppressed.ts';
import { type Answer, EXIT, type ExitCode, type Header } from './header.ts';
import type { PathView } from './path-view.ts';

/** One file's part of a lint answer. */
export interface LintedFile {
  /** On this machine. */
  readonly path: string;
  /** On the node, when a copy of one is looked at. */
  readonly nodePath?: string;
  readonly verdict: Verdict;
  /** How far the kubelet got with it; null for what it never reads, and for what is not a manifest. */
  readonly stage: ManifestStage | null;
  readonly pod: { readonly namespace: string; readonly name: string } | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Findings of this file that are not reported; left out where there are none. */
  readonly suppressed?: readonly Suppressed[];
}

/** What `spctl lint` answers. */
export type LintAnswer = Answer<{
  /** As given; without arguments, what this node's kubelet reads. */
  paths: readonly string[];
  /** The settings file that the run went by, null where there was none. */
  settings: string | null;
  /** Files that are not linted, for the settings exclude them; left out where there are none. */
  excluded?: readonly string[];
  files: readonly LintedFile[];
  summary: Readonly<Record<Verdict | Severity, number>> & SuppressedCounts;
  /** One for each --kubelet-version, where several were asked for; the answer itself is about the first. */
  versions?: readonly LintedVersion[];
  /** Findings that are not reported and belong to no file of the list; left out where there are none. */
  suppressed?: readonly Suppressed[];
}>;

/** How many findings are not reported, each left out where there are none. */
interface SuppressedCounts {
  /** Suppressed by comments in the files. */
  readonly suppressed?: number;
  /** Known from the baseline. */
  readonly baseline?: number;
}

/** What one of several kubelets makes of the same files. */
export interface LintedVersion {
  readonly kubeletVersion: string;
  /** Whether the node's kubelet would start as this version; null where no node was looked at. */
  readonly starts: boolean | null;
  readonly stage: string | null;
  readonly error: string | null;
  readonly files: readonly LintedFile[];
  readonly suppressed?: readonly Suppressed[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What an answer about linting is made of. */
export interface Linted {
  readonly header: Header;
  readonly paths: readonly string[];
  readonly result: LintResult;
  /** About the node, when it is what was asked for. */
  readonly nodeDiagnostics: readonly Diagnostic[];
  /** The settings file that the run went by, and the paths on the node that it excludes. */
  readonly settings?: { readonly name: string; readonly excluded: readonly string[] };
}

/** The answer of `spctl lint`. */
export function lintAnswer(linted: Linted, view: PathView): LintAnswer {
  const { header, paths, result, nodeDiagnostics, settings } = linted;
  const { byFile, others } = suppressedByFile(result);
  const files = result.files.map((file) => {
    const linted = lintedFile(file, view, header.nodeName);
    const suppressed = byFile.get(file.path);
    return suppressed ? { ...linted, suppressed } : linted;
  });
  const diagnostics = [...nodeDiagnostics, ...result.diagnostics].sort(compareDiagnostics);
  const counted = countSuppressed(result.suppressed ?? []);
  const summary = { ...summarize(result.files, diagnostics), ...counted };
  return {
    ...header,
    paths,
    settings: settings?.name ?? null,
    ...(settings && settings.excluded.length > 0 && { excluded: settings.excluded.map(view.show) }),
    files,
    summary,
    ...(others.length > 0 && { suppressed: others }),
    diagnostics,
  };
}

/** The answer for several kubelets, of the answers for each. */
export function lintVersionsAnswer(answers: readonly LintAnswer[]): LintAnswer {
  const [first, ...more] = answers;
  if (!first || more.length === 0) return first!;
  const { diagnostics, ...head } = first;
  const versions = answers.map(
    ({ kubeletVersion, starts, stage, error, files, suppressed, diagnostics }) => ({
      kubeletVersion,
      starts,
      stage,
      error,
      files,
      ...(suppressed && { suppressed }),
      diagnostics,
    }),
  );
  return { ...head, versions, diagnostics };
}

/** The worst of several: what could not be looked at beats what was found. */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return codes.reduce((worst, code) => (code > worst ? code : worst), EXIT.clean as ExitCode);
}

/**
 * 3 when a path could not be checked; 1 when a finding is at least as severe as `failOn` says; else 0.
 * `never` turns 1 into 0 later, with every other command.
 */
export function lintExitCode(answer: LintAnswer, result: LintResult, failOn: Severity): ExitCode {
  if (result.unchecked.length > 0) return EXIT.couldNotLook;
  const found = SEVERITIES.some((severity) => isAtLeast(severity, failOn) && answer.summary[severity] > 0);
  return found ? EXIT.findings : EXIT.clean;
}

/** A judged file as an answer shows it. */
export function lintedFile(
  { path, verdict, stage, judgement, diagnostics }: FileReport,
  view: PathView,
  nodeName: string,
): LintedFile {
  return {
    path: view.show(path),
    ...(view.tellsNodePath && { nodePath: path }),
    verdict,
    stage,
    pod: judgement?.pod ? shownPod(judgement.pod, nodeName) : null,
    diagnostics: firstOf([...diagnostics].sort(compareDiagnostics), path),
  };
}

/** More than anybody reads, and less than no reader can hold. */
const MAX_FINDINGS = 10_000;

function firstOf(diagnostics: readonly Diagnostic[], file: string): readonly Diagnostic[] {
  if (diagnostics.length <= MAX_FINDINGS) return diagnostics;
  const more = `${diagnostics.length - MAX_FINDINGS} more findings in this file are not shown`;
  const last: Diagnostic = {
    ruleId: 'too-many-findings',
    severity: 'info',
    message: more,
    location: { file },
  };
  return [...diagnostics.slice(0, MAX_FINDINGS), last];
}

/** Where the node's name is not known, the pod was judged under a stand-in for it, which nobody wants to see. */
function shownPod({ namespace, name }: { namespace: string; name: string }, nodeName: string) {
  return { namespace, name: nodeName === UNKNOWN_NODE.display ? replaceSuffix(name) : name };
}

function replaceSuffix(name: string): string {
  const suffix = `-${UNKNOWN_NODE.name}`;
  return name.endsWith(suffix) ? `${name.slice(0, -suffix.length)}-${UNKNOWN_NODE.display}` : name;
}

/** Findings that are not reported, in the order of reports: those of the files of the list, and the others. */
function suppressedByFile({ files, suppressed = [] }: LintResult) {
  const byFile = new Map<string, Suppressed[]>();
  if (suppressed.length === 0) return { byFile, others: suppressed };
  const inList = new Set(files.map(({ path }) => path));
  const others: Suppressed[] = [];
  for (const one of [...suppressed].sort((a, b) => compareDiagnostics(a.diagnostic, b.diagnostic))) {
    const file = one.diagnostic.location?.file ?? '';
    const same = inList.has(file) ? byFile.get(file) : others;
    if (same) same.push(one);
    else byFile.set(file, [one]);
  }
  return { byFile, others };
}

function countSuppressed(suppressed: readonly Suppressed[]): SuppressedCounts {
  const comments = suppressed.filter(({ by }) => by === 'comment').length;
  const known = suppressed.length - comments;
  return { ...(comments > 0 && { suppressed: comments }), ...(known > 0 && { baseline: known }) };
}

/** Counts everything, also findings that are not shown. */
function summarize(
  files: readonly FileReport[],
  diagnostics: readonly Diagnostic[],
): Record<Verdict | Severity, number> {
  const summary = { runs: 0, refused: 0, ignored: 0, shadowed: 0, unknown: 0, error: 0, warning: 0, info: 0 };
  for (const { verdict } of files) summary[verdict]++;
  for (const { severity } of [...diagnostics, ...files.flatMap((file) => file.diagnostics)])
    summary[severity]++;
  return summary;
}
