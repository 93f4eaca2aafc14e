import { describe, expect, it } from 'vitest';
import { applyDefaults } from '../../../src/manifest/pod/naming.ts';
import type { Pod } from '../../../src/manifest/pod/types.ts';
import { fieldErrors, judge, pod } from '../judge.ts';

describe('the file source', () => {
  it('adds the node’s name in lower case to the pod’s, and the default namespace', () => {
    expect(judge(pod(), { nodeName: 'node01' }).pod).toEqual({ namespace: 'default', name: 'web-node01' });
    expect(judge(pod({}, {}, { namespace: 'kube-system' })).pod?.namespace).toBe('kube-system');
  });

  it('keeps the node’s name as it is in nodeName, where upper case then fails every pod', () => {
    const judgement = judge(pod(), { nodeName: 'Node01' });
    expect(judgement.pod?.name).toBe('web-node01');
    expect(fieldErrors(judgement)[0]).toMatch(/^Invalid spec.nodeName: a lowercase RFC 1123 subdomain/);
  });

  it('lets a name end with a dash, since something follows', () => {
    expect(judge(pod({}, {}, { name: 'web-' })).stage).toBe('ok');
  });

  it('counts name, dash and node towards the limit', () => {
    const longest = 'a'.repeat(253 - '-node01'.length);
    expect(judge(pod({}, {}, { name: longest })).stage).toBe('ok');
    expect(fieldErrors(judge(pod({}, {}, { name: `${longest}a` })))).toEqual([
      'Invalid metadata.name: must be no more than 253 characters',
    ]);
  });

  it('adds its own annotation, which counts towards the limit of their size', () => {
    const limit = 256 * 1024 - 'kubernetes.io/config.hash'.length - 32;
    const annotations = (size: number) => ({ annotations: { a: 'x'.repeat(size - 1) } });
    expect(judge(pod({}, {}, annotations(limit))).stage).toBe('ok');
    expect(fieldErrors(judge(pod({}, {}, annotations(limit + 1))))).toEqual([
      'TooLong metadata.annotations: may not be more than 262144 bytes',
    ]);
    expect(judge(pod({}, {}, { ...annotations(limit + 1), uid: 'u' })).stage).toBe('ok');
  });

  it('lets the pod stay when the node has problems, once', () => {
    const own: Pod = {
      spec: { tolerations: [{ operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }] },
    };
    applyDefaults(own, 'n');
    expect(own.spec?.tolerations).toEqual([{ operator: 'Exists', effect: 'NoExecute' }]);
    const other: Pod = { spec: { tolerations: [{ key: 'a' }] } };
    applyDefaults(other, 'n');
    expect(other.spec?.tolerations).toEqual([{ key: 'a' }, { operator: 'Exists', effect: 'NoExecute' }]);
  });
});
