import type { LintedFile } from '../answers/lint.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Merged, merged, spanOf } from './merge-versions.ts';
import { verdictWords } from './text/lint.ts';
import type { Style } from './text/style.ts';

/** What becomes of a file; where kubelets differ what becomes of it by which. */
export function verdictsOf(
  row: readonly LintedFile[],
  versions: readonly string[],
  style: Style,
): readonly string[] {
  const words = row.map((file) => verdictWords(file, { style }));
  return [...new Set(words)].map((verdict) => {
    const having = versions.filter((_, i) => words[i] === verdict);
    return having.length === versions.length ? verdict : `${verdict} in ${spanOf(having)}`;
  });
}

/** The findings of all kubelets, each once, those that only some have with their versions. */
export function findingsOfAll(
  all: readonly (readonly Diagnostic[])[],
  versions: readonly string[],
): readonly Diagnostic[] {
  return all.length === 1 ? all[0]! : merged(all).map((one) => withVersions(one, versions));
}

function withVersions({ diagnostic, having }: Merged, versions: readonly string[]): Diagnostic {
  if (having.size === versions.length) return diagnostic;
  const span = spanOf(versions.filter((_, i) => having.has(i)));
  return { ...diagnostic, message: `${diagnostic.message} (in ${span})` };
}
