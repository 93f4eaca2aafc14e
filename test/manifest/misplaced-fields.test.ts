import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

/** The help with the unknown fields of a pod, by path. */
function helps(body: string, version = 37): Record<string, string | undefined> {
  const { diagnostics } = judge(`apiVersion: v1\nkind: Pod\n${body}`, { version });
  const unknown = diagnostics.filter(({ ruleId }) => ruleId === 'pod-unknown-field');
  for (const { severity } of unknown) expect(severity).toBe('warning');
  return Object.fromEntries(unknown.map(({ message, help }) => [message.split('"')[1]!, help]));
}

const inSpec = (text: string) =>
  helps(`metadata: {name: p}\nspec:\n  containers: [{name: c, image: i}]\n  ${text}\n`);
const inContainer = (text: string) =>
  helps(`metadata: {name: p}\nspec:\n  containers:\n  - name: c\n    image: i\n    ${text}\n`);

describe('a field that stands in the wrong mapping is told where it belongs', () => {
  it.each([
    ['hostNetwork: true', 'it belongs in "spec"'],
    ['hostPID: true', 'it belongs in "spec"'],
    ['nodeSelector: {a: b}', 'it belongs in "spec"'],
    ['tolerations: []', 'it belongs in "spec"'],
    ['volumes: []', 'it belongs in "spec"'],
    ['labels: {a: b}', 'it belongs in "metadata"'],
    ['privileged: true', 'it belongs in "securityContext"'],
    ['capabilities: {}', 'it belongs in "securityContext"'],
    ['limits: {cpu: 1}', 'it belongs in "resources"'],
    ['mountPath: /x', 'it belongs in "volumeMounts[]"'],
    ['containerPort: 80', 'it belongs in "ports[]"'],
    ['periodSeconds: 5', 'it belongs in "livenessProbe", "readinessProbe" or "startupProbe"'],
    ['hostnetwork: true', 'it belongs in "spec" as "hostNetwork"'],
    ['volumeMount: []', 'did you mean "volumeMounts"?'],
    ['livenessprobe: {}', 'did you mean "livenessProbe"?'],
    ['environment: {}', 'a Pod calls it "env", a list of name and value'],
    ['quite: unknown', undefined],
  ])('in a container: %s', (text, help) => {
    expect(Object.values(inContainer(text))).toEqual([help]);
  });

  it.each([
    ['image: i', 'it belongs in "spec.containers[]"'],
    ['env: []', 'it belongs in "spec.containers[]"'],
    ['ports: []', 'it belongs in "spec.containers[]"'],
    ['command: []', 'it belongs in "spec.containers[]"'],
    ['volumeMounts: []', 'it belongs in "spec.containers[]"'],
    ['livenessProbe: {}', 'it belongs in "spec.containers[]"'],
    ['securityContext: {privileged: true}', 'it belongs in "spec.containers[].securityContext"'],
    ['namespace: kube-system', 'it belongs in "metadata"'],
    ['annotations: {}', 'it belongs in "metadata"'],
    ['replicas: 2', 'it is a field of a Deployment: a static pod is one pod, and its file has the pod alone'],
    [
      'selector: {}',
      'it is a field of a Deployment: a static pod is one pod, and its file has the pod alone',
    ],
    ['container: []', 'did you mean "containers"?'],
  ])('in the spec: %s', (text, help) => {
    expect(Object.values(inSpec(text))).toEqual([help]);
  });

  it('a template, whose pod is what the file should have', () => {
    expect(inSpec('template: {}')['spec.template']).toContain('a static pod has no template');
  });

  it('at the top and in metadata', () => {
    expect(helps('name: p\nlabels: {}\ncontainers: []\nhostNetwork: true\n')).toEqual({
      name: 'it belongs in "metadata"',
      labels: 'it belongs in "metadata"',
      containers: 'it belongs in "spec"',
      hostNetwork: 'it belongs in "spec"',
    });
    expect(helps('metadata:\n  name: p\n  spec:\n  containers: []\n')).toEqual({
      'metadata.spec': 'it belongs at the top of the document',
      'metadata.containers': 'it belongs in "spec"',
    });
  });

  it('what is indented too little below its key, by that key', () => {
    expect(inSpec('volumes: [{name: v, hostPath: null, path: /x, type: File}]')).toEqual({
      'spec.volumes[0].path': 'it belongs in "hostPath"',
      'spec.volumes[0].type': 'it belongs in "hostPath"',
    });
    expect(inContainer('livenessProbe: {httpGet: null, path: /x, port: 80}')).toEqual({
      'spec.containers[0].livenessProbe.path': 'it belongs in "httpGet"',
      'spec.containers[0].livenessProbe.port': 'it belongs in "httpGet"',
    });
    expect(inContainer('readinessProbe: {}\n    failureThreshold: 3')).toEqual({
      'spec.containers[0].failureThreshold': 'it belongs in "readinessProbe"',
    });
  });

  it('what is indented too far, by the mapping around', () => {
    expect(inContainer('volumeMounts: [{name: v, mountPath: /v, env: []}]')).toEqual({
      'spec.containers[0].volumeMounts[0].env': 'it belongs in "spec.containers[0]"',
    });
    expect(inContainer('securityContext: {fsGroup: 1}')).toEqual({
      'spec.containers[0].securityContext.fsGroup': 'it belongs in "spec.securityContext"',
    });
  });

  it('but not where a value stands already', () => {
    expect(
      inContainer('volumeMounts: [{name: v, mountPath: /v, imagePullPolicy: x}]\n    imagePullPolicy: Never'),
    ).toEqual({ 'spec.containers[0].volumeMounts[0].imagePullPolicy': undefined });
  });

  it('nor is a key of its own at the top, whose anchor is used', () => {
    const body = (use: string) =>
      `metadata: {name: p}\nx-base: &base {image: i}\nspec:\n  containers:\n  - name: c\n    ${use}\n`;
    expect(helps(body('<<: *base'))).toEqual({});
    expect(helps(body('image: i'))).toEqual({ 'x-base': undefined });
  });

  it('nor for what another kubelet knows', () => {
    const body = 'metadata: {name: p}\nspec: {resources: {}, containers: [{name: c, image: i}]}\n';
    expect(helps(body, 31)).toEqual({ 'spec.resources': 'kubelets know it since 1.32' });
    expect(helps(body)).toEqual({});
  });
});

describe('an error of the kubelet tells of the field that is missing because it stands elsewhere', () => {
  it.each([
    [
      'metadata: {name: p}\ncontainers: [{name: c, image: i}]\n',
      '"containers" is not known: it belongs in "spec"',
    ],
    [
      'metadata: {name: p}\nspec: {containers: [{name: c}], image: i}\n',
      '"spec.image" is not known: it belongs in "spec.containers[]"',
    ],
    ['name: p\nspec: {containers: [{name: c, image: i}]}\n', '"name" is not known: it belongs in "metadata"'],
  ])('%j', (body, help) => {
    expect(judge(`apiVersion: v1\nkind: Pod\n${body}`).diagnostics[0]).toMatchObject({
      severity: 'error',
      help,
    });
  });

  it('and generateName makes no name', () => {
    const { diagnostics } = judge('apiVersion: v1\nkind: Pod\nmetadata: {generateName: p-}\n');
    expect(diagnostics[0]?.help).toBe(
      'set metadata.name: only an API server makes a name out of generateName',
    );
  });
});

describe('very many unknown fields', () => {
  it('take no time', () => {
    const members = Array.from({ length: 20_000 }, (_, i) => `"hostnetwork${i}": 1`);
    const text = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i",${members}}]}}`;
    const start = performance.now();
    expect(judge(text).diagnostics).toHaveLength(20_000);
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('and a key of any length or kind is nothing to stumble over', () => {
    for (const key of ['x'.repeat(100_000), '', '.', 'a.b[0]', '__proto__', 'constructor', '\u{1f600}']) {
      const text = JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p' },
        spec: { containers: [{ name: 'c', image: 'i' }] },
      }).replace('"image"', `${JSON.stringify(key)}:{},"image"`);
      expect(judge(text).verdict).toBe('runs');
    }
  });
});
