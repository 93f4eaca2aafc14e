import type { LintAnswer, LintedFile, LintedVersion } from '../../answers/lint.ts';
import { merged, spanOf } from '../merge-versions.ts';
import { findingsOfAll, verdictsOf } from '../of-versions.ts';
import { printable } from './escape.ts';
import { finding, type Surroundings } from './finding.ts';
import { foundWords, type LintTextWish, plural, settingsLines } from './lint.ts';
import type { Style } from './style.ts';
import { padded, widthOf } from './width.ts';

/**
 * What several kubelets make of the same files: a table of what changes between them, then each file with its
 * findings, those that only some kubelets have with their versions.
 */
export function lintVersionsText(
  answers: readonly LintAnswer[],
  wish: LintTextWish,
  around: Surroundings,
): string[] {
  const [first] = answers;
  const versions = answers.map(({ kubeletVersion }) => kubeletVersion);
  const rows = rowsOf(answers);
  const changing = rows.filter(isChanging);
  const out = [versionsHeadline(first!.nodeName, answers, around.style), ...table(answers, changing, around)];
  for (const row of rows) out.push(...fileLines(row, versions, wish, around));
  const said = findingsOfAll(
    answers.map(({ diagnostics }) => diagnostics),
    versions,
  );
  const shown = said.filter(({ severity }) => severity !== 'info' || wish.verbose);
  for (const one of shown) out.push(...finding(one, around));
  out.push(...settingsLines(first!, wish));
  if (wish.remark !== null) out.push(wish.remark);
  return [...out, versionsCountLine(answers, said.length - shown.length, around.style)];
}

/** What one of the kubelets makes of the files. */
type Run = Pick<LintedVersion, 'kubeletVersion' | 'files' | 'diagnostics' | 'suppressed'>;

/** Whose answer it is, and by which kubelets. */
export function versionsHeadline(
  nodeName: string,
  runs: readonly Pick<Run, 'kubeletVersion'>[],
  style: Style,
): string {
  return `${style.strong(printable(nodeName))}, kubelets ${spanOf(runs.map((run) => run.kubeletVersion))}`;
}

/** Each file as all kubelets have it. */
function rowsOf(runs: readonly Pick<Run, 'files'>[]): readonly (readonly LintedFile[])[] {
  return runs[0]!.files.map((file, i) => runs.map(({ files }) => files[i] ?? file));
}

function isChanging(row: readonly LintedFile[]): boolean {
  return new Set(row.map(({ verdict }) => verdict)).size > 1;
}

/** How many files there are, how many of them each kubelet refuses, and what was found; `hidden` is not shown. */
export function versionsCountLine(runs: readonly Run[], hidden: number, style: Style): string {
  const rows = rowsOf(runs);
  const found = foundWords(countsOf(runs), hidden, style);
  if (rows.length === 0) return `0 files; ${found}`;
  const byCount = new Map<number, string[]>();
  for (const { kubeletVersion, files } of runs) {
    const refused = files.filter(({ verdict }) => verdict === 'refused').length;
    byCount.set(refused, [...(byCount.get(refused) ?? []), kubeletVersion]);
  }
  const counts = [...byCount].map(
    ([count, versions]) =>
      `${spanOf(versions)} ${versions.length > 1 ? 'refuse' : 'refuses'} ${count || 'none'}`,
  );
  const changing = rows.filter(isChanging).length;
  const changes = changing === 0 ? 'all with one verdict' : `${changing} not with one verdict`;
  return `${plural(rows.length, 'file')}, ${changes}: ${counts.join('; ')}; ${found}`;
}

/** How much there is of everything, what several kubelets find once. */
function countsOf(runs: readonly Run[]) {
  const counts = { error: 0, warning: 0, info: 0, suppressed: 0, baseline: 0 };
  const said = runs.map(({ files, diagnostics }) => [
    ...files.flatMap((file) => file.diagnostics),
    ...diagnostics,
  ]);
  for (const { diagnostic } of merged(said)) counts[diagnostic.severity]++;
  const unsaid = runs.map(({ files, suppressed = [] }) => [
    ...files.flatMap((file) => file.suppressed ?? []),
    ...suppressed,
  ]);
  for (const [count, by] of [
    ['suppressed', 'comment'],
    ['baseline', 'baseline'],
  ] as const) {
    const own = unsaid.map((all) => all.filter((one) => one.by === by).map(({ diagnostic }) => diagnostic));
    counts[count] = merged(own).length;
  }
  return counts;
}

/** The files, and the node itself, whose verdict is not the same for all, with the reason of the first that refuses. */
function table(
  answers: readonly LintAnswer[],
  changing: readonly (readonly LintedFile[])[],
  { style }: Surroundings,
): string[] {
  const starts = answers.map((answer) =>
    answer.starts === false ? `stops: ${answer.stage ?? 'unit'}` : 'starts',
  );
  const rows = [
    ...(new Set(starts).size > 1 ? [['the node', ...starts]] : []),
    ...changing.map((row) => [printable(row[0]!.path), ...row.map(({ verdict }) => verdict)]),
  ];
  if (rows.length === 0) return [];
  const head = ['', ...answers.map(({ kubeletVersion }) => kubeletVersion)];
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => widthOf(row[column]!))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => padded(cell, widths[i]!))
      .join('  ')
      .trimEnd();
  const reasons = new Map(changing.map((row) => [printable(row[0]!.path), reasonOf(row)]));
  return [
    style.faint(line(head)),
    ...rows.flatMap((row) => {
      const reason = reasons.get(row[0]!);
      return [line(row), ...(reason ? [`  ${reason}`] : [])];
    }),
  ];
}

/** Field and reason of the first refusal. */
function reasonOf(row: readonly LintedFile[]): string | undefined {
  const refused = row.find(({ verdict }) => verdict === 'refused');
  const error = refused?.diagnostics.find(({ severity }) => severity === 'error');
  if (!error) return undefined;
  const field = error.kubelet?.field;
  return printable(field ? `${field}: ${error.kubelet?.detail || error.message}` : error.message);
}

function fileLines(
  row: readonly LintedFile[],
  versions: readonly string[],
  wish: LintTextWish,
  around: Surroundings,
): string[] {
  const findings = findingsOfAll(
    row.map(({ diagnostics }) => diagnostics),
    versions,
  );
  if (wish.quiet && findings.length === 0) return [];
  const words = verdictsOf(row, versions, around.style);
  const lines = findings.flatMap((one) => finding(one, around));
  return [`${printable(row[0]!.path)}: ${words.join('; ')}`, ...lines.map((line) => `  ${line}`)];
}
