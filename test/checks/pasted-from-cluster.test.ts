import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import type { Minor } from '../../src/versions/minor.ts';
import { findingsOn } from './support.ts';

function rules(metadata: object, spec: object = {}, more: object = {}, version?: Minor): string[] {
  const containers = [{ name: 'c', image: 'registry.example.com/c:1' }];
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', ...metadata },
    spec: { containers, ...spec },
    ...more,
  };
  const host = memoryHost({ '/m/web.json': JSON.stringify(pod) });
  return findingsOn(host, '/m', version).map(({ ruleId }) => ruleId);
}

describe('a pod that was saved out of a cluster', () => {
  it('gets one finding for all that the cluster filled in', () => {
    const metadata = {
      uid: 'a',
      resourceVersion: '1',
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'node01', uid: 'b' }],
      annotations: { 'kubernetes.io/config.mirror': 'a', 'kubernetes.io/config.source': 'file' },
    };
    expect(rules(metadata, { nodeName: 'node01' }, { status: { phase: 'Running' } })).toEqual([
      'pasted-from-cluster',
    ]);
  });

  it.each([
    ['a resourceVersion', { resourceVersion: '1' }],
    ['the time of its creation', { creationTimestamp: '2026-01-02T03:04:05Z' }],
    [
      'managed fields',
      {
        managedFields: [
          { manager: 'kubectl', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} },
        ],
      },
    ],
  ])('shows by %s', (_, metadata) => {
    expect(rules(metadata)).toContain('pasted-from-cluster');
  });

  it('is not taken for one that a program wrote with empty fields or a uid', () => {
    expect(rules({ creationTimestamp: null, resourceVersion: '' }, {}, { status: {} })).toEqual([]);
    expect(rules({ uid: '76238339541a86d5625c6933933e00a9' })).toEqual(['fixed-uid']);
    expect(rules({ name: 'web-node01', creationTimestamp: null })).toEqual(['node-suffix-twice']);
  });

  it('is told without looking at what is no pod', () => {
    const host = memoryHost({
      '/m/a.yaml': 'kind: Service\napiVersion: v1\nmetadata: {resourceVersion: "1"}\n',
    });
    expect(findingsOn(host, '/m').map(({ ruleId }) => ruleId)).toEqual(['manifest-not-a-pod']);
  });
});
