import { judgeDocument } from '../manifest/judge-manifest.ts';
import type { Facts } from '../manifest/judgement.ts';
import { effectivePod } from '../manifest/pod/effective/effective-pod.ts';
import type { Document } from '../yaml/tree.ts';
import { judgeAnswer } from './judge-url.ts';

/** A pod that a kubelet runs from its staticPodURL. */
export interface UrlPod {
  /** `URL`, or `URL#2` for the second of a list. */
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  /** Null where it is chance. */
  readonly uid: string | null;
  /** Its own part of the answer, with its places in the whole text. */
  readonly document: Document;
  /** What it was judged by: for another version's UID, `effectivePod` wants these, and the URL as the path. */
  readonly facts: Facts;
}

/** The pods that a kubelet takes out of an answer, in their order. */
export function podsOfURL(url: string, body: Uint8Array, facts: Facts): readonly UrlPod[] {
  if (body.length === 0) return [];
  const { parts } = judgeAnswer(url, body, facts, judgeDocument);
  return parts
    .filter(({ verdict }) => verdict === 'runs')
    .map(({ document, facts: by, judgement }) => ({
      path: document.source.file,
      ...judgement.pod!,
      uid: effectivePod({ document, facts: by, path: url }).uid,
      document,
      facts: by,
    }));
}
