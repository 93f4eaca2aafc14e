import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { schemaErrors, spctl } from './cli.ts';

const work = mkdtempSync(join(tmpdir(), 'spctl-suppression-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const pod = (name: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n  - name: c\n    image: registry.example/c:1\n${more}`;
const MISSPELT = '    imagePullPolice: Always';

/** A directory of its own with these files, and a command line that runs in it. */
function directory(name: string, files: Readonly<Record<string, string>>) {
  const path = join(work, name);
  mkdirSync(join(path, 'm'), { recursive: true });
  const write = (file: string, text: string) => writeFileSync(join(path, file), text);
  for (const [file, text] of Object.entries(files)) write(file, text);
  return {
    write,
    read: (file: string) => readFileSync(join(path, file), 'utf8'),
    lint: (...args: string[]) => spctl(['lint', '--unit', 'no-such-unit', ...args], { cwd: path }),
  };
}

function answerOf(run: { readonly stdout: string }) {
  const answer = JSON.parse(run.stdout);
  expect(schemaErrors('lint', answer)).toEqual([]);
  return answer;
}

describe('a comment that suppresses', () => {
  const ignore = ' # spctl-ignore pod-unknown-field: our own webhook reads it';

  it('takes the finding from the count and the exit code, and shows it in JSON with its reason', () => {
    const { lint } = directory('comment', { 'a.yaml': pod('a', `${MISSPELT}${ignore}\n`) });
    expect(lint('a.yaml')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('0 warnings, 1 suppressed\n'),
    });
    const { files, summary } = answerOf(lint('a.yaml', '-o', 'json'));
    expect(files[0].diagnostics).toEqual([]);
    expect(files[0].suppressed).toMatchObject([
      { diagnostic: { ruleId: 'pod-unknown-field' }, by: 'comment', reason: 'our own webhook reads it' },
    ]);
    expect(summary).toMatchObject({ warning: 0, suppressed: 1 });
  });

  it('works on standard input, and knows the rules that there are', () => {
    const input = pod('a', `${MISSPELT} # spctl-ignore pod-unknown-feild: x\n`);
    const { stdout, code } = spctl(['lint', '-'], { input });
    expect(code).toBe(1);
    expect(stdout).toContain('there is no rule "pod-unknown-feild"');
    expect(stdout).toContain('did you mean "pod-unknown-field"?');
  });
});

describe('a comment that needs more than its file', () => {
  const files = {
    'm/a.yaml': `# spctl-ignore-file manifest-shadowed: on purpose\n${pod('same')}`,
    'm/b.yaml': pod('same'),
  };

  it('is of use beside the others, and not called unused without them', () => {
    const { lint } = directory('beside', files);
    expect(lint('m')).toMatchObject({ code: 0, stdout: expect.stringContaining('1 suppressed') });
    expect(lint('m/a.yaml').code).toBe(0);
    expect(lint('m/a.yaml', '--by-directory').code).toBe(0);
  });

  it('is called unused when its whole directory has none for it', () => {
    const { lint } = directory('unused', { 'm/a.yaml': files['m/a.yaml'] });
    for (const path of ['m', 'm/', './m'])
      expect(lint(path)).toMatchObject({ code: 1, stdout: expect.stringContaining('[suppression-unused]') });
  });
});

describe('a comment in the files of a node', () => {
  it('is told of where it suppresses nothing', () => {
    const { lint, write } = directory('node', {});
    const path = 'root/etc/systemd/system';
    mkdirSync(join(work, 'node', path), { recursive: true });
    write(
      `${path}/kubelet.service`,
      '# spctl-ignore fixed-uid\n[Service]\nEnvironment=A=1 # spctl-ignore fixed-uid: x\nExecStart=/usr/bin/kubelet --pod-manifest-path=/m\n',
    );
    const { stdout } = spctl(['lint', '--root', 'root'], { cwd: join(work, 'node') });
    expect(stdout).toContain('kubelet.service:1:1: warning: this comment gives no reason');
    expect(stdout).toContain('kubelet.service:3:17: warning: this is no comment here: systemd takes it');
    expect(lint('m').stdout).not.toContain('comment');
  });
});

describe('a baseline', () => {
  const files = {
    'm/a.yaml': pod('a', `${MISSPELT}\n`),
    'm/b.yaml': pod('b', '    ports:\n    - containerPort: 70000\n'),
  };

  it('is written, sorted and always the same, and then nothing it knows is reported', () => {
    const { lint, read } = directory('known', files);
    expect(lint('m').code).toBe(1);
    const written = lint('m', '--write-baseline', 'baseline.json');
    expect(written).toMatchObject({ code: 0, stdout: expect.stringContaining('2 in the baseline') });
    const text = read('baseline.json');
    expect(schemaErrors('baseline', JSON.parse(text))).toEqual([]);
    expect(JSON.parse(text).findings).toMatchObject([
      { file: 'm/a.yaml', rule: 'pod-unknown-field', count: 1 },
      { file: 'm/b.yaml', field: 'spec.containers[0].ports[0].containerPort', count: 1 },
    ]);
    lint('m', '--write-baseline', 'baseline.json');
    expect(read('baseline.json')).toBe(text);
    expect(lint('m', '--baseline', 'baseline.json').code).toBe(0);
  });

  it('leaves a refused file refused', () => {
    const { lint } = directory('refused', files);
    lint('m', '--write-baseline', 'baseline.json');
    const { files: linted, summary } = answerOf(lint('m', '--baseline', 'baseline.json', '-o', 'json'));
    expect(linted[1]).toMatchObject({
      verdict: 'refused',
      diagnostics: [],
      suppressed: [{ by: 'baseline' }],
    });
    expect(summary).toMatchObject({ refused: 1, error: 0, baseline: 2 });
    expect(lint('m', '--baseline', 'baseline.json').stdout).toContain(
      'm/b.yaml: refused (1 in the baseline)\n',
    );
  });

  it('knows a finding again when lines move, and reports what is new', () => {
    const { lint, write } = directory('moved', files);
    lint('m', '--write-baseline', 'baseline.json');
    write('m/a.yaml', `# a\n# b\n${pod('a', `${MISSPELT}\n    livenesProbe: {}\n`)}`);
    const { code, stdout } = lint('m', '--baseline', 'baseline.json');
    expect(code).toBe(1);
    expect(stdout).toContain('livenesProbe');
    expect(stdout).not.toContain('imagePullPolice');
  });

  it('tells of those that are gone, of the files that were looked at', () => {
    const { lint, write } = directory('gone', files);
    lint('m', '--write-baseline', 'baseline.json');
    write('m/a.yaml', pod('a'));
    expect(lint('m', '-v', '--baseline', 'baseline.json').stdout).toContain(
      '1 finding of the baseline is gone',
    );
    expect(lint('m/b.yaml', '-v', '--baseline', 'baseline.json').stdout).not.toContain('gone');
  });

  it('is the same for several kubelets at once', () => {
    const { lint, read } = directory('versions', files);
    lint('m', '--kubelet-version', '1.30,1.34', '--write-baseline', 'baseline.json');
    expect(JSON.parse(read('baseline.json')).findings).toHaveLength(2);
    expect(lint('m', '--kubelet-version', '1.30,1.34', '--baseline', 'baseline.json').code).toBe(0);
  });

  it('is not written where a kubelet would run it, nor when not everything could be checked', () => {
    const { lint, read } = directory('place', files);
    expect(lint('m', '--write-baseline', 'm/baseline.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('take the baseline for a manifest'),
    });
    expect(lint('m', '--write-baseline', 'm/.baseline.json').code).toBe(0);
    const missing = lint('m', 'nowhere', '--write-baseline', 'none.json');
    expect(missing).toMatchObject({ code: 3, stdout: expect.stringContaining('was not written') });
    expect(() => read('none.json')).toThrow();
  });

  it('is 2 where it is a directory, or to be written into one that is not there', () => {
    const { lint } = directory('no file', files);
    expect(lint('m', '--baseline', 'm')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('directory'),
    });
    const { code, stderr } = lint('m', '--write-baseline', 'no/b.json');
    expect([code, stderr]).toEqual([2, expect.stringContaining('there is no such file or directory\n')]);
    expect(stderr).not.toContain('ENOENT');
  });

  it.each([
    ['is not there', undefined, "can't read the baseline"],
    ['is there no more', undefined, 'there is no such file'],
    ['is no JSON', '{', "can't be used: line 1"],
    ['is of another kind', '{"schemaVersion": 2, "findings": []}', '"schemaVersion" is to be 1'],
    ['holds something else', '{"schemaVersion": 1, "findings": [\n{"rule": 1}]}', "can't be used: line 2"],
  ])('that %s is told of', (name, text, why) => {
    const { lint } = directory(name, { ...files, ...(text !== undefined && { 'baseline.json': text }) });
    const { code, stderr } = lint('m', '--baseline', 'baseline.json');
    expect([code, stderr]).toEqual([2, expect.stringContaining(why)]);
  });
});
