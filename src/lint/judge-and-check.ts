import { checkDirectory, checkManifest, notSuperseded } from '../checks/index.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport, ManifestJudge } from '../directory/judge-directory.ts';
import { outlineOf } from '../directory/outline.ts';
import { judgeDocument } from '../manifest/judge-manifest.ts';
import type { Facts } from '../manifest/judgement.ts';
import type { Host } from '../node/host/host.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Document } from '../yaml/tree.ts';

/** Judges a document as its kubelet does. */
export type DocumentJudge = (document: Document, facts: Facts, size: number) => ReturnType<ManifestJudge>;

/** The verdict, and what the checks say beyond it. */
export const judgeAndCheck: DocumentJudge = (document, facts, size) => {
  const { decodedPod, ...judgement } = judgeDocument(document, facts);
  const outline = decodedPod && outlineOf(document, decodedPod);
  const found = checkManifest({
    path: document.source.file,
    size,
    document,
    judgement,
    pod: decodedPod ?? null,
    spec: decodedPod?.spec ?? {},
    components: outline?.components ?? [],
    facts,
  });
  const diagnostics =
    found.length === 0 ? judgement.diagnostics : [...notSuperseded(judgement.diagnostics, found), ...found];
  return { ...judgement, diagnostics, ...(outline && { outline }) };
};

/** A judge of files out of one of documents. */
export function judgeOfFiles(judge: DocumentJudge): ManifestJudge {
  return ({ path, bytes }, facts) => judge(parseDocument(bytes, path), facts, bytes.length);
}

/** Files that are read together, each with what the checks say of it beside the others. */
export function withDirectoryChecks(host: Host, files: readonly FileReport[], facts: Facts): FileReport[] {
  const found = groupByFile(checkDirectory({ host, files, facts }));
  return files.map((file) => {
    const more = found.get(file.path);
    return more ? { ...file, diagnostics: [...file.diagnostics, ...more] } : file;
  });
}

function groupByFile(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, Diagnostic[]> {
  const byFile = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const file = diagnostic.location?.file ?? '';
    const same = byFile.get(file);
    if (same) same.push(diagnostic);
    else byFile.set(file, [diagnostic]);
  }
  return byFile;
}
