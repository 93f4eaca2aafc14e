import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../src/manifest/judgement.ts';
import { effectivePod } from '../../../../src/manifest/pod/effective/effective-pod.ts';
import { parseDocument } from '../../../../src/yaml/parse-document.ts';
import { kubelet, pod } from '../../judge.ts';

function effective(text: string, facts: Partial<Facts> = {}, path: string | null = '/m/web.yaml') {
  return effectivePod({
    document: parseDocument(Buffer.from(text), '/m/web.yaml'),
    facts: kubelet(facts),
    path,
  });
}

// biome-ignore lint/suspicious/noExplicitAny: JSON
const json = (value: unknown): any => JSON.parse(JSON.stringify(value));

describe('a pod as its kubelet runs it', () => {
  it('has the name of the node, its namespace, its tolerations, and is pending', () => {
    const { pod: made } = effective(pod({ tolerations: [{ key: 'a' }] }), { nodeName: 'Node-1' });
    expect(json(made)).toMatchObject({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web-node-1', namespace: 'default' },
      spec: {
        nodeName: 'Node-1',
        tolerations: [{ key: 'a' }, { operator: 'Exists', effect: 'NoExecute' }],
      },
      status: { phase: 'Pending' },
    });
  });

  it('says where it comes from, whatever its file says', () => {
    const annotations = { 'kubernetes.io/config.source': 'api', 'kubernetes.io/config.hash': 'x' };
    const { pod: made, uid } = effective(pod({}, {}, { annotations }));
    expect(json(made).metadata.annotations).toEqual({
      'kubernetes.io/config.source': 'file',
      'kubernetes.io/config.hash': uid,
    });
  });

  it('has no field that its minor does not know', () => {
    const text = pod({ hostnameOverride: 'a', nope: 1 });
    expect(json(effective(text, { version: 33 }).pod).spec).not.toHaveProperty('hostnameOverride');
    expect(json(effective(text, { version: 37 }).pod).spec).toHaveProperty('hostnameOverride', 'a');
    expect(json(effective(text).pod).spec).not.toHaveProperty('nope');
  });

  it('says creationTimestamp: null as long as its minor does', () => {
    expect(json(effective(pod(), { version: 33 }).pod).metadata).toHaveProperty('creationTimestamp', null);
    expect(json(effective(pod(), { version: 34 }).pod).metadata).not.toHaveProperty('creationTimestamp');
  });

  it('keeps whole numbers of any size, times to the second in UTC, and what Go keeps as it is', () => {
    const fieldsV1 = { 'f:spec': {} };
    const metadata = {
      creationTimestamp: '2026-01-02T03:04:05.9+02:00',
      managedFields: [
        { manager: 'm', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1 },
      ],
    };
    const text = pod({}, {}, metadata).replace('"name":"web"', '"name":"web","generation":9007199254740993');
    const made = effective(text).pod as { metadata: Record<string, unknown> };
    expect(made.metadata).toMatchObject({
      generation: 9007199254740993n,
      creationTimestamp: '2026-01-02T01:04:05Z',
      managedFields: [{ fieldsV1 }],
    });
  });
});

describe('the UID of a pod', () => {
  it('is that of the file, where it has one', () => {
    const { uid, pod: made } = effective(pod({}, {}, { uid: 'abc' }), {}, null);
    expect(uid).toBe('abc');
    expect(json(made).metadata.annotations['kubernetes.io/config.hash']).toBe('abc');
  });

  it('depends on the pod, the path and the node, and not on how the file is written', () => {
    const { uid } = effective(pod());
    expect(effective(JSON.stringify(JSON.parse(pod()), null, 4)).uid).toBe(uid);
    expect(effective(pod(), {}, '/m/other.yaml').uid).not.toBe(uid);
    expect(effective(pod(), { nodeName: 'node02' }).uid).not.toBe(uid);
    expect(effective(pod({}, { image: 'nginx:2' })).uid).not.toBe(uid);
  });

  it('is left out, with its annotation, where it is not known', () => {
    for (const { uid, pod: made } of [
      effective(pod(), {}, null),
      effective(pod({}, {}, { creationTimestamp: '2026-01-02T03:04:05Z' })),
      effective(
        'apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {1: a, "1": b}}\nspec: {containers: [{name: c, image: i}]}\n',
      ),
    ]) {
      expect(uid).toBeNull();
      expect(json(made).metadata).not.toHaveProperty('uid');
      expect(json(made).metadata.annotations).toEqual({ 'kubernetes.io/config.source': 'file' });
    }
  });
});
