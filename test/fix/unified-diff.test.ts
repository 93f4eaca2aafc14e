import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/fix/unified-diff.ts';

const PATCH = 'patch';
const hasPatch = spawnSync(PATCH, ['--version']).status === 0;

describe('a unified diff', () => {
  it('shows three lines around each change', () => {
    const before = Array.from({ length: 20 }, (_, i) => `${i + 1}\n`).join('');
    const after = before.replace('5\n', 'five\n').replace('18\n', '');
    expect(unifiedDiff('a.yaml', before, after)).toBe(
      '--- a/a.yaml\n+++ b/a.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n@@ -15,6 +15,5 @@\n 15\n 16\n 17\n-18\n 19\n 20\n',
    );
  });

  it('says nothing of equal texts, and of a last line without its end that it has none', () => {
    expect(unifiedDiff('a', 'x', 'x')).toBe('');
    expect(unifiedDiff('a', 'x', 'y')).toBe(
      '--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n',
    );
  });

  it.each([
    ['m/a.yaml', 'a/m/a.yaml', 'b/m/a.yaml'],
    ['./m/a.yaml', 'a/m/a.yaml', 'b/m/a.yaml'],
    ['/m/a.yaml', '/m/a.yaml', '/m/a.yaml'],
    ['../a.yaml', '../a.yaml', '../a.yaml'],
  ])('names %s for who applies it', (path, from, to) => {
    expect(unifiedDiff(path, 'x\n', 'y\n')).toContain(`--- ${from}\n+++ ${to}\n`);
  });

  it.skipIf(!hasPatch)('is what patch(1) makes the new text of', () => {
    const folder = mkdtempSync(join(tmpdir(), 'spctl-diff-'));
    const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n', 'd\r\n'), { maxLength: 25 });
    const end = fc.constantFrom('', 'x');
    try {
      fc.assert(
        fc.property(text, text, end, end, (a, b, endOfA, endOfB) => {
          const [before, after] = [a.join('') + endOfA, b.join('') + endOfB];
          const file = join(folder, 'f');
          writeFileSync(file, before);
          const { status, stdout } = spawnSync(PATCH, ['--binary', '-s', file], {
            input: unifiedDiff('f', before, after),
            encoding: 'utf8',
          });
          expect([status, stdout]).toEqual([0, '']);
          if (after !== '') expect(readFileSync(file, 'utf8')).toBe(after);
        }),
        { numRuns: 100 },
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
