import { describe, expect, it } from 'vitest';
import { findings, judge } from './judge.ts';

const HEAD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n';

describe('an error points', () => {
  it('at the value it speaks of', () => {
    const text = `${HEAD}  containers: [{name: c, image: i}]\n  dnsPolicy: Cluster\n`;
    expect(findings(judge(text))).toEqual(['6:14 pod-unsupported-value']);
  });

  it('at the key of a block', () => {
    const text = `${HEAD}  containers:\n  - name: c\n    image: i\n  volumes:\n  - name: v\n    emptyDir: {}\n    nfs: {server: s, path: /x}\n`;
    expect(findings(judge(text))).toEqual(['11:5 pod-forbidden-field']);
  });

  it('at a label’s key or value, though the kubelet names the map', () => {
    const text = `apiVersion: v1
kind: Pod
metadata:
  name: p
  labels:
    -a: b
    a: b c
spec: {containers: [{name: c, image: i}]}
`;
    expect(findings(judge(text))).toEqual(['6:5 pod-invalid-value', '7:8 pod-invalid-value']);
  });

  it('at the parent of what is missing: its key, or the first key of a list’s item', () => {
    expect(findings(judge(`${HEAD}  containers: []\n`))).toEqual(['5:3 pod-required-field']);
    expect(findings(judge(`${HEAD}  containers:\n  - image: i\n    tty: true\n`))).toEqual([
      '6:5 pod-required-field',
    ]);
  });

  it('where the alias stands that brought the value', () => {
    const text = `apiVersion: v1
kind: Pod
metadata: {name: p, labels: {a: &bad "x y"}}
spec:
  containers: [{name: c, image: i}]
  nodeSelector:
    b: *bad
`;
    expect(findings(judge(text))).toEqual(['3:38 pod-invalid-value', '7:8 pod-invalid-value']);
  });

  it('at the last of repeated keys in JSON, or at the one that holds it', () => {
    const text = `{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"},
"spec": {"dnsPolicy": "x"},
"spec": {"containers": [{"name": "c", "image": "i"}]}}`;
    expect(findings(judge(text)).filter((finding) => finding.includes('unsupported'))).toEqual([
      '2:23 pod-unsupported-value',
    ]);
  });

  it('where upstream’s path goes astray', () => {
    const text = `${HEAD}  containers:
  - name: c
    image: i
    volumeMounts:
    - {name: v, mountPath: /v, subPath: ../x}
  volumes: [{name: v, emptyDir: {}}]
`;
    const judgement = judge(text);
    expect(findings(judgement)).toEqual(['9:41 pod-invalid-value']);
    expect(judgement.diagnostics[0]?.kubelet?.field).toBe('spec.containers[0].volumeMounts.subPath');
  });
});
