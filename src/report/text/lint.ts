import type { LintAnswer, LintedFile } from '../../answers/lint.ts';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import type { LintResult } from '../../lint/lint.ts';
import { baseName } from '../../node/host/path.ts';
import type { NodeReport } from '../../node/inspect-node.ts';
import { printable } from './escape.ts';
import { finding, type Surroundings } from './finding.ts';
import { headline, versionHint } from './headline.ts';
import type { Style } from './style.ts';

/** What the reader wants of the text. */
export interface LintTextWish {
  /** A sentence for a node on which there is nothing to judge. */
  readonly remark: string | null;
  /** Also what is merely worth knowing about the node. */
  readonly verbose: boolean;
  /** Only files with findings. */
  readonly quiet: boolean;
}

/** File by file the verdict, then each finding with its line; what belongs to no file; a count at the end. */
export function lintText(answer: LintAnswer, wish: LintTextWish, around: Surroundings): string[] {
  const out = [headline(answer, around.style), ...versionHint(answer)];
  for (const file of answer.files) {
    if (wish.quiet && file.diagnostics.length === 0) continue;
    out.push(`${printable(file.path)}: ${verdictWords(file, around)}${knownErrors(file)}`);
    for (const diagnostic of file.diagnostics) {
      out.push(...finding(diagnostic, around).map((line) => `  ${line}`));
    }
  }
  const shown = answer.diagnostics.filter(({ severity }) => severity !== 'info' || wish.verbose);
  for (const diagnostic of shown) out.push(...finding(diagnostic, around));
  out.push(...settingsLines(answer, wish));
  if (wish.remark !== null) out.push(wish.remark);
  return [...out, countLine(answer, answer.diagnostics.length - shown.length, around.style)];
}

/** Which settings there are and what they take out, for who wants to know. */
export function settingsLines(
  { settings, excluded = [] }: LintAnswer,
  wish: LintTextWish,
): readonly string[] {
  if (!wish.verbose || settings === null) return [];
  const out = excluded.map((path) => `${printable(path)}: not linted, for the settings exclude it`);
  return [...out, `settings: ${printable(settings)}`];
}

/** A sentence for a node on which there is nothing to judge, which is how a healthy worker looks. */
export function nodeRemark(
  { found, command, source }: NodeReport,
  { files, unchecked }: LintResult,
): string | null {
  if (found?.service.state === 'not-found' && command === null) {
    return 'to judge files, name them: spctl lint PATH...; to judge a copy of a node: --root DIR|TAR';
  }
  const { kind, resolvedPath, url } = source;
  if (kind === 'none' && url === null) {
    return 'no static pods are configured on this node, so there is nothing to judge';
  }
  const empty = unchecked.length === 0 && !files.some(({ verdict }) => verdict !== 'ignored');
  return kind === 'directory' && empty ? `there is no static pod in ${printable(resolvedPath ?? '')}` : null;
}

/** A refusal that only the baseline knows the reason of. */
function knownErrors({ verdict, suppressed = [] }: LintedFile): string {
  if (verdict !== 'refused') return '';
  const known = suppressed.filter(
    ({ by, diagnostic }) => by === 'baseline' && diagnostic.severity === 'error',
  );
  return known.length > 0 ? ` (${known.length} in the baseline)` : '';
}

/** What becomes of a file. */
export function verdictWords(
  { path, verdict, pod, stage }: LintedFile,
  { style }: Pick<Surroundings, 'style'>,
): string {
  const name = pod ? printable(`${pod.namespace}/${pod.name}`) : '';
  switch (verdict) {
    case 'runs':
      return style.good(stage === null ? 'accepted' : `runs as ${name}`);
    case 'refused':
      return style.severity.error('refused');
    case 'shadowed':
      return style.severity.warning(`shadowed, ${name} runs from another file`);
    case 'ignored':
      return style.faint(baseName(path).startsWith('.') ? 'ignored, its name begins with a dot' : 'ignored');
    case 'unknown':
      return style.severity.warning('unknown');
  }
}

/** How many files there are, what becomes of them, and what was found; `hidden` findings are not shown. */
export function countLine({ files, summary }: LintAnswer, hidden: number, style: Style): string {
  const accepted = files.filter(({ verdict, stage }) => verdict === 'runs' && stage === null).length;
  const running = summary.runs - accepted;
  const counts = [
    [running, running === 1 ? 'runs' : 'run', style.good],
    [accepted, 'accepted', style.good],
    [summary.refused, 'refused', style.severity.error],
    [summary.shadowed, 'shadowed', style.severity.warning],
    [summary.ignored, 'ignored', style.faint],
    [summary.unknown, 'unknown', style.severity.warning],
  ] as const;
  const verdicts = counts
    .filter(([count]) => count > 0)
    .map(([count, word, look]) => look(`${count} ${word}`));
  const counted = [plural(files.length, 'file'), ...(verdicts.length > 0 ? [verdicts.join(', ')] : [])];
  return `${counted.join(': ')}; ${foundWords(summary, hidden, style)}`;
}

/** How many findings there are, and how many are not reported; `hidden` of them are not shown. */
export function foundWords(
  counts: Readonly<Record<Severity, number>> & { readonly suppressed?: number; readonly baseline?: number },
  hidden: number,
  style: Style,
): string {
  return [
    ...(['error', 'warning'] as const).map((severity) => {
      const count = plural(counts[severity], severity);
      return counts[severity] > 0 ? style.severity[severity](count) : count;
    }),
    ...(counts.info > 0 ? [`${counts.info} info${hidden > 0 ? ' (-v shows all)' : ''}`] : []),
    ...(counts.suppressed ? [`${counts.suppressed} suppressed`] : []),
    ...(counts.baseline ? [`${counts.baseline} in the baseline`] : []),
  ].join(', ');
}

/** `1 file`, `2 files`. */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}
