import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import { applyRemarks, type RemarkUse } from '../suppression/apply-remarks.ts';
import { complaints, type KnownRules } from '../suppression/complaints.ts';
import { findRemarks } from '../suppression/find-remarks.ts';
import type { Remark } from '../suppression/remark.ts';
import type { Suppressed } from '../suppression/suppressed.ts';
import { classify, type FileKind } from './classify.ts';
import type { LintResult } from './lint.ts';

/** What one kubelet makes of the files, with what there is to say about the node. */
export interface Look {
  readonly result: LintResult;
  readonly nodeDiagnostics: readonly Diagnostic[];
}

/** How remarks are judged. */
export interface SuppressWish extends KnownRules {
  /** What every file was said to be. */
  readonly as?: FileKind | undefined;
  /** Whether checks were asked for: without them nobody knows of a remark that it is of no use. */
  readonly checks: boolean;
}

/**
 * Takes away what comments in the files suppress, and says what is wrong with these comments. `noted`: the files with
 * remarks, as src/suppression/noting-remarks.ts noted them. A remark that one of several kubelets has a use for is
 * of use.
 */
export function suppress<T extends Look>(
  looks: readonly T[],
  noted: ReadonlyMap<string, Uint8Array>,
  wish: SuppressWish,
): readonly T[] {
  if (noted.size === 0) return looks;
  const linted = new Map(looks.flatMap(({ result }) => result.files).map((file) => [file.path, file]));
  const all = [...noted].map(([path, bytes]) => ({
    path,
    file: linted.get(path),
    remarks: remarksOf(path, bytes, linted.get(path), wish.as),
    use: { used: new Set<string>(), refused: new Set<string>() },
  }));
  const byFile = new Map(all.map((one) => [one.path, one]));
  const silenced = looks.map((look) => without(look, byFile));
  const said = new Map(
    all
      .filter(({ file }) => file !== undefined)
      .map(({ path, remarks, use }) => [
        path,
        remarks.flatMap((remark) => complaints(remark, use, wish, wish.checks)),
      ]),
  );
  return silenced.map((look) => withComplaints(look, said));
}

/** A file among manifests is one, whatever it looks like. */
function remarksOf(path: string, bytes: Uint8Array, file: FileReport | undefined, as: FileKind | undefined) {
  const kind = file?.judgement ? 'manifest' : (as ?? classify(path, bytes));
  return findRemarks(kind === 'unit' || kind === 'env' ? 'lines' : 'yaml', path, bytes);
}

type Remarks = ReadonlyMap<string, { readonly remarks: readonly Remark[]; readonly use: RemarkUse }>;

function without<T extends Look>(look: T, byFile: Remarks): T {
  const suppressed: Suppressed[] = [...(look.result.suppressed ?? [])];
  const apply = (path: string, diagnostics: readonly Diagnostic[]) => {
    const of = byFile.get(path);
    if (!of || diagnostics.length === 0) return diagnostics;
    const applied = applyRemarks(diagnostics, of.remarks, of.use);
    suppressed.push(...applied.suppressed);
    return applied.kept;
  };
  const each = (diagnostics: readonly Diagnostic[]) =>
    diagnostics.flatMap((one) => apply(one.location?.file ?? '', [one]));
  const files = look.result.files.map((file) =>
    byFile.has(file.path) ? { ...file, diagnostics: apply(file.path, file.diagnostics) } : file,
  );
  const result = { ...look.result, files, diagnostics: each(look.result.diagnostics), suppressed };
  return { ...look, result, nodeDiagnostics: each(look.nodeDiagnostics) };
}

function withComplaints<T extends Look>(look: T, said: ReadonlyMap<string, readonly Diagnostic[]>): T {
  const files = look.result.files.map((file) => {
    const more = said.get(file.path) ?? [];
    return more.length === 0 ? file : { ...file, diagnostics: [...file.diagnostics, ...more] };
  });
  return { ...look, result: { ...look.result, files } };
}
