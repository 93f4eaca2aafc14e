import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { spctl } from '../commands/cli.ts';

interface Hook {
  readonly [key: string]: unknown;
  readonly id: string;
  readonly entry: string;
  readonly files: string;
}

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const read = (name: string) => readFileSync(path(name), 'utf8');
const hooks = load(read('.pre-commit-hooks.yaml')) as readonly Hook[];
const [hook] = hooks as readonly [Hook];

const work = mkdtempSync(join(tmpdir(), 'spctl-hook-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const pod = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: c, image: x:1}]}\n`;

/** Runs the hook as pre-commit does: the entry, then the names of the files that its pattern takes. */
function runHook(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), text);
  }
  const taken = Object.keys(files).filter((path) => new RegExp(hook.files).test(path));
  const [program, ...entry] = hook.entry.split(' ');
  expect(Object.keys(JSON.parse(read('package.json')).bin)).toContain(program);
  return spctl([...entry, ...taken], { cwd: work });
}

describe('.pre-commit-hooks.yaml', () => {
  it('has hooks with what pre-commit wants, and nothing that it does not know', () => {
    const known = ['id', 'name', 'description', 'entry', 'language', 'files', 'require_serial'];
    expect(hooks.map(({ id }) => id)).toEqual(['spctl-lint']);
    expect(Object.keys(hook).sort()).toEqual([...known].sort());
    expect(hook).toMatchObject({ language: 'node', require_serial: true });
  });

  it.skipIf(spawnSync('pre-commit', ['--version']).status !== 0)('is what pre-commit itself takes', () => {
    const { status, stdout } = spawnSync(
      'pre-commit',
      ['validate-manifest', path('.pre-commit-hooks.yaml')],
      {
        encoding: 'utf8',
      },
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  it.each([
    ['manifests/etcd.yaml', true],
    ['nodes/cp-1/etc/kubernetes/manifests/etcd.yaml', true],
    ['manifests/etcd.yaml.bak', true],
    ['static-pods/web', true],
    ['ansible/files/staticpods/web.yaml', true],
    ['deploy/web.pod.yaml', true],
    ['manifests/.etcd.yaml.swp', false],
    ['manifests/app/deployment.yaml', false],
    ['docs/manifests.md', false],
    ['pod.yaml', false],
  ])('of %s says that it is a manifest: %s', (path, is) => {
    expect(new RegExp(hook.files).test(path)).toBe(is);
  });

  it('sees what two files of a directory do to each other', () => {
    const { code, stdout } = runHook({ 'manifests/a.yaml': pod('same'), 'manifests/b.yaml': pod('same') });
    expect(code).toBe(1);
    expect(stdout).toContain('manifests/a.yaml: shadowed');
  });

  it('holds nothing against files of two nodes that are alike', () => {
    const files = { 'cp-1/manifests/a.yaml': pod('same'), 'cp-2/manifests/a.yaml': pod('same') };
    expect(runHook(files)).toMatchObject({ code: 0 });
  });
});
