import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { schemaErrors, spctl } from './cli.ts';

const work = mkdtempSync(join(tmpdir(), 'spctl-settings-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  uid: 11111111-1111-1111-1111-111111111111\nspec:\n  containers:\n  - name: c\n    image: registry.example/c:1\n    command: ["sh", ""]\n';

/** A repository with these files, and a manifest m/web.yaml with findings. */
let count = 0;
function repository(files: Readonly<Record<string, string>>): string {
  const directory = join(work, `repo${count++}`);
  for (const [path, text] of Object.entries({ '.git/HEAD': '', 'm/web.yaml': POD, ...files })) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

const lint = (cwd: string, ...args: string[]) => spctl(['lint', '--unit', 'no-such-unit', ...args], { cwd });
const answerOf = (cwd: string, ...args: string[]) => {
  const { stdout } = lint(cwd, '-o', 'json', ...args);
  const answer = JSON.parse(stdout);
  expect(schemaErrors('lint', answer)).toEqual([]);
  return answer;
};
const rulesOf = (answer: { files: { diagnostics: { ruleId: string; severity: string }[] }[] }) =>
  answer.files.flatMap(({ diagnostics }) =>
    diagnostics.map(({ ruleId, severity }) => `${ruleId} ${severity}`),
  );

describe('spctl lint with settings', () => {
  it('finds them at or above the path, and says which it went by', () => {
    const repo = repository({ '.spctl.yaml': 'checks: {fixed-uid: off}\n' });
    expect(rulesOf(answerOf(repo, 'm/web.yaml', '--no-settings'))).toContain('fixed-uid info');
    for (const [cwd, path, name] of [
      [repo, 'm/web.yaml', '.spctl.yaml'],
      [repo, 'm', '.spctl.yaml'],
      [join(repo, 'm'), 'web.yaml', '../.spctl.yaml'],
    ] as const) {
      const answer = answerOf(cwd, path);
      expect(answer.settings).toBe(name);
      expect(rulesOf(answer)).not.toContain('fixed-uid info');
    }
    expect(answerOf(repo, 'm', '--no-settings').settings).toBeNull();
  });

  it('looks for those of standard input where its name lies', () => {
    const repo = repository({ 'm/.spctl.yaml': 'nodeName: node07\n' });
    const run = (...args: string[]) => spctl(['lint', '-', ...args], { cwd: repo, input: POD }).stdout;
    expect(run('--stdin-name', 'm/x.yaml')).toContain('web-node07');
    expect(run()).not.toContain('web-node07');
  });

  it('grades findings, here and there otherwise, and fails from there on', () => {
    const repo = repository({
      '.spctl.yaml': 'checks: {fixed-uid: warning}\noverrides: [{paths: [m], checks: {fixed-uid: off}}]\n',
      'n/web.yaml': POD,
    });
    expect([lint(repo, 'm').code, lint(repo, 'n').code]).toEqual([0, 1]);
    expect(lint(repo, 'n', '--fail-on', 'error').code).toBe(0);
  });

  it('takes versions, name, gates, formats and what fails from them, and from flags before them', () => {
    const repo = repository({
      '.spctl.yaml':
        'kubeletVersions: ["1.33"]\nnodeName: node07\nfailOn: never\nformats: [json, {text: out.txt}]\nchecksEnabled: false\n',
    });
    const answer = JSON.parse(lint(repo, 'm').stdout);
    expect(answer).toMatchObject({
      kubeletVersion: '1.33',
      kubeletVersionOrigin: 'settings',
      nodeName: 'node07',
      settings: '.spctl.yaml',
    });
    expect(schemaErrors('lint', answer)).toEqual([]);
    expect(rulesOf(answer)).toEqual([]);
    expect(readFileSync(join(repo, 'out.txt'), 'utf8')).toContain('kubelet 1.33 (as the settings say)');
    const flags = ['--kubelet-version', '1.35', '--node-name', 'other', '--checks', '-o', 'json'];
    const other = JSON.parse(lint(repo, 'm', ...flags).stdout);
    expect(other).toMatchObject({ kubeletVersion: '1.35', kubeletVersionOrigin: 'flag', nodeName: 'other' });
    expect(rulesOf(other)).toContain('fixed-uid info');
  });

  it('compares the versions of settings', () => {
    const repo = repository({ '.spctl.yaml': 'kubeletVersions: ["1.33", "1.34"]\n' });
    expect(answerOf(repo, 'm').versions).toHaveLength(2);
  });

  it('says where a gate stands that no kubelet takes', () => {
    const repo = repository({ '.spctl.yaml': 'featureGates:\n  NoSuchGate: true\n' });
    const { code, stderr } = lint(repo, 'm');
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      'spctl: .spctl.yaml:2:3: the kubelet does not start with this gate: unrecognized feature gate: NoSuchGate',
    ]);
  });

  it('leaves out what they exclude, says so of what was named, and is 3 where nothing is left', () => {
    const repo = repository({ '.spctl.yaml': 'exclude: [charts, "*.bak"]\n', 'charts/x.yaml': '{{ x }}' });
    writeFileSync(join(repo, 'm/web.yaml.bak'), 'kind: [');
    const some = lint(repo, 'm/web.yaml', 'charts/x.yaml');
    expect(some.stderr).toBe('charts/x.yaml: not linted, for the settings exclude it\n');
    expect(some.stdout).not.toContain('charts');
    expect(lint(repo, 'm/web.yaml', 'charts/x.yaml', '--quiet').stderr).toBe('');
    const told = lint(repo, 'm/web.yaml', 'charts/x.yaml', '-v');
    expect([told.stderr, told.stdout.match(/not linted/g)]).toEqual(['', ['not linted']]);
    expect(answerOf(repo, 'm').excluded).toEqual(['m/web.yaml.bak']);
    expect(lint(repo, 'm').stdout).not.toContain('.bak');
    expect(lint(repo, 'm', '-v').stdout).toContain(
      'm/web.yaml.bak: not linted, for the settings exclude it\nsettings: .spctl.yaml\n',
    );
    const { code, stdout } = lint(repo, 'charts');
    expect([code, stdout]).toEqual([3, expect.stringContaining('[everything-excluded]')]);
    // A hook names the files that were changed.
    for (const more of [[], ['--by-directory']]) {
      expect(lint(repo, 'charts/x.yaml', ...more)).toMatchObject({
        code: 0,
        stderr: 'charts/x.yaml: not linted, for the settings exclude it\n',
      });
    }
  });

  it('is 2 for wrong settings, with each place and nothing on standard output', () => {
    const repo = repository({
      '.spctl.yaml': 'checks:\n  fixed-udi: off\n  manifest-syntax: off\nfail: x\n',
    });
    const { code, stdout, stderr } = lint(repo, 'm');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^\.spctl\.yaml:2:3: error: there is no rule "fixed-udi" \[settings-rule\]$/m);
    expect(stderr).toContain('did you mean "fixed-uid"?');
    expect(stderr).toMatch(/^\.spctl\.yaml:3:20: error: .*can neither switch off nor lower/m);
    expect(stderr).toMatch(/^\.spctl\.yaml:4:1: error: there is no member "fail" here/m);
  });

  it.each([
    ['nosuch.yaml', 2, 'there are no settings at "nosuch.yaml"'],
    ['m', 2, 'are a directory'],
    ['', 2, '--settings is empty'],
  ])('tells that --settings %j can not be read', (file, code, words) => {
    const run = lint(repository({}), 'm', '--settings', file);
    expect([run.code, run.stdout]).toEqual([code, '']);
    expect(run.stderr).toContain(words);
  });

  it('is 3 for those that are found and can not be read', () => {
    const repo = repository({ 'a/.spctl.yaml/x': '', 'b/x.yaml': POD });
    symlinkSync('nowhere', join(repo, 'b/.spctl.yaml'));
    expect(lint(repo, 'a')).toMatchObject({ code: 3, stderr: expect.stringContaining('is a directory') });
    expect(lint(repo, 'b')).toMatchObject({ code: 3, stderr: expect.stringContaining('leads nowhere') });
  });

  it('tells of a file that has not quite their name', () => {
    const repo = repository({ '.spctl.yml': 'checks: {fixed-uid: off}\n' });
    const said = 'warning: .spctl.yml is not read: the settings are called .spctl.yaml\n';
    expect(lint(repo, 'm').stderr).toBe(said);
    expect(lint(repo, 'm', '--quiet').stderr).toBe('');
    expect(spctl(['settings'], { cwd: repo }).stderr).toBe(said);
  });

  it('shows both places of a member that is there twice', () => {
    const repo = repository({ '.spctl.yaml': 'failOn: error\nnodeName: a\nfailOn: info\n' });
    const { stderr } = lint(repo, 'm');
    expect(stderr).toContain('.spctl.yaml:3:1: error: "failOn" is here a second time');
    expect(stderr).toContain('the first time');
  });

  it('refuses paths of which not all have the same', () => {
    const repo = repository({ 'm/.spctl.yaml': '', 'n/web.yaml': POD });
    const { code, stderr } = lint(repo, 'm', 'n');
    expect(code).toBe(2);
    expect(stderr).toContain('m has m/.spctl.yaml, n has none; lint each in a run of its own');
    expect(lint(repo, 'm', 'n', '--settings', 'm/.spctl.yaml').code).toBe(0);
  });

  it('writes no report through a symlink, and none where there is no directory', () => {
    const outside = join(work, 'outside.txt');
    const repo = repository({
      '.spctl.yaml': 'formats: [{text: link}]\n',
      'a.yaml': 'formats: [{text: d/x}]\n',
    });
    symlinkSync(outside, join(repo, 'link'));
    symlinkSync(work, join(repo, 'd'));
    for (const settings of ['.spctl.yaml', 'a.yaml']) {
      const { code, stderr } = lint(repo, 'm', '--settings', settings);
      expect([code, stderr]).toEqual([2, expect.stringContaining('a symlink leads away from there')]);
    }
    rmSync(join(repo, 'd'));
    expect(lint(repo, 'm', '--settings', 'a.yaml').stderr).toContain('its directory is not there');
    expect([existsSync(outside), existsSync(join(work, 'x'))]).toEqual([false, false]);
  });

  it('goes by none that lie in the copy of a node, and leaves its kubelet to the node', () => {
    const text = 'nodeName: from-settings\nchecks: {fixed-uid: off}\n';
    const repo = repository({
      'node/etc/hostname': 'node01\n',
      'node/m/web.yaml': POD,
      'node/.spctl.yaml': text,
    });
    expect(answerOf(repo, '--root', 'node', '/m').settings).toBeNull();
    expect(answerOf(join(repo, 'node/m'), '--root', '..', '/m').settings).toBeNull();
    writeFileSync(join(repo, '.spctl.yaml'), text);
    for (const answer of [
      answerOf(repo, '--root', 'node', '/m'),
      answerOf(join(repo, 'node/m'), '--root', '..', '/m'),
    ]) {
      expect(answer.nodeName).toBe('node01');
      expect(answer.settings).toMatch(/\.spctl\.yaml$/);
      expect(rulesOf(answer)).not.toContain('fixed-uid info');
    }
  });

  it('keeps patterns to paths of this machine where a copy is looked at', () => {
    const repo = repository({
      'node/etc/hostname': 'node01\n',
      'node/m/web.yaml': POD,
      '.spctl.yaml': 'overrides: [{paths: [node/m], checks: {fixed-uid: off}}]\n',
    });
    expect(rulesOf(answerOf(repo, '--root', 'node', '/m'))).not.toContain('fixed-uid info');
  });
});

describe('spctl settings', () => {
  it('prints a settings file that says the same', () => {
    const repo = repository({
      '.spctl.yaml':
        'kubeletVersions: ["1.33"]\nnodeName: node07\nfeatureGates: {A: true}\nformats: [text, {sarif: r.sarif}]\nfailOn: error\nchecks: {fixed-uid: off}\nexclude: [a, b/**]\noverrides:\n- paths: [c]\n  checks: {fixed-uid: info}\n- paths: [d]\n  checks: {}\n',
    });
    const { code, stdout } = spctl(['settings'], { cwd: repo });
    expect(code).toBe(0);
    expect(stdout).toContain('failOn: "error"  # settings at .spctl.yaml:5:1\n');
    expect(stdout).toContain('checksEnabled: true  # the default\n');
    writeFileSync(join(repo, 'again.yaml'), stdout);
    const values = (file: string) =>
      spctl(['settings', '--settings', file], { cwd: repo }).stdout.replaceAll(/ *#.*/g, '');
    expect(values('again.yaml')).toBe(values('.spctl.yaml'));
  });

  it('tells what flags say before them', () => {
    const repo = repository({ '.spctl.yaml': 'failOn: error\n' });
    expect(spctl(['settings', 'm', '--fail-on', 'never'], { cwd: repo }).stdout).toContain(
      'failOn: "never"  # flag --fail-on, over "error" of settings at .spctl.yaml:1:1\n',
    );
  });

  it('tells what holds for a file, and what excludes it', () => {
    const repo = repository({
      '.spctl.yaml':
        'exclude: ["*.bak"]\nchecks: {fixed-uid: warning}\noverrides: [{paths: [m], checks: {fixed-uid: off}}]\n',
    });
    const { stdout } = spctl(['settings', 'm/web.yaml.bak'], { cwd: repo });
    expect(stdout).toContain('# for m/web.yaml.bak, excluded by "*.bak" (settings at .spctl.yaml:1:11)\n');
    expect(stdout).toContain('fixed-uid: "off"  # settings at .spctl.yaml:3:35, over "warning" of');
    const { stdout: json } = spctl(['settings', 'm/web.yaml', '-o', 'json'], { cwd: repo });
    const answer = JSON.parse(json);
    expect(schemaErrors('settings-answer', answer)).toEqual([]);
    expect(answer).toMatchObject({ path: 'm/web.yaml', checks: { 'fixed-uid': { value: 'off' } } });
    expect(answer.excludedBy).toBeUndefined();
    expect(spctl(['settings'], { cwd: repo }).stdout).toContain('fixed-uid: "warning"');
  });

  it('prints the defaults where there are none', () => {
    const { code, stdout } = spctl(['settings'], { cwd: repository({}) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# no settings file\n# kubeletVersions: what the node tells/);
  });

  it('answers in JSON as its schema says, wrong settings with what is wrong', () => {
    const repo = repository({ '.spctl.yaml': 'checks: {fixed-uid: off}\n', 'bad.yaml': 'failOn: x\n' });
    const good = spctl(['settings', '-o', 'json'], { cwd: repo });
    expect([good.code, schemaErrors('settings-answer', JSON.parse(good.stdout))]).toEqual([0, []]);
    const bad = spctl(['settings', '-o', 'json', '--settings', 'bad.yaml'], { cwd: repo });
    const answer = JSON.parse(bad.stdout);
    expect([bad.code, schemaErrors('settings-answer', answer)]).toEqual([2, []]);
    expect(answer.diagnostics).toMatchObject([
      { ruleId: 'settings-value', location: { file: 'bad.yaml', line: 1, column: 9 } },
    ]);
    expect(spctl(['settings', '--settings', 'bad.yaml'], { cwd: repo }).stdout).toBe('');
  });
});
