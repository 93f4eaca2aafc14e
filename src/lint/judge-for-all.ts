import type { ManifestJudge } from '../directory/judge-directory.ts';
import { podLocation } from '../directory/shadow.ts';
import { judgeDocument } from '../manifest/judge-manifest.ts';
import type { Facts, ManifestJudgement } from '../manifest/judgement.ts';
import { parseDocument } from '../yaml/parse-document.ts';

/**
 * A judge for several kubelets, one run each over the same files: a file is parsed once, in the first run, and
 * judged for all of them then. What is kept for the later runs is without the document.
 */
export function judgeForAll(all: readonly Facts[]): ManifestJudge {
  const kept = new Map<string, Map<Facts, ReturnType<ManifestJudge>>>();
  return ({ path, bytes }, facts) => {
    const known = kept.get(path)?.get(facts);
    if (known) return known;
    const document = parseDocument(bytes, path);
    const nameLocation = podLocation(path, document);
    const judged = new Map(
      all.map((one) => [one, { ...withoutDocument(judgeDocument(document, one)), nameLocation }]),
    );
    kept.set(path, judged);
    return judged.get(facts) ?? judgeDocument(document, facts);
  };
}

function withoutDocument({ document: _, ...judgement }: ManifestJudgement): ManifestJudgement {
  return judgement;
}
