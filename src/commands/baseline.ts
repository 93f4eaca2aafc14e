import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import type { Linted } from '../answers/lint.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type BaselineView, baselineOf, withoutKnown } from '../lint/baseline.ts';
import { printable } from '../report/text/escape.ts';
import { type Baseline, printBaseline } from '../suppression/baseline.ts';
import { readBaseline } from '../suppression/read-baseline.ts';
import { wrongUsage } from './flags.ts';
import { fileFailure } from './report-files.ts';

/** The file of a baseline, and whether it is to be written first. */
export interface BaselineWish {
  readonly file: string;
  readonly write: boolean;
  /** Whether files have paths of their own on a node, and not only those of this machine. */
  readonly onNode: boolean;
  /** Directories of this machine that a kubelet reads. */
  readonly directories: readonly string[];
}

/**
 * The looks without what the baseline knows, which was written before where that was asked for. Nothing is written
 * when something could not be checked: what it knew of that would be lost.
 */
export function applyBaseline(
  looks: readonly Linted[],
  wish: BaselineWish,
  around: { readonly showPath: (nodePath: string) => string } & Pick<BaselineView, 'lineOf'>,
): readonly Linted[] {
  const { file, write, onNode } = wish;
  const folder = dirname(resolve(file));
  const fileName = (nodePath: string) =>
    onNode ? nodePath : relative(folder, resolve(around.showPath(nodePath)));
  const view = { fileName, lineOf: around.lineOf };
  if (!write) return withGone(withoutKnown(looks, read(file), view), file);
  const unchecked = looks.flatMap(({ result }) => result.unchecked);
  if (unchecked.length > 0) return looks.map((look) => saying(look, notWritten(file)));
  refuseToBeRun(wish);
  const baseline = baselineOf(looks, view);
  try {
    writeFileSync(file, printBaseline(baseline));
  } catch (error) {
    throw failure(`can't write the baseline "${printable(file)}"`, error);
  }
  return withoutKnown(looks, baseline, view).looks;
}

function read(file: string): Baseline {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw failure(`can't read the baseline "${printable(file)}"`, error);
  }
  const baseline = readBaseline(bytes, file);
  if ('problem' in baseline)
    throw wrongUsage(`the baseline ${printable(file)} can't be used: ${baseline.problem}`);
  return baseline;
}

function failure(what: string, error: unknown): Error {
  const { why, isWrongPath } = fileFailure(error);
  return isWrongPath ? wrongUsage(`${what}: ${why}`) : new Error(`${what}: ${why}`);
}

/** A kubelet takes every file of its directory for a manifest, but for those with a dot before their names. */
function refuseToBeRun({ file, directories }: BaselineWish): void {
  if (basename(file).startsWith('.')) return;
  const folder = realPath(dirname(resolve(file)));
  if (!directories.some((directory) => realPath(directory) === folder)) return;
  throw wrongUsage(
    'the kubelet would take the baseline for a manifest: write it elsewhere, or begin its name with a dot',
  );
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function withGone({ looks, gone }: ReturnType<typeof withoutKnown<Linted>>, file: string): readonly Linted[] {
  if (gone === 0) return looks;
  const said: Diagnostic = {
    ruleId: 'baseline-outdated',
    severity: 'info',
    message: `${gone} ${gone === 1 ? 'finding' : 'findings'} of the baseline ${gone === 1 ? 'is' : 'are'} gone`,
    help: `write it anew: --write-baseline ${file}`,
  };
  return looks.map((look) => saying(look, said));
}

function notWritten(file: string): Diagnostic {
  return {
    ruleId: 'baseline-not-written',
    severity: 'warning',
    message: `the baseline "${file}" was not written, since not everything could be checked`,
    help: 'what could not be looked at may hold findings: see the errors, then write it again',
  };
}

function saying(look: Linted, diagnostic: Diagnostic): Linted {
  return { ...look, nodeDiagnostics: [...look.nodeDiagnostics, diagnostic] };
}
