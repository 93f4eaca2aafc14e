import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import { parentOf } from '../node/host/path.ts';
import { applyRemarks, type RemarkUse } from '../suppression/apply-remarks.ts';
import { complaints, type Extent, type KnownRules } from '../suppression/complaints.ts';
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
  /** Directories of which everything was judged that a kubelet reads there. */
  readonly directories: readonly string[];
  /**
   * How the node's own files are judged, where it was looked at: what is wrong with their remarks is said too. Without
   * it they are other people's.
   */
  readonly judgeOther?: (kind: OtherKind, path: string, bytes: Uint8Array) => readonly Diagnostic[];
}

type OtherKind = Exclude<FileKind, 'manifest'>;

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
  const all = [...noted].map(([path, bytes]) => {
    const kind = kindOf(path, bytes, linted.get(path), wish.as);
    const remarks = findRemarks(kind === 'unit' || kind === 'env' ? 'lines' : 'yaml', path, bytes);
    const use = { used: new Set<string>(), refused: new Set<string>() };
    return { path, bytes, kind, remarks, use };
  });
  const byFile = new Map(all.map((one) => [one.path, one]));
  const silenced = looks.map((look) => without(look, byFile));
  const saidOf = ({ path, remarks, use }: (typeof all)[number]) =>
    remarks.flatMap((remark) => complaints(remark, use, wish, extentOf(path, wish)));
  const said = new Map(all.filter(({ path }) => linted.has(path)).map((one) => [one.path, saidOf(one)]));
  const { judgeOther } = wish;
  const others = judgeOther ? all.filter(({ path }) => !linted.has(path)) : [];
  const saidOfOthers = others.flatMap((one) => {
    if (one.kind === 'manifest') return [];
    // Of a file by itself more may be said than of the same one on its node: a remark may be meant for that.
    applyRemarks(judgeOther!(one.kind, one.path, one.bytes), one.remarks, one.use);
    return saidOf(one);
  });
  return silenced.map((look) => withComplaints(look, said, saidOfOthers));
}

/** A file among manifests is one, whatever it looks like. */
function kindOf(path: string, bytes: Uint8Array, file: FileReport | undefined, as: FileKind | undefined) {
  return file?.judgement ? 'manifest' : (as ?? classify(path, bytes));
}

function extentOf(path: string, { checks, directories }: SuppressWish): Extent {
  if (!checks) return 'part';
  return directories.includes(parentOf(path)) ? 'directory' : 'file';
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

function withComplaints<T extends Look>(
  look: T,
  said: ReadonlyMap<string, readonly Diagnostic[]>,
  others: readonly Diagnostic[],
): T {
  const files = look.result.files.map((file) => {
    const more = said.get(file.path) ?? [];
    return more.length === 0 ? file : { ...file, diagnostics: [...file.diagnostics, ...more] };
  });
  const nodeDiagnostics = [...look.nodeDiagnostics, ...others];
  return { ...look, result: { ...look.result, files }, nodeDiagnostics };
}
