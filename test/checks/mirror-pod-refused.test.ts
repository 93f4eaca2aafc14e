import { describe, expect, it } from 'vitest';
import { checkManifest } from '../../src/checks/index.ts';
import { judgeDocument } from '../../src/manifest/judge-manifest.ts';
import type { Facts } from '../../src/manifest/judgement.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';
import { kubelet, pod } from '../manifest/judge.ts';

/** The words of the check, or those of another. */
function said(text: string, facts: Partial<Facts> = {}, id = 'mirror-pod-refused'): string[] {
  const by = kubelet(facts);
  const bytes = new TextEncoder().encode(text);
  const document = parseDocument(bytes, '/m.json');
  const { decodedPod, ...judgement } = judgeDocument(document, by);
  const subject = {
    path: '/m.json',
    size: bytes.length,
    document,
    judgement,
    pod: decodedPod ?? null,
    spec: decodedPod?.spec ?? {},
    components: [],
    facts: by,
  };
  return checkManifest(subject)
    .filter(({ ruleId }) => ruleId === id)
    .map(({ message }) => message);
}

const standalone = { node: { standalone: true } };

describe('a mirror pod that the API server refuses', () => {
  it('has a resourceVersion, if it is a number other than 0', () => {
    const of = (resourceVersion: string) => said(pod({}, {}, { resourceVersion }));
    expect(of('12')).toHaveLength(1);
    expect(of('0')).toEqual([]);
    expect(of('')).toEqual([]);
    expect(of('abc')).toEqual([]);
  });

  it('refers to objects that no mirror pod may refer to, as far as the kubelet takes it', () => {
    const at = (spec: object, version = 33, gates = new Map<string, boolean>()) =>
      said(pod(spec), { version, gates });
    expect(at({ imagePullSecrets: [{ name: 'r' }] })[0]).toContain('the image is pulled without it');
    expect(at({ serviceAccountName: 'a' })[0]).toContain('no token');
    expect(at({ serviceAccountName: 'a' }, 34)).toEqual([]);
    expect(
      at({ serviceAccountName: 'a' }, 36, new Map([['PreventStaticPodAPIReferences', false]])),
    ).toHaveLength(1);
    expect(at({ volumes: [{ name: 'v', csi: { driver: 'd.test' } }] })).toEqual([]);
    expect(
      at({ volumes: [{ name: 'v', projected: { sources: [{ configMap: { name: 'c' } }] } }] })[0],
    ).toContain('configmaps');
  });

  it('has an overhead that no RuntimeClass gives it', () => {
    expect(said(pod({ overhead: { cpu: '10m' } }))).toHaveLength(1);
    expect(said(pod({ overhead: { cpu: '10m' }, runtimeClassName: 'kata' }))).toEqual([]);
  });

  it('is none where there is no API server, or the pod is no pod to the kubelet', () => {
    const text = pod({}, {}, { resourceVersion: '12', namespace: 'mine' });
    expect(said(text, standalone)).toEqual([]);
    expect(said(text, {}, 'namespace-may-be-missing')).toHaveLength(1);
    expect(said(text, standalone, 'namespace-may-be-missing')).toEqual([]);
    const annotations = { 'kubernetes.io/config.mirror': 'x' };
    expect(said(pod({}, {}, { resourceVersion: '12', annotations }))).toEqual([]);
    expect(said('{')).toEqual([]);
    expect(said('kind: Deployment', {}, 'namespace-may-be-missing')).toEqual([]);
  });
});
