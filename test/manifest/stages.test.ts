import { describe, expect, it } from 'vitest';
import { findings, judge, pod } from './judge.ts';

describe('a manifest goes through the kubelet’s stages', () => {
  it.each([
    ['ok', pod()],
    ['yaml', 'a: [\n'],
    ['yaml', 'metadata: {name: {{ .Values.name }}}\n'],
    ['decode', '{"kind": "Pod",}'],
    ['decode', 'hello\n'],
    ['decode', 'apiVersion: a/b/c\nkind: Pod\n'],
    ['decode', 'apiVersion: v1\nkind: Pod\nspec: {hostNetwork: "true"}\n'],
    ['decode', 'apiVersion: v1\nkind: ConfigMap\ndata: []\n'],
    ['missingkind', ''],
    ['missingkind', 'apiVersion: v1\n'],
    ['missingversion', 'kind: Pod\n'],
    ['missingversion', 'apiVersion: v1/\nkind: Pod\n'],
    ['unregistered', 'apiVersion: apps/v1\nkind: Deployment\n'],
    ['unregistered', 'apiVersion: v1\nkind: ListOptions\n'],
    ['notpod', 'apiVersion: v1\nkind: ConfigMap\n'],
    ['notpod', 'apiVersion: /v1\nkind: PodList\n'],
    ['name', 'apiVersion: v1\nkind: Pod\n'],
    ['validate', pod({ containers: [] })],
    ['reference', pod({ serviceAccountName: 'default' })],
  ])('and ends at %s: %j', (stage, text) => {
    expect(judge(text)).toMatchObject({ stage, verdict: stage === 'ok' ? 'runs' : 'refused' });
  });

  it('with the kind in any case of its key, the last one winning', () => {
    expect(judge('{"apiVersion":"v1","kind":"Pod","Kind":"Service"}')).toMatchObject({
      stage: 'notpod',
      kind: 'Service',
    });
  });

  it('without a name only since 1.29', () => {
    const nameless = 'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: c, image: i}]}\n';
    expect(judge(nameless, { version: 28 }).stage).toBe('validate');
    expect(judge(nameless, { version: 29 }).stage).toBe('name');
  });

  it('knows the kinds of each minor', () => {
    const result = 'apiVersion: v1\nkind: PodStatusResult\n';
    expect(judge(result, { version: 36 }).stage).toBe('notpod');
    expect(judge(result, { version: 37 }).stage).toBe('unregistered');
  });

  it('gives internal objects no defaults, and the metadata at their top', () => {
    const text = 'apiVersion: __internal\nkind: Pod\nname: web\n';
    expect(judge(text)).toMatchObject({ stage: 'validate', pod: { name: 'web-node01' } });
  });
});

describe('what is passed over in silence is a warning', () => {
  it('a field that this kubelet does not know', () => {
    const judgement = judge('apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  conatiners: []\n');
    expect(findings(judgement)).toEqual(['4:1 pod-required-field', '5:3 pod-unknown-field']);
    expect(judgement.diagnostics[1]).toMatchObject({
      severity: 'warning',
      help: 'did you mean "containers"?',
    });
  });

  it('a field that a later kubelet knows', () => {
    const [warning] = judge(pod({ hostnameOverride: 'web' }), { version: 33 }).diagnostics;
    expect(warning).toMatchObject({
      ruleId: 'pod-unknown-field',
      message: '"spec.hostnameOverride" is no field that a kubelet 1.33 knows, so it is ignored',
      help: 'kubelets know it since 1.34',
    });
  });

  it('a key that stands twice', () => {
    const text = `apiVersion: v1
kind: Pod
metadata: {name: p, name: q}
spec: {containers: [{name: c, image: i}]}
`;
    expect(findings(judge(text))).toEqual(['3:21 manifest-duplicate-key']);
    expect(judge(text).pod?.name).toBe('q-node01');
  });

  it('text after the first document, unless it is only comments and markers', () => {
    expect(judge(`---\n${pod()}\n---\n# nothing\n...\n`).diagnostics).toEqual([]);
    expect(findings(judge(`---\n${pod()}\n---\nkind: Pod\n`))).toEqual(['3:1 manifest-ignored-documents']);
  });

  it('and an empty first document is refused, whatever follows', () => {
    const judgement = judge(`---\n---\n${pod()}\n`);
    expect(judgement.stage).toBe('missingkind');
    expect(judgement.diagnostics[0]?.help).toContain('take away the "---"');
  });
});

describe('a manifest that is no Pod', () => {
  it.each([
    ['apps/v1', 'Deployment', 'spec.template'],
    ['batch/v1', 'CronJob', 'spec.template'],
    ['v1', 'Service', 'hostPort'],
    ['v1', 'ConfigMap', 'hostPath'],
    ['v1', 'PodList', 'a file of its own'],
    ['kubeadm.k8s.io/v1beta4', 'ClusterConfiguration', 'kubeadm'],
    ['kubelet.config.k8s.io/v1beta1', 'KubeletConfiguration', '--config'],
    ['v1', 'Config', '--kubeconfig'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'kubectl apply'],
    ['example.com/v1', 'Widget', 'holds one Pod'],
    ['v1', 'pod', 'case-sensitive'],
    ['v2', 'Pod', 'apiVersion v1'],
  ])('%s %s gets a word of its own', (apiVersion, kind, advice) => {
    const judgement = judge(`apiVersion: ${apiVersion}\nkind: ${kind}\n`);
    expect(judgement.diagnostics).toHaveLength(1);
    expect(judgement.diagnostics[0]).toMatchObject({ ruleId: 'manifest-not-a-pod', severity: 'error' });
    expect(judgement.diagnostics[0]?.help).toContain(advice);
  });

  it('is told apart from a template that was not rendered', () => {
    const [finding] = judge('metadata: {name: {{ .name }}}\n').diagnostics;
    expect(finding?.help).toContain('render it first');
  });
});

describe('a value of the wrong type', () => {
  it.each([
    ['hostPort: "80"', 'a whole number that fits int32, and here is a text', 'without quotes'],
    ['name: 80', 'a text, and here is the number 80', 'in quotes'],
    ['protocol: [TCP]', 'a text, and here is a list', undefined],
  ])('%s is told in plain words', (field, words, help) => {
    const text = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: c
    image: i
    ports:
    - ${field}
`;
    const [finding] = judge(text).diagnostics;
    expect(finding).toMatchObject({ ruleId: 'manifest-type', location: { line: 9 } });
    expect(finding?.message).toContain(words);
    expect(finding?.help ?? '').toContain(help ?? '');
  });
});
