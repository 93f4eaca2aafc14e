import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { kubelet, pod } from '../manifest/judge.ts';

/** What is said to do about a directory in which there is nothing. */
function help(files: Readonly<Record<string, string>>): string | undefined {
  const { diagnostics } = lint(memoryHost(files), { paths: ['/repo'], facts: kubelet() });
  return diagnostics.find(({ ruleId }) => ruleId === 'nothing-to-read')?.help;
}

describe('a directory with nothing to read', () => {
  it('names the nearest directories in it that hold manifests, and not many', () => {
    expect(
      help({
        '/repo/.git/config.yaml': '',
        '/repo/docs/index.md': '',
        '/repo/node_modules/x.json': '',
        '/repo/deploy/a/x.yml': pod(),
        '/repo/deploy/b/x.json': pod(),
        '/repo/deploy/c/x.yaml': pod(),
        '/repo/manifests/web.yaml': pod(),
      }),
    ).toBe('name the directories in it that hold manifests, such as "manifests", "deploy/a", "deploy/b"');
  });

  it('says nothing where there are none', () => {
    expect(help({ '/repo/docs/index.md': '' })).toBeUndefined();
  });

  it('looks into a few directories only', () => {
    const files = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`/repo/d${String(i).padStart(3, '0')}/deep/x.txt`, '']),
    );
    expect(help({ ...files, '/repo/d199/x.yaml': pod() })).toBeUndefined();
  });
});
