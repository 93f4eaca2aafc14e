import type { ManifestJudge } from '../directory/judge-directory.ts';
import { podLocation } from '../directory/shadow.ts';
import { judgeDocument } from '../manifest/judge-manifest.ts';
import type { Facts } from '../manifest/judgement.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { type DocumentJudge, judgeAndCheck, judgeOfFiles } from './judge-and-check.ts';

/**
 * A judge for several kubelets, one run each over the same files: a file is parsed once, in the first run, and
 * judged for all of them then. What is kept for the later runs is without the document.
 */
function judgeForAll(all: readonly Facts[], judge: DocumentJudge): ManifestJudge {
  const kept = new Map<string, Map<Facts, ReturnType<ManifestJudge>>>();
  return ({ path, bytes }, facts) => {
    const known = kept.get(path)?.get(facts);
    if (known) return known;
    const document = parseDocument(bytes, path);
    const nameLocation = podLocation(path, document);
    const judged = new Map(
      all.map((one) => [one, { ...withoutDocument(judge(document, one, bytes.length)), nameLocation }]),
    );
    kept.set(path, judged);
    return judged.get(facts) ?? judge(document, facts, bytes.length);
  };
}

/** The judge of a run: for several kubelets one that parses each file once. */
export function judgeOf(nodes: readonly { readonly facts: Facts }[], checks: boolean): ManifestJudge {
  const judge = checks ? judgeAndCheck : judgeDocument;
  const all = nodes.map(({ facts }) => facts);
  return all.length > 1 ? judgeForAll(all, judge) : judgeOfFiles(judge);
}

function withoutDocument({ document: _, decodedPod: __, ...judgement }: ReturnType<ManifestJudge>) {
  return judgement;
}
