import { describe, expect, it } from 'vitest';
import { findings, judge, pod } from './judge.ts';

/** What the kubelet says of the pod's reference, if it says anything. */
function refusal(
  text: string,
  version: number,
  gates: Readonly<Record<string, boolean>> = {},
): string | undefined {
  const judgement = judge(text, { version, gates: new Map(Object.entries(gates)) });
  return judgement.diagnostics.find(({ ruleId }) => ruleId === 'manifest-api-reference')?.message;
}

describe('API objects that a static pod refers to', () => {
  const secret = pod({ volumes: [{ name: 'v', secret: { secretName: 's' } }] });
  const bundle = pod({
    volumes: [{ name: 'v', projected: { sources: [{ clusterTrustBundle: { name: 'b', path: 'ca.crt' } }] } }],
  });
  const claims = pod({ resourceClaims: [{ name: 'c', resourceClaimName: 'x' }] });

  it('are all refused since 1.34', () => {
    expect(refusal(secret, 33)).toBeUndefined();
    expect(refusal(secret, 34)).toBe(
      '"spec.volumes[0].secret.secretName": static pods may not reference secrets',
    );
  });

  it('are allowed by a gate until 1.36', () => {
    expect(refusal(secret, 36, { PreventStaticPodAPIReferences: false })).toBeUndefined();
  });

  it('were refused one by one before: trust bundles since 1.29, resource claims since 1.33', () => {
    expect(refusal(bundle, 28)).toBeUndefined();
    expect(refusal(bundle, 29)).toContain(
      'static pods may not use ClusterTrustBundle projected volume sources',
    );
    expect(refusal(claims, 32)).toBeUndefined();
    expect(refusal(claims, 33)).toContain('static pods may not use ResourceClaims');
    expect(refusal(claims, 34)).toContain('static pods may not reference resourceclaims');
  });

  it('are found in the order in which the kubelet looks', () => {
    const both = pod(
      { imagePullSecrets: [{}], volumes: [{ name: 'v', configMap: { name: 'm' } }] },
      { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: true } } }] },
    );
    expect(refusal(both, 37)).toContain(
      '"spec.containers[0].env[0].valueFrom.secretKeyRef": static pods may not reference secrets',
    );
  });

  it('count under the old name of the service account too, and are shown where they stand', () => {
    const judgement = judge(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  serviceAccount: x\n  containers: [{name: c, image: i}]\n',
    );
    expect(findings(judgement)).toEqual(['5:19 manifest-api-reference']);
  });

  it('include a projected source without a kind, which validation lets pass', () => {
    const empty = pod({ volumes: [{ name: 'v', projected: { sources: [{}] } }] });
    expect(judge(empty, { version: 33 }).stage).toBe('ok');
    expect(refusal(empty, 34)).toContain('unknown source for projected volume "v"');
  });
});
