import { judgeManifest } from '../../src/manifest/judge-manifest.ts';
import type { Facts, ManifestJudgement } from '../../src/manifest/judgement.ts';

/** A kubelet to ask: the newest on node01 unless told otherwise. */
export function kubelet(facts: Partial<Facts> = {}): Facts {
  return { version: 37, gates: new Map(), nodeName: 'node01', ...facts };
}

/** What a kubelet makes of a manifest's text. */
export function judge(text: string, facts: Partial<Facts> = {}): ManifestJudgement {
  return judgeManifest({ path: '/m.yaml', bytes: new TextEncoder().encode(text) }, kubelet(facts));
}

/** A pod with one container; what is given is merged into its spec and its container. */
export function pod(spec: object = {}, container: object = {}, metadata: object = {}): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', ...metadata },
    spec: { containers: [{ name: 'c', image: 'nginx', ...container }], ...spec },
  });
}

/** The kubelet's own errors: type without its prefix, field, detail. */
export function fieldErrors(judgement: ManifestJudgement): string[] {
  return judgement.diagnostics.flatMap(({ kubelet: error }) =>
    error
      ? `${error.type.replace('FieldValue', '')} ${error.field}${error.detail && `: ${error.detail}`}`
      : [],
  );
}

/** Findings as `line:column rule`. */
export function findings(judgement: ManifestJudgement): string[] {
  return judgement.diagnostics.map(
    ({ location, ruleId }) => `${location?.line}:${location?.column} ${ruleId}`,
  );
}
