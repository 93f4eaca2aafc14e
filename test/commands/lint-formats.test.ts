import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { spctl } from './cli.ts';

const work = mkdtempSync(join(tmpdir(), 'spctl-formats-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const pod = (image: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: c\n    image: ${image}\n`;
mkdirSync(join(work, 'manifests'));
writeFileSync(join(work, 'manifests/bad.yaml'), pod('" x"'));
writeFileSync(join(work, 'unknown.yaml'), `${pod('x')}    nosuch: 1\n`);

const lint = (...args: string[]) =>
  spctl(['lint', '--unit', 'no-such-unit', '--kubelet-version', '1.34', ...args], { cwd: work });
const read = (name: string) => readFileSync(join(work, name), 'utf8');

/** What the output of each format begins with. */
const BEGINNINGS: Readonly<Record<string, RegExp>> = {
  json: /^\{\n {2}"schemaVersion": 1,\n {2}"kubeletVersion": "1.34"/,
  jsonl: /^\{"type":"header","tool":"spctl"/,
  sarif: /^\{\n {2}"\$schema": ".*sarif-schema-2.1.0.json"/,
  junit: /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="spctl" tests="1" failures="1"/,
  github: /^spctl \S+, kubelet 1.34: files: 1,/,
  gitlab: /^\[\n {2}\{\n {4}"type": "issue"/,
  checkstyle: /^<\?xml version="1.0" encoding="UTF-8"\?>\n<!-- spctl \S+, kubelet 1.34 -->\n<checkstyle /,
  tap: /^TAP version 14\n# spctl \S+, kubelet 1.34\n1..1\nnot ok 1 - manifests\/bad.yaml\n/,
};

describe('spctl lint -o', () => {
  it.each(Object.entries(BEGINNINGS))(
    '%s goes to standard output, with the exit code of text',
    (format, begins) => {
      const { stdout, stderr, code } = lint('manifests', '-o', format);
      expect(stdout).toMatch(begins);
      expect([code, stderr]).toEqual([1, '']);
    },
  );

  it('writes several at once, one of them to standard output', () => {
    const files = Object.keys(BEGINNINGS).flatMap((format) => ['-o', `${format}=report.${format}`]);
    const { stdout, code } = lint('manifests', '-o', 'text', ...files);
    expect(code).toBe(1);
    expect(stdout).toContain('manifests/bad.yaml: refused');
    for (const [format, begins] of Object.entries(BEGINNINGS))
      expect(read(`report.${format}`)).toMatch(begins);
  });

  it('writes over nothing that was read, and nothing that a kubelet would run', () => {
    const before = read('manifests/bad.yaml');
    for (const [file, args] of [
      ['unknown.yaml', ['unknown.yaml']],
      ['manifests/bad.yaml', ['./manifests/bad.yaml', 'unknown.yaml']],
      ['manifests/bad.yaml', ['manifests']],
      ['manifests/report.json', ['manifests']],
      ['base.json', ['manifests', '--write-baseline', 'base.json']],
    ] as const) {
      expect(lint(...args, '-o', `json=${file}`)).toMatchObject({ code: 2, stdout: '' });
    }
    expect(read('manifests/bad.yaml')).toBe(before);
    expect(existsSync(join(work, 'manifests/report.json'))).toBe(false);
    expect(existsSync(join(work, 'base.json'))).toBe(false);
    expect(lint('manifests', '-o', 'json=manifests/.report.json').code).toBe(1);
  });

  it('refuses two reports in one file, and one that has no place', () => {
    const twice = lint('manifests', '-o', 'json=one', '-o', 'sarif=./one');
    expect(twice).toMatchObject({ code: 2, stderr: expect.stringContaining('goes into the same file') });
    expect(existsSync(join(work, 'one'))).toBe(false);
    const nowhere = lint('manifests', '-o', 'json=no/such/report.json');
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no directory') });
    expect(nowhere.stderr).not.toContain('ENOENT');
    expect(lint('manifests', '-o', 'json=manifests').code).toBe(2);
    expect(lint('manifests', '-o', 'json=/dev/null', '-o', 'sarif=/dev/null').code).toBe(1);
  });

  it('refuses two for standard output, and a format that is none', () => {
    expect(lint('manifests', '-o', 'sarif', '-o', 'junit').code).toBe(2);
    expect(lint('manifests', '-o', 'sarfi')).toMatchObject({ code: 2, stdout: '' });
  });

  it('fails in a report what --fail-on makes the exit code 1, and what is usual where no finding matters', () => {
    const failures = (...args: string[]) => {
      const { stdout, code } = lint('unknown.yaml', '-o', 'junit', ...args);
      return [code, /failures="(\d+)"/.exec(stdout)?.[1]];
    };
    expect(failures()).toEqual([1, '1']);
    expect(failures('--fail-on', 'error')).toEqual([0, '0']);
    expect(failures('--fail-on', 'never')).toEqual([0, '1']);
  });

  it('tells in SARIF whether everything was looked at', () => {
    const looked = (...args: string[]) =>
      JSON.parse(lint('-o', 'sarif', ...args).stdout).runs[0].invocations[0].executionSuccessful;
    expect(looked('manifests')).toBe(true);
    expect(looked('manifests', 'nosuch.yaml')).toBe(false);
  });

  it('shows what it knows of a rule', () => {
    const { rules } = JSON.parse(lint('-o', 'sarif', 'manifests').stdout).runs[0].tool.driver;
    expect(rules[0].help.markdown).toContain('**Fix:**');
  });
});
