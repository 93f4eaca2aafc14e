import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type FileReport, judgeFiles } from '../directory/judge-directory.ts';
import { judgeManifest } from '../manifest/judge-manifest.ts';
import type { Facts } from '../manifest/judgement.ts';
import type { Host } from '../node/host/host.ts';
import type { Document } from '../yaml/tree.ts';
import { cannotLook } from './unchecked.ts';

/** One file judged as a manifest, whatever it is called, and what was read of it. */
export interface JudgedManifest {
  readonly file: FileReport;
  /** Null where nothing was read. */
  readonly document: Document | null;
}

/** Judges one file as if it lay in a manifest directory, and keeps its document. */
export function judgeOne(host: Host, path: string, facts: Facts): JudgedManifest {
  const info = host.stat(path);
  if (!info.ok) return notJudged(path, cannotLook(path, info.failure));
  if (info.value.type === 'directory') return notJudged(path, isDirectory(path));
  let document: Document | null = null;
  const [file] = judgeFiles(host, [path], facts, (read, by) => {
    const judgement = judgeManifest(read, by);
    document = judgement.document ?? null;
    return judgement;
  });
  return { file: file!, document };
}

function notJudged(path: string, diagnostic: Diagnostic): JudgedManifest {
  return { file: { path, verdict: 'unknown', stage: null, diagnostics: [diagnostic] }, document: null };
}

function isDirectory(path: string): Diagnostic {
  return {
    ruleId: 'path-directory',
    severity: 'error',
    message: 'this is a directory and not a manifest',
    location: { file: path },
    help: 'name one of the files in it',
  };
}
