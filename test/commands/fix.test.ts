import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { replaceFile } from '../../src/commands/replace-file.ts';
import { schemaErrors, spctl } from './cli.ts';

const work = mkdtempSync(join(tmpdir(), 'spctl-fix-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const POD =
  'apiVersion: v1\nkind: Pod # a pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: c\n    image: registry.example/c:1\n';
const WRONG = `${POD}    env:\n    - name: A\n      value: yes # really\n    imagePullPolice: Always\n`;
const RIGHT = WRONG.replace('yes', '"yes"').replace('Police', 'Policy');

function directory(name: string, text = WRONG) {
  const path = join(work, name);
  mkdirSync(path);
  writeFileSync(join(path, 'a.yaml'), text);
  return {
    path,
    read: (file = 'a.yaml') => readFileSync(join(path, file), 'utf8'),
    lint: (...args: string[]) => spctl(['lint', '--unit', 'no-such-unit', ...args], { cwd: path }),
  };
}

describe('spctl lint --fix', () => {
  it('mends files and answers for what they are then', () => {
    const { path, lint, read } = directory('mends');
    chmodSync(join(path, 'a.yaml'), 0o640);
    expect(lint('.').code).toBe(1);
    const { code, stdout, stderr } = lint('.', '--fix');
    expect(read()).toBe(RIGHT);
    expect([code, stderr]).toEqual([0, expect.stringContaining('a.yaml: 2 fixes: ')]);
    expect(stdout).toContain('0 errors, 0 warnings');
    expect(statSync(join(path, 'a.yaml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(path)).toEqual(['a.yaml']);
    expect(stderr).toContain('\nfixed 2 findings in 1 file\n');
    expect(lint('.', '--fix').stderr).toBe('nothing to fix\n');
    expect(lint('.', '--fix', '-q').stderr).toBe('');
  });

  it('shows with --dry-run what it would do, and writes nothing', () => {
    const { lint, read } = directory('dry');
    const { code, stdout, stderr } = lint('./a.yaml', '--fix', '--dry-run');
    expect([code, stderr]).toEqual([1, 'would fix 2 findings in 1 file\n']);
    expect(stdout).toContain('--- a/a.yaml\n+++ b/a.yaml\n@@ -');
    expect(stdout).toContain(
      '-      value: yes # really\n-    imagePullPolice: Always\n+      value: "yes" # really\n',
    );
    expect(read()).toBe(WRONG);
  });

  it('tells in JSON what the one right answer is', () => {
    const { lint } = directory('data');
    const answer = JSON.parse(lint('a.yaml', '-o', 'json').stdout);
    expect(schemaErrors('lint', answer)).toEqual([]);
    expect(answer.files[0].diagnostics[0].fix).toEqual({
      title: 'put yes in quotes',
      edits: [
        { location: { file: 'a.yaml', line: 11, column: 14, endLine: 11, endColumn: 17 }, text: '"yes"' },
      ],
    });
  });

  it('leaves what a comment suppresses', () => {
    const text = `${POD}    imagePullPolice: Always # spctl-ignore pod-unknown-field: for our webhook\n`;
    const { lint, read } = directory('suppressed', text);
    expect(lint('a.yaml', '--fix').code).toBe(0);
    expect(read()).toBe(text);
  });

  it('writes the target of a symlink, and leaves the link', () => {
    const { path, lint, read } = directory('link');
    mkdirSync(join(path, 'm'));
    symlinkSync('../a.yaml', join(path, 'm/b.yaml'));
    expect(lint('m', '--fix').code).toBe(0);
    expect(lstatSync(join(path, 'm/b.yaml')).isSymbolicLink()).toBe(true);
    expect(read()).toBe(RIGHT);
    expect(readdirSync(join(path, 'm'))).toEqual(['b.yaml']);
  });

  it('leaves a file with several names, and says so', () => {
    const { path, lint, read } = directory('hard');
    linkSync(join(path, 'a.yaml'), join(path, 'other'));
    const { code, stderr } = lint('a.yaml', '--fix');
    expect([code, stderr]).toEqual([1, expect.stringContaining('a.yaml: not fixed: it has other names')]);
    expect(read()).toBe(WRONG);
  });

  it.skipIf(process.getuid?.() === 0)('says of a directory that it may not write to', () => {
    const { path, lint, read } = directory('closed');
    chmodSync(path, 0o555);
    const { code, stderr } = lint('a.yaml', '--fix');
    chmodSync(path, 0o755);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("a.yaml: not fixed: its directory can't be written: permission denied"),
    ]);
    expect(read()).toBe(WRONG);
  });

  it.each([[[]], [['-']], [['--root', '/', 'etc']], [['a.yaml', '--root', '.']]])(
    'is not for what is no file of this machine that was named: %j',
    (args) => {
      expect(spctl(['lint', '--fix', ...args], { input: '' })).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('--fix changes files of this machine'),
      });
    },
  );

  it('says with --dry-run what has no fix', () => {
    const { lint } = directory('unfixable', `${POD}    colour: red\n    wakeup: now\n`);
    expect(lint('a.yaml', '--fix', '--dry-run')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'nothing to fix; 2 findings have no fix\n',
    });
    expect(lint('a.yaml', '--fix', '--dry-run', '-q').stderr).toBe('');
    expect(lint('nothing', '--fix', '--dry-run')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("nothing: can't be checked"),
    });
  });

  it('says how many fixes it left out', () => {
    const text = `${POD}    imagePullPolice: {a: 1}\n    livenesProbe: {exec: {command: [a]}}\n`;
    const { lint } = directory('left-out', text);
    expect(lint('a.yaml', '--fix').stderr).toContain(
      'fixed 1 finding in 1 file; 1 finding left, for the file would be worse for the fix, or an error hides what it does\n',
    );
  });

  it('makes a patch that git and patch apply', () => {
    for (const [name, ...program] of [
      ['git', 'apply'],
      ['patch', '-p1', '-s'],
    ] as const) {
      if (spawnSync(name, ['--version']).status !== 0) continue;
      const { path, lint, read } = directory(`apply-${name}`);
      const input = lint('.', '--fix', '--dry-run').stdout;
      expect(spawnSync(name, program, { cwd: path, input }).status).toBe(0);
      expect(read()).toBe(RIGHT);
    }
  });

  it('counts a file and symlinks to it as one', () => {
    const { path, lint, read } = directory('links');
    symlinkSync('a.yaml', join(path, '0.yaml'));
    symlinkSync('a.yaml', join(path, 'b.yaml'));
    const dry = lint('.', 'a.yaml', '--fix', '--dry-run').stdout;
    expect(dry.match(/^\+\+\+ .*$/gm)).toEqual(['+++ b/a.yaml']);
    expect(lint('.', '--fix').stderr).toMatch(/^\.?\/?a\.yaml: 2 fixes: .*\nfixed 2 findings in 1 file/);
    expect(read()).toBe(RIGHT);
  });

  it.each([
    [['--fix', '--dry-run', '-o', 'json'], '--dry-run prints a patch and no report'],
    [['--fix', '--dry-run', '--write-baseline', 'b'], '--dry-run writes nothing'],
    [['--write-baseline', '-'], 'a baseline is a file'],
    [['--baseline', '-'], 'a baseline is a file'],
  ])('refuses what does not go together: %j', (args, sentence) => {
    expect(spctl(['lint', '.', ...args])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(sentence),
    });
  });

  it('needs --fix beside --dry-run', () => {
    expect(spctl(['lint', '.', '--dry-run']).code).toBe(2);
  });
});

describe('replacing a file', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('is not done when it was changed meanwhile, and leaves nothing behind', () => {
    const { path, read } = directory('changed', 'new');
    expect(() => replaceFile(join(path, 'a.yaml'), bytes('old'), bytes('mine'))).toThrow('changed meanwhile');
    expect(read()).toBe('new');
    expect(readdirSync(path)).toEqual(['a.yaml']);
  });

  it('takes another name where one was left behind, which stays', () => {
    const { path, read } = directory('left', 'old');
    writeFileSync(join(path, '.a.yaml.spctl-1'), 'left');
    replaceFile(join(path, 'a.yaml'), bytes('old'), bytes('mine'));
    expect([read(), read('.a.yaml.spctl-1')]).toEqual(['mine', 'left']);
  });

  // Killed at any moment: the file is the one or the other, and whatever else is there a kubelet passes over.
  it('is done whole or not at all, also when the program is killed', async () => {
    const many = Array.from({ length: 40 }, (_, i) => `m/${i}.yaml`);
    const main = fileURLToPath(new URL('../../dist/main.cjs', import.meta.url));
    for (const after of [60, 110, 140, 170, 200, 230]) {
      const path = join(work, `killed-${after}`);
      mkdirSync(join(path, 'm'), { recursive: true });
      for (const file of many)
        writeFileSync(join(path, file), WRONG.replace('name: a', `name: a${file.slice(2, -5)}`));
      const child = spawn(process.execPath, [main, 'lint', 'm', '--fix'], { cwd: path, stdio: 'ignore' });
      const ended = exitOf(child);
      setTimeout(() => child.kill('SIGKILL'), after);
      await ended;
      for (const name of readdirSync(join(path, 'm'))) {
        if (name.startsWith('.')) continue;
        const text = readFileSync(join(path, 'm', name), 'utf8').replace(/name: a\d+/, 'name: a');
        expect([WRONG, RIGHT]).toContain(text);
      }
    }
  });
});

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()));
}
