import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain, wordsToExplain } from '../../src/explain/explanation.ts';
import { findPodField } from '../../src/explain/pod-field.ts';
import { STATIC_POD_NOTES } from '../../src/explain/static-pod-fields.ts';
import { TOPICS } from '../../src/explain/topics.ts';
import { judgeManifest } from '../../src/manifest/judge-manifest.ts';
import { ruleOf, rules } from '../../src/rules/index.ts';

const book = { rules, ruleOf };

function fieldAt(path: string) {
  const found = findPodField(path);
  if (!found.ok) throw new Error(`no ${path}`);
  return found.field;
}

function reasonFor(word: string): string {
  const explained = explain(word, book);
  return explained.ok ? '' : explained.reason;
}

describe('an explanation', () => {
  it.each([
    ['manifest-shadowed', 'rule'],
    ['Fixed-UID', 'rule'],
    ['static-pod', 'topic'],
    ['spec.containers.livenessProbe', 'field'],
    ['Pod.Spec.Containers[0].LIVENESSPROBE', 'field'],
    ['metadata', 'field'],
  ])('of "%s" is one of a %s', (word, kind) => {
    const explained = explain(word, book);
    expect(explained.ok && explained.explanation.kind).toBe(kind);
  });

  it('says who tells about a member of the KubeletConfiguration', () => {
    const reason = '"staticPodPath" is a member of the KubeletConfiguration: spctl config staticPodPath';
    expect(reasonFor('staticPodPath')).toBe(reason);
    expect(reasonFor('StaticPodPath')).toBe(reason);
    expect(reasonFor('authentication.x509.clientCAFile')).toContain('spctl config authentication');
  });

  it('is there for each word that is offered', () => {
    const words = wordsToExplain(book);
    for (const word of ['static-pod', 'manifest-shadowed', 'spec.nodeName', 'metadata.name'])
      expect(words).toContain(word);
    for (const word of words) expect(explain(word, book).ok, word).toBe(true);
  });

  it('says what was probably meant', () => {
    expect(reasonFor('manifest-shadow')).toContain('did you mean "manifest-shadowed"?');
    expect(reasonFor('spec.containers.livenesProbe')).toContain(
      'did you mean "spec.containers.livenessProbe"?',
    );
    expect(reasonFor('livenessprobe')).toContain('"spec.containers.livenessProbe"');
    expect(reasonFor('spec.nodeName.name')).toBe('"spec.nodeName" has no field "name"');
    expect(reasonFor('static-pods')).toContain('did you mean "static-pod"?');
    expect(reasonFor('qqqqqqqq')).toBe('there is no rule, field or topic "qqqqqqqq"');
  });

  it('stands whatever is asked', () => {
    fc.assert(
      fc.property(fc.string(), (word) => {
        explain(word, book);
        explain(`spec.${word}`, book);
      }),
    );
    for (const word of [
      '',
      '.',
      '...',
      '__proto__',
      'spec.__proto__',
      'spec.constructor',
      'x'.repeat(100_000),
    ])
      expect(explain(word, book).ok).toBe(false);
  });
});

describe('a field', () => {
  it('has the lifetime of what it lies in', () => {
    expect(fieldAt('spec.resources').since).toBe(32);
    expect(fieldAt('spec.resources.limits').since).toBe(32);
    expect(fieldAt('spec.workloadRef')).toMatchObject({ since: 35, until: 35 });
    expect(fieldAt('spec.containers')).toMatchObject({ since: null, until: null });
  });

  it('may be a key of a mapping of texts', () => {
    expect(fieldAt('metadata.labels.app.kubernetes.io/name').path).toBe('metadata.labels');
  });

  it('says its type', () => {
    expect(fieldAt('spec.containers')).toMatchObject({
      type: 'a list of mappings',
      goType: '[]v1.Container',
    });
    expect(fieldAt('spec.containers.resources.limits').type).toMatch(/^a mapping of quantities/);
  });
});

describe('what is said of static pods', () => {
  it('names rules that there are', () => {
    for (const [, { rules: named }] of STATIC_POD_NOTES)
      for (const id of named) expect(ruleOf(id), id).toBeDefined();
    for (const { see } of TOPICS) for (const id of see) expect(explain(id, book).ok, id).toBe(true);
  });

  it.each<[path: string, spec: string, oldest?: number]>([
    ['spec.serviceAccountName', '{serviceAccountName: web, CONTAINERS}'],
    ['spec.imagePullSecrets', '{imagePullSecrets: [{name: pull}], CONTAINERS}'],
    ['spec.volumes.configMap', '{volumes: [{name: v, configMap: {name: c}}], CONTAINERS}'],
    ['spec.volumes.secret', '{volumes: [{name: v, secret: {secretName: c}}], CONTAINERS}'],
    ['spec.volumes.csi', '{volumes: [{name: v, csi: {driver: d.example}}], CONTAINERS}'],
    [
      'spec.volumes.persistentVolumeClaim',
      '{volumes: [{name: v, persistentVolumeClaim: {claimName: c}}], CONTAINERS}',
    ],
    ['spec.volumes.glusterfs', '{volumes: [{name: v, glusterfs: {endpoints: e, path: p}}], CONTAINERS}'],
    [
      'spec.volumes.iscsi.secretRef',
      '{volumes: [{name: v, iscsi: {targetPortal: p, iqn: "iqn.2001-04.com.example:s", secretRef: {name: c}}}], CONTAINERS}',
    ],
    [
      'spec.volumes.projected.sources.secret',
      '{volumes: [{name: v, projected: {sources: [{secret: {name: c}}]}}], CONTAINERS}',
    ],
    [
      'spec.volumes.projected.sources.serviceAccountToken',
      '{volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: t}}]}}], serviceAccountName: web, CONTAINERS}',
    ],
    [
      'spec.volumes.projected.sources.clusterTrustBundle',
      '{volumes: [{name: v, projected: {sources: [{clusterTrustBundle: {path: trust, name: bundle}}]}}], CONTAINERS}',
    ],
    // Before 1.31 it was written otherwise.
    ['spec.resourceClaims', '{resourceClaims: [{name: r, resourceClaimName: c}], CONTAINERS}', 31],
    [
      'spec.containers.env.valueFrom.secretKeyRef',
      '{containers: [{name: web, image: web, env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]}]}',
    ],
    [
      'spec.containers.envFrom.configMapRef',
      '{containers: [{name: web, image: web, envFrom: [{configMapRef: {name: s}}]}]}',
    ],
    ['spec.schedulingGates', '{schedulingGates: [{name: a.example/b}], CONTAINERS}'],
    [
      'spec.ephemeralContainers',
      '{ephemeralContainers: [{name: e, image: e, targetContainerName: web}], CONTAINERS}',
    ],
  ])('is what the kubelet does with %s: it refuses the file from then on', (path, spec, oldest = 28) => {
    const note = fieldAt(path).staticPod!;
    expect(note.effect).toBe('refused');
    const text = `{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: ${spec.replace('CONTAINERS', 'containers: [{name: web, image: web}]')}}`;
    const minors = [28, 29, 30, 31, 32, 33, 34, 35, 36, 37].filter((minor) => minor >= oldest);
    const stages = minors.map((version) => {
      const facts = { version, gates: new Map(), nodeName: 'node01' };
      const { verdict, stage } = judgeManifest(
        { path: '/web.yaml', bytes: new TextEncoder().encode(`# yaml\n${text}`) },
        facts,
      );
      return { version, refused: verdict === 'refused', stage };
    });
    const first = stages.find(({ refused }) => refused)?.version;
    expect(first).toBe(note.since ?? oldest);
    expect(stages.filter(({ version }) => version >= first!).every(({ refused }) => refused)).toBe(true);
    for (const { version, stage } of stages)
      if (note.rules.includes('manifest-api-reference') && version >= first!) expect(stage).toBe('reference');
  });
});
