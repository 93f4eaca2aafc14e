import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Sourced } from '../diagnostics/origin.ts';
import type { LintResult } from '../lint/lint.ts';
import { matches, namesOf, type PathPattern } from './path-pattern.ts';
import type { Level, Levels, Settings } from './settings.ts';

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
 * excluded before the run, for nothing but the settings' user brought them together with the others. Those of `files`
 * among them are files that were named one by one, as a hook names what was changed: it is in order when nothing is
 * left of them.
 */
export function applySettings(
  result: LintResult,
  settings: Settings,
  machinePath: MachinePath,
  leftOut: readonly string[] = [],
  files: ReadonlySet<string> = new Set(),
): Settled {
  const regrade = regrader(settings, machinePath);
  const out = new Set(
    result.files.map(({ path }) => path).filter((path) => isExcluded(settings, machinePath(path))),
  );
  const kept = result.files
    .filter(({ path }) => !out.has(path))
    .map((file) => ({ ...file, diagnostics: regrade(file.diagnostics, file.path) }));
  const excluded = [...leftOut, ...out];
  const settled = {
    ...withoutSuppressed(result, out),
    files: kept,
    diagnostics: regrade(result.diagnostics),
    unchecked: result.unchecked.filter((path) => !out.has(path)),
  };
  const isEmpty = settled.unchecked.length === 0 && kept.every(({ verdict }) => verdict === 'ignored');
  if (!isEmpty || excluded.every((path) => files.has(path))) return { excluded, result: settled };
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
export function isExcluded(settings: Settings, path: string | undefined): boolean {
  return path !== undefined && excludedBy(settings, path) !== undefined;
}

/** The pattern with which settings take a path of this machine out. */
export function excludedBy({ exclude, directory }: Settings, path: string): Sourced<PathPattern> | undefined {
  if (exclude.length === 0) return undefined;
  const names = namesOf(path, directory);
  return exclude.find(({ value }) => matches(value, names));
}

/** The levels of rules at a path of this machine, each with what it came before. */
export function levelsAt({ checks, overrides, directory }: Settings, path: string): Levels {
  const names = namesOf(path, directory);
  const levels = new Map(checks);
  for (const override of overrides) {
    if (!override.paths.some(({ value }) => matches(value, names))) continue;
    for (const [rule, said] of override.checks) {
      const before = levels.get(rule);
      levels.set(rule, before ? { ...said, overridden: [before, ...before.overridden] } : said);
    }
  }
  return levels;
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
  settings: Settings,
  machinePath: MachinePath,
): (nodePath: string | undefined) => ReadonlyMap<string, Level> {
  const { checks, overrides } = settings;
  const everywhere = new Map([...checks].map(([rule, { value }]) => [rule, value]));
  // Files come one after the other.
  let last: { readonly path: string; readonly levels: ReadonlyMap<string, Level> } | undefined;
  return (nodePath) => {
    if (nodePath === undefined || overrides.length === 0) return everywhere;
    if (last?.path === nodePath) return last.levels;
    const path = machinePath(nodePath);
    const said = path === undefined ? checks : levelsAt(settings, path);
    const levels = new Map([...said].map(([rule, { value }]) => [rule, value]));
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
