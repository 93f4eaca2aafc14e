import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type BodyJudgement, judgeBody } from '../manifest/judge-body.ts';
import { judgeDocument } from '../manifest/judge-manifest.ts';
import type { Facts } from '../manifest/judgement.ts';
import { shownURL } from '../node/url-source.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Document } from '../yaml/tree.ts';
import type { FileReport, ManifestJudge } from './judge-directory.ts';

/** What the kubelet makes of what its staticPodURL answered. */
export interface UrlReport {
  /** What the answer goes by: the URL without who asks. */
  readonly path: string;
  /** The pod under the URL, the items of a list under `URL#1`, `URL#2` … in their order. */
  readonly files: readonly FileReport[];
  /** About the answer as a whole. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A judge of documents; the size is 0, for no file is near its limit. */
export type AnswerJudge = (document: Document, facts: Facts, size: number) => ReturnType<ManifestJudge>;

/** The answer of a URL → its pods, each with its verdict (pkg/kubelet/config/http.go extractFromURL). */
export function judgeURL(
  url: string,
  body: Uint8Array,
  facts: Facts,
  judge: AnswerJudge = judgeDocument,
): UrlReport {
  const path = shownURL(url);
  if (body.length === 0) return unjudged(path, 'refused', diagnoseEmpty(path));
  if (isProtobuf(body)) return unjudged(path, 'unknown', diagnoseProtobuf(path));
  const { parts, diagnostics } = judgeAnswer(url, body, facts, (document, by) => judge(document, by, 0));
  const files = parts.map(({ document, verdict, judgement, diagnostics }): FileReport => {
    // Without its outline: what checks say of files beside each other is said of files.
    const { document: _, decodedPod: __, outline: ___, nameLocation: ____, ...kept } = judgement;
    return { path: document.source.file, verdict, stage: kept.stage, judgement: kept, diagnostics };
  });
  return { path, files, diagnostics };
}

/** The same with the documents. */
export function judgeAnswer<J extends ReturnType<ManifestJudge>>(
  url: string,
  body: Uint8Array,
  facts: Facts,
  judge: (document: Document, facts: Facts) => J,
): BodyJudgement<J> {
  const path = shownURL(url);
  return judgeBody(parseDocument(body, path), facts, (index) => `${path}#${index + 1}`, judge);
}

function unjudged(path: string, verdict: 'refused' | 'unknown', diagnostic: Diagnostic): UrlReport {
  return { path, files: [{ path, verdict, stage: 'read', diagnostics: [diagnostic] }], diagnostics: [] };
}

function diagnoseEmpty(path: string): Diagnostic {
  return {
    ruleId: 'static-pod-url-empty',
    severity: 'error',
    message:
      'the answer is empty: the kubelet calls that an error, and yet stops every pod that this URL has brought',
    location: { file: path },
    help: 'answer a PodList without items if no pod is meant to run',
  };
}

/** The four bytes before Kubernetes' protobuf (apimachinery pkg/runtime/serializer/protobuf). */
const PROTOBUF = [0x6b, 0x38, 0x73, 0x00];

function isProtobuf(body: Uint8Array): boolean {
  return PROTOBUF.every((byte, i) => body[i] === byte);
}

function diagnoseProtobuf(path: string): Diagnostic {
  return {
    ruleId: 'static-pod-url-protobuf',
    severity: 'warning',
    message:
      "the answer is in Kubernetes' protobuf, of which the kubelet takes lists, and which is not read here",
    location: { file: path },
    help: 'answer YAML or JSON',
  };
}
