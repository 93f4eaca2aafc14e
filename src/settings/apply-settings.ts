import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LintResult } from '../lint/lint.ts';
import { matches, namesOf } from './path-pattern.ts';
import type { Level, Settings } from './settings.ts';

/** This machine's path for a path on the node: see Host.hostPath. */
export type MachinePath = (nodePath: string) => string | undefined;

/** What a lint run found, as settings have it. */
export interface Settled {
  readonly result: LintResult;
  /** Paths on the node that are not linted. */
  readonly excluded: readonly string[];
}

/**
 * What a lint run found, with the levels that settings give to rules and without the files that they exclude. Those
 * were judged: they are there for the kubelet, and one of them may shadow another file. `leftOut` are paths that were
 * excluded before the run, for nothing but the settings' user brought them together with the others.
 */
export function applySettings(
  result: LintResult,
  settings: Settings,
  machinePath: MachinePath,
  leftOut: readonly string[] = [],
): Settled {
  const regrade = regrader(settings, machinePath);
  const out = new Set(
    result.files.map(({ path }) => path).filter((path) => isExcluded(settings, machinePath(path))),
  );
  const files = result.files
    .filter(({ path }) => !out.has(path))
    .map((file) => ({ ...file, diagnostics: regrade(file.diagnostics, file.path) }));
  const excluded = [...leftOut, ...out];
  const settled = {
    ...withoutSuppressed(result, out),
    files,
    diagnostics: regrade(result.diagnostics),
    unchecked: result.unchecked.filter((path) => !out.has(path)),
  };
  const isEmpty = settled.unchecked.length === 0 && files.every(({ verdict }) => verdict === 'ignored');
  if (!isEmpty || excluded.length === 0) return { excluded, result: settled };
  const diagnostics = [...settled.diagnostics, nothingChecked()];
  return { excluded, result: { ...settled, diagnostics, unchecked: excluded } };
}

/** What was suppressed in a file that is not linted is nothing to count. */
function withoutSuppressed(result: LintResult, out: ReadonlySet<string>): LintResult {
  const { suppressed } = result;
  if (!suppressed || out.size === 0) return result;
  return {
    ...result,
    suppressed: suppressed.filter(({ diagnostic }) => !out.has(diagnostic.location?.file ?? '')),
  };
}

/** Whether settings take a path of this machine out. */
export function isExcluded({ exclude, directory }: Settings, path: string | undefined): boolean {
  if (path === undefined || exclude.length === 0) return false;
  const names = namesOf(path, directory);
  return exclude.some(({ value }) => matches(value, names));
}

/** Gives findings the levels that settings have for their rules, at the path where they are. */
export type Regrade = (diagnostics: readonly Diagnostic[], path?: string) => readonly Diagnostic[];

/** What settings do to findings; each is about `path`, or about where it is. */
export function regrader(settings: Settings, machinePath: MachinePath): Regrade {
  const levels = levelsByPath(settings, machinePath);
  return (diagnostics, path) =>
    diagnostics.flatMap((diagnostic) => {
      // What the kubelet refuses it refuses.
      if (diagnostic.severity === 'error') return [diagnostic];
      const level = levels(path ?? diagnostic.location?.file).get(diagnostic.ruleId) ?? 'on';
      if (level === 'off') return [];
      return [level === 'on' ? diagnostic : { ...diagnostic, severity: level }];
    });
}

function levelsByPath(
  { checks, overrides, directory }: Settings,
  machinePath: MachinePath,
): (nodePath: string | undefined) => ReadonlyMap<string, Level> {
  const everywhere = new Map([...checks].map(([rule, { value }]) => [rule, value]));
  // Files come one after the other.
  let last: { readonly path: string; readonly levels: ReadonlyMap<string, Level> } | undefined;
  return (nodePath) => {
    if (nodePath === undefined || overrides.length === 0) return everywhere;
    if (last?.path === nodePath) return last.levels;
    const path = machinePath(nodePath);
    const names = path === undefined ? [] : namesOf(path, directory);
    const levels = new Map(everywhere);
    for (const override of overrides) {
      if (!override.paths.some(({ value }) => matches(value, names))) continue;
      for (const [rule, { value }] of override.checks) levels.set(rule, value);
    }
    last = { path: nodePath, levels };
    return levels;
  };
}

function nothingChecked(): Diagnostic {
  return {
    ruleId: 'everything-excluded',
    severity: 'error',
    message: 'the settings exclude every file that was to be linted, so nothing was checked',
    help: 'change "exclude" in the settings, or leave them aside with --no-settings',
  };
}
