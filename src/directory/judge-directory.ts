import { compareBytes } from '../bytes/text.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/location.ts';
import { judgeManifest } from '../manifest/judge-manifest.ts';
import type { Facts, ManifestJudgement, Verdict } from '../manifest/judgement.ts';
import type { ManifestStage } from '../manifest/stage.ts';
import type { Host, LookFailure } from '../node/host/host.ts';
import { isHidden } from '../node/host/look.ts';
import { baseName } from '../node/host/path.ts';
import { diagnoseEntry, diagnoseRead } from './diagnose-entry.ts';
import { diagnosePath } from './diagnose-path.ts';
import { entryAt, listSource, type SourceEntry, type SourceKind } from './list-source.ts';
import type { PodOutline } from './outline.ts';
import { podLocation, withShadows } from './shadow.ts';

/** What the kubelet makes of a static pod path. */
export interface DirectoryReport {
  readonly kind: SourceKind;
  /** Why the kubelet reads nothing at all there, in its words; null where it reads, or nothing is there. */
  readonly error: string | null;
  /** Why we could not look, which says nothing about the kubelet: it is root. */
  readonly failure?: LookFailure;
  /** As asked for. */
  readonly path: string;
  /** In the kubelet's order; what it does not read stands among it, by name. */
  readonly files: readonly FileReport[];
  /** About the path as a whole; those about one file are in its report. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What the kubelet makes of one name at a static pod path. */
export interface FileReport {
  /** On the node, absolute. */
  readonly path: string;
  readonly verdict: Verdict;
  /** How far the file came; null for what is never read. */
  readonly stage: ManifestStage | null;
  /** Of a file that was read, without its document: ten thousand trees would not fit in memory. */
  readonly judgement?: Omit<ManifestJudgement, 'document' | 'decodedPod'>;
  /** Where the judge keeps one. */
  readonly outline?: PodOutline;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A manifest's judge: src/manifest/judge-manifest.ts, alone or with checks on top of it. One that gives no document
 * says where in the file the pod's name stands.
 */
export type ManifestJudge = (
  file: { readonly path: string; readonly bytes: Uint8Array },
  facts: Facts,
) => ManifestJudgement & { readonly nameLocation?: Location; readonly outline?: PodOutline };

/**
 * The most bytes that a kubelet reads: one less than maxConfigLength, for ReadAtMost takes a file that just
 * fills its limit for a longer one (pkg/kubelet/config/common.go; k8s.io/utils io/read.go).
 */
const MAX_MANIFEST_SIZE = 10 * 1024 * 1024 - 1;

/** A static pod path → the files that the kubelet reads there, in its order, each with its verdict. */
export function judgeDirectory(
  host: Host,
  path: string,
  facts: Facts,
  judge: ManifestJudge = judgeManifest,
): DirectoryReport {
  const { entries, ...source } = listSource(host, path);
  const files = withShadows(
    entries.map((entry) => judgeEntry(host, entry, facts, judge)),
    facts.nodeName,
  );
  return { ...source, path, files, diagnostics: diagnosePath(host, path, source, entries) };
}

/** What the kubelet reads at its static pod path, judged; null where it has none, or none is known. */
export function judgeSource(
  host: Host,
  source: { readonly resolvedPath: string | null },
  facts: Facts,
  judge: ManifestJudge = judgeManifest,
): DirectoryReport | null {
  return source.resolvedPath === null ? null : judgeDirectory(host, source.resolvedPath, facts, judge);
}

/**
 * Files that lie anywhere, judged as if they lay in one directory: in the order of their names, in which the
 * kubelet would read them.
 */
export function judgeFiles(
  host: Host,
  paths: readonly string[],
  facts: Facts,
  judge: ManifestJudge = judgeManifest,
): FileReport[] {
  const inOrder = [...paths].sort((a, b) => compareBytes(baseName(a), baseName(b)) || compareBytes(a, b));
  return withShadows(
    inOrder.map((path) => judgeEntry(host, entryAt(host, path), facts, judge)),
    facts.nodeName,
  );
}

function judgeEntry(host: Host, entry: SourceEntry, facts: Facts, judge: ManifestJudge) {
  const { path, found } = entry;
  if (found.as !== 'file') {
    const unknown = found.as === 'failed' && isHidden(found.failure);
    const verdict: Verdict = unknown ? 'unknown' : 'ignored';
    return { file: { path, verdict, stage: null, diagnostics: diagnoseEntry(host, entry) } };
  }
  const content = host.readFile(path, MAX_MANIFEST_SIZE);
  if (!content.ok) {
    const verdict: Verdict = content.failure.reason === 'tooLarge' ? 'refused' : 'unknown';
    const stage: ManifestStage = 'read';
    return { file: { path, verdict, stage, diagnostics: diagnoseRead(path, content.failure) } };
  }
  const bytes = content.value;
  const { document, nameLocation, decodedPod: _, outline, ...judgement } = judge({ path, bytes }, facts);
  const { verdict, stage, diagnostics } = judgement;
  return {
    file: { path, verdict, stage, judgement, ...(outline && { outline }), diagnostics },
    location: nameLocation ?? podLocation(path, document),
  };
}
