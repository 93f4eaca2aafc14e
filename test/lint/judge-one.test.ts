import { describe, expect, it } from 'vitest';
import { judgeOne } from '../../src/lint/judge-one.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { kubelet, pod } from '../manifest/judge.ts';

describe('one file judged as a manifest', () => {
  const host = memoryHost({ '/d/.hidden': pod(), '/d/bad.yaml': 'kind: [' });
  const judge = (path: string) => judgeOne(host, path, kubelet());

  it('keeps its document, whatever the file is called', () => {
    const { file, document } = judge('/d/.hidden');
    expect(file).toMatchObject({ verdict: 'runs', stage: 'ok', path: '/d/.hidden' });
    expect(document?.root?.kind).toBe('object');
    expect(judge('/d/bad.yaml').file).toMatchObject({ verdict: 'refused', stage: 'yaml' });
  });

  it('is unknown where there is none', () => {
    for (const [path, ruleId] of [
      ['/d/nosuch', 'path-missing'],
      ['/d', 'path-directory'],
    ] as const) {
      const { file, document } = judge(path);
      expect(file.verdict).toBe('unknown');
      expect(file.diagnostics.map((diagnostic) => diagnostic.ruleId)).toEqual([ruleId]);
      expect(document).toBeNull();
    }
  });
});
