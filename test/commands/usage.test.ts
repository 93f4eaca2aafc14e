import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { spctl } from './cli.ts';

const home = mkdtempSync(join(tmpdir(), 'spctl-home-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('wrong usage', () => {
  it.each([
    [['wher'], 'did you mean "where"?'],
    [['--root', 'x', 'where'], 'a command comes first'],
    [['where', 'extra'], 'extra'],
    [['where', '--nosuch'], '--nosuch'],
    [['where', '--root', ''], '--root is empty'],
    [['lint', ''], 'a path is empty'],
    [['lint', 'x', '--stdin-name', 'y'], 'standard input'],
    [['config', 'staticpodpath'], 'did you mean "staticPodPath"?'],
    [['config', '--env', 'A=1'], 'after --'],
    [['config', '--env', 'A', '--', '--v=1'], 'KEY=VALUE'],
    [['config', '--cwd', 'relative', '--', '--v=1'], 'absolute'],
    [['where', '-o', 'json='], 'names no file'],
  ])('%j is 2, with a sentence and no trace', (args, words) => {
    const { code, stdout, stderr } = spctl(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^spctl: /);
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    [['where', '-o', 'pdf'], '--output: "pdf" is none of text, json, or one of them with =FILE'],
    [['where', '--kubelet-version', 'x'], '--kubelet-version: "x" is not a Kubernetes version such as 1.34'],
    [['lint', 'x', '--dry-run'], '--dry-run needs --fix'],
    [['lint', 'x', '--settings', 'y', '--no-settings'], '--no-settings and --settings exclude each other'],
    [['where', '-q', '-v'], '--quiet and --verbose exclude each other'],
    [['lint', 'x', '--fail-on', 'bad'], '--fail-on: "bad" is none of error, warning, info, never'],
    [['completion'], 'completion needs SHELL: whose script it is (bash, zsh, fish)'],
    [['where', '--root'], '--root needs a value'],
    [['where', '--nosuch'], 'there is no flag --nosuch'],
  ])('%j is told in one sentence', (args, sentence) => {
    const told = `spctl: ${sentence}\nsee spctl ${args[0]} --help\n`;
    expect(spctl(args).stderr.slice(0, told.length)).toBe(told);
  });

  it.each([
    [['where', '--\u001b[31m']],
    [['\u001b[31mfoo']],
    [['config', '\u001b[31m']],
    [['lint', '--as', '\u001b[31m']],
    [['cmdline', '--unit', '\u001b[31mx.service', '--root', 'fixtures/nodes/node01']],
  ])('%j reaches no terminal raw', (args) => {
    const { stdout, stderr } = spctl(args);
    expect(stdout + stderr).not.toContain('\u001b');
  });
});

describe('help', () => {
  it.each([[['--help']], [['-h']], [['help']], [[]]])('%j lists the commands', (args) => {
    expect(spctl(args).stdout).toMatch(/cmdline[\s\S]*config[\s\S]*lint[\s\S]*where/);
  });

  it.each([[['help', 'lint']], [['lint', '-h']], [['lint', '--help']]])('%j shows a command', (args) => {
    expect(spctl(args).stdout).toContain('--stdin-name');
  });
});

it('loads no code from the home of its user', () => {
  const plugin = join(home, '.local/share/spctl/node_modules/evil');
  mkdirSync(plugin, { recursive: true });
  const oclif = { plugins: [{ name: 'evil', type: 'user', root: plugin }] };
  writeFileSync(join(home, '.local/share/spctl/package.json'), JSON.stringify({ name: 'spctl', oclif }));
  writeFileSync(
    join(plugin, 'package.json'),
    JSON.stringify({ name: 'evil', version: '1.0.0', oclif: { hooks: { init: './init.cjs' } } }),
  );
  writeFileSync(join(plugin, 'init.cjs'), 'module.exports = async () => console.log("evil");');
  const { code, stdout } = spctl(['where', '--root', 'fixtures/nodes/node01'], {
    env: { HOME: home, XDG_DATA_HOME: '' },
  });
  expect([code, stdout]).toEqual([0, '/etc/kubernetes/static\n']);
});
