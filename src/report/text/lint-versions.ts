import type { LintAnswer, LintedFile } from '../../answers/lint.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { printable } from './escape.ts';
import { finding, type Surroundings } from './finding.ts';
import { type LintTextWish, plural, verdictWords } from './lint.ts';

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
  const rows = first!.files.map((file, i) => answers.map(({ files }) => files[i] ?? file));
  const changing = rows.filter((row) => new Set(row.map(({ verdict }) => verdict)).size > 1);
  const out = [
    `${around.style.strong(printable(first!.nodeName))}, kubelets ${spanOf(versions)}`,
    ...table(answers, changing, around),
  ];
  for (const row of rows) out.push(...fileLines(row, versions, wish, around));
  const said = merged(answers.map(({ diagnostics }) => diagnostics));
  const shown = said.filter(({ diagnostic }) => diagnostic.severity !== 'info' || wish.verbose);
  for (const one of shown) out.push(...finding(withVersions(one, versions), around));
  if (wish.remark !== null) out.push(wish.remark);
  return [...out, countLine(answers, rows.length, changing.length)];
}

function countLine(answers: readonly LintAnswer[], files: number, changing: number): string {
  const byCount = new Map<number, string[]>();
  for (const { kubeletVersion, files } of answers) {
    const refused = files.filter(({ verdict }) => verdict === 'refused').length;
    byCount.set(refused, [...(byCount.get(refused) ?? []), kubeletVersion]);
  }
  const counts = [...byCount].map(
    ([count, versions]) =>
      `${spanOf(versions)} ${versions.length > 1 ? 'refuse' : 'refuses'} ${count || 'none'}`,
  );
  const changes = changing === 0 ? 'all with one verdict' : `${changing} not with one verdict`;
  return `${plural(files, 'file')}, ${changes}: ${counts.join('; ')}`;
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
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
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
  const findings = merged(row.map(({ diagnostics }) => diagnostics));
  if (wish.quiet && findings.length === 0) return [];
  const verdicts = [...new Set(row.map((file) => verdictWords(file, around)))];
  const words = verdicts.map((verdict) => {
    const having = versions.filter((_, i) => verdictWords(row[i]!, around) === verdict);
    return having.length === versions.length ? verdict : `${verdict} in ${spanOf(having)}`;
  });
  const lines = findings.flatMap((one) => finding(withVersions(one, versions), around));
  return [`${printable(row[0]!.path)}: ${words.join('; ')}`, ...lines.map((line) => `  ${line}`)];
}

/** A finding, and which of the kubelets have it. */
interface Merged {
  readonly diagnostic: Diagnostic;
  readonly having: Set<number>;
}

/** The findings of all kubelets, each once, in the order in which they come. */
function merged(all: readonly (readonly Diagnostic[])[]): readonly Merged[] {
  const known = new Map<string, Merged>();
  for (const [i, diagnostics] of all.entries()) {
    for (const diagnostic of diagnostics) {
      const { ruleId, severity, message, location } = diagnostic;
      // A sentence may name the kubelet that it is about.
      const key = JSON.stringify([ruleId, severity, message.replace(/kubelet 1\.\d+/g, 'kubelet'), location]);
      const one = known.get(key) ?? { diagnostic, having: new Set() };
      one.having.add(i);
      known.set(key, one);
    }
  }
  return [...known.values()];
}

function withVersions({ diagnostic, having }: Merged, versions: readonly string[]): Diagnostic {
  if (having.size === versions.length) return diagnostic;
  const span = spanOf(versions.filter((_, i) => having.has(i)));
  return { ...diagnostic, message: `${diagnostic.message} (in ${span})` };
}

/** `1.30, 1.34 to 1.37` */
function spanOf(versions: readonly string[]): string {
  const runs: string[][] = [];
  for (const version of versions) {
    const last = runs.at(-1);
    if (last && minorOf(version) === minorOf(last.at(-1)!) + 1) last.push(version);
    else runs.push([version]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]} to ${run.at(-1)}` : run.join(', '))).join(', ');
}

function minorOf(version: string): number {
  return Number(version.slice(2));
}
