import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Baseline, type KnownFinding, keyOf, knownFinding } from '../suppression/baseline.ts';
import type { Suppressed } from '../suppression/suppressed.ts';
import type { Look } from './suppress.ts';

/** How a baseline speaks of files. */
export interface BaselineView {
  /** What the baseline calls a file, by its path on the node. */
  readonly fileName: (nodePath: string) => string;
  /** A line (1-based) of a file by its path on the node. */
  readonly lineOf: (nodePath: string, line: number) => string | undefined;
}

/** The findings of all looks: what several kubelets have is there once. */
export function baselineOf(looks: readonly Look[], view: BaselineView): Baseline {
  const baseline = new Map<string, KnownFinding>();
  for (const look of looks) {
    const found = new Map<string, KnownFinding>();
    for (const diagnostic of findingsOf(look)) {
      const known = seenAs(diagnostic, view);
      const key = keyOf(known);
      found.set(key, { ...known, count: (found.get(key)?.count ?? 0) + 1 });
    }
    for (const [key, known] of found) {
      if (known.count > (baseline.get(key)?.count ?? 0)) baseline.set(key, known);
    }
  }
  return baseline;
}

/**
 * The looks without what the baseline knows. Of more findings than it knows of a kind, the last are reported.
 * `gone`: how many it knows that no look has, of the files that were looked at.
 */
export function withoutKnown<T extends Look>(
  looks: readonly T[],
  baseline: Baseline,
  view: BaselineView,
): { readonly looks: readonly T[]; readonly gone: number } {
  const met = new Map<string, number>();
  const left = looks.map((look) => {
    const counts = new Map<string, number>();
    const known = new Set(
      findingsOf(look).filter((diagnostic) => {
        const key = keyOf(seenAs(diagnostic, view));
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        return count <= (baseline.get(key)?.count ?? 0);
      }),
    );
    for (const [key, count] of counts) met.set(key, Math.max(count, met.get(key) ?? 0));
    return without(look, known);
  });
  const lookedAt = new Set(
    looks.flatMap(({ result }) => result.files).map(({ path }) => view.fileName(path)),
  );
  const gone = [...baseline]
    .filter(([, { file }]) => file !== undefined && lookedAt.has(file))
    .reduce((sum, [key, { count }]) => sum + Math.max(0, count - (met.get(key) ?? 0)), 0);
  return { looks: left, gone };
}

/** What a baseline can know, in the order of reports: what could not be looked at is no finding to get used to. */
function findingsOf({ result, nodeDiagnostics }: Look): readonly Diagnostic[] {
  const unchecked = new Set(result.unchecked);
  return [
    ...result.files.flatMap(({ diagnostics }) => diagnostics),
    ...result.diagnostics,
    ...nodeDiagnostics,
  ]
    .filter(({ location }) => !unchecked.has(location?.file ?? ''))
    .sort(compareDiagnostics);
}

function seenAs(diagnostic: Diagnostic, { fileName, lineOf }: BaselineView): KnownFinding {
  const { file, line } = diagnostic.location ?? {};
  const text = file !== undefined && line !== undefined ? lineOf(file, line) : undefined;
  return knownFinding(diagnostic, file === undefined ? undefined : fileName(file), text);
}

function without<T extends Look>(look: T, known: ReadonlySet<Diagnostic>): T {
  if (known.size === 0) return look;
  const rest = (diagnostics: readonly Diagnostic[]) => diagnostics.filter((one) => !known.has(one));
  const { result, nodeDiagnostics } = look;
  const suppressed: readonly Suppressed[] = [...known].map((diagnostic) => ({ diagnostic, by: 'baseline' }));
  return {
    ...look,
    result: {
      ...result,
      files: result.files.map((file) => ({ ...file, diagnostics: rest(file.diagnostics) })),
      diagnostics: rest(result.diagnostics),
      suppressed: [...(result.suppressed ?? []), ...suppressed],
    },
    nodeDiagnostics: rest(nodeDiagnostics),
  };
}
