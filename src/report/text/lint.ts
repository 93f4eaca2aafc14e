import type { LintAnswer, LintedFile } from '../../answers/lint.ts';
import type { LintResult } from '../../lint/lint.ts';
import type { StaticPodSource } from '../../node/sources.ts';
import { printable } from './escape.ts';
import { finding, type Surroundings } from './finding.ts';
import { headline } from './headline.ts';

/**
 * File by file the verdict, then each finding with its line; what belongs to no file, without `verbose` only what
 * matters; a count at the end.
 */
export function lintText(
  answer: LintAnswer,
  remark: string | null,
  verbose: boolean,
  around: Surroundings,
): string[] {
  const out = [headline(answer, around.style)];
  for (const file of answer.files) {
    out.push(`${printable(file.path)}: ${verdictWords(file, around)}`);
    for (const diagnostic of file.diagnostics)
      out.push(...finding(diagnostic, around).map((line) => `  ${line}`));
  }
  const shown = answer.diagnostics.filter(({ severity }) => severity !== 'info' || verbose);
  for (const diagnostic of shown) out.push(...finding(diagnostic, around));
  if (remark !== null) out.push(remark);
  return [...out, countLine(answer, answer.diagnostics.length - shown.length)];
}

function verdictWords({ verdict, pod, stage }: LintedFile, { style }: Surroundings): string {
  const name = pod ? printable(`${pod.namespace}/${pod.name}`) : '';
  switch (verdict) {
    case 'runs':
      return style.good(stage === null ? 'accepted' : `runs as ${name}`);
    case 'refused':
      return style.severity.error('refused');
    case 'shadowed':
      return style.severity.warning(`shadowed, ${name} runs from another file`);
    case 'ignored':
      return style.faint('not read');
    case 'unknown':
      return style.severity.warning('unknown');
  }
}

function countLine({ files, summary }: LintAnswer, hidden: number): string {
  const verdicts = (['runs', 'refused', 'shadowed', 'ignored', 'unknown'] as const)
    .filter((verdict) => summary[verdict] > 0)
    .map((verdict) => `${summary[verdict]} ${verdict === 'runs' ? 'accepted' : verdict}`);
  const found = [
    plural(summary.error, 'error'),
    plural(summary.warning, 'warning'),
    ...(summary.info > 0 ? [`${summary.info} info${hidden > 0 ? ' (-v shows all)' : ''}`] : []),
  ];
  const counted = [plural(files.length, 'file'), ...(verdicts.length > 0 ? [verdicts.join(', ')] : [])].join(
    ': ',
  );
  return `${counted}; ${found.join(', ')}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A sentence for a node on which there is nothing to judge, which is how a healthy worker looks. */
export function nodeRemark(
  { kind, resolvedPath, url }: StaticPodSource,
  { files }: LintResult,
): string | null {
  if (kind === 'none' && url === null)
    return 'no static pods are configured on this node, so there is nothing to judge';
  if (kind === 'directory' && !files.some(({ verdict }) => verdict !== 'ignored')) {
    return `there is no static pod in ${printable(resolvedPath ?? '')}`;
  }
  return null;
}
