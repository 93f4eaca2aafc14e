import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { schemaErrors, spctl } from './cli.ts';

const BROKEN = 'fixtures/nodes/broken-control-plane';
const work = mkdtempSync(join(tmpdir(), 'spctl-doctor-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('spctl doctor', () => {
  it('names the cause in the first line and what to do in the second', () => {
    const { code, stdout } = spctl(['doctor', '--root', BROKEN]);
    const [cause, fix] = stdout.split('\n');
    expect(cause).toMatch(/^cause: kube-apiserver ends at once with "unknown flag: --authorisation-mode"/);
    expect(fix).toBe('fix:   did you mean "--authorization-mode"?');
    expect(code).toBe(1);
  });

  it('shows with --verbose what each check looked at', () => {
    const { stdout } = spctl(['doctor', '--root', BROKEN, '--verbose']);
    expect(stdout).toMatch(/^ok {5} swap-on: .*\(\/etc\/fstab/m);
  });

  it('ends with 3 where there is no kubelet to look at', () => {
    const root = join(work, 'empty');
    mkdirSync(join(root, 'etc'), { recursive: true });
    writeFileSync(join(root, 'etc/hostname'), 'n\n');
    const { code, stdout } = spctl(['doctor', '--root', join(work, 'nothing-here')]);
    expect(stdout).not.toMatch(/^found nothing wrong$/m);
    expect(code).not.toBe(0);
  });

  it.each([['yesterday'], ['2026-13-01'], ['']])('refuses --at %s', (time) => {
    const { code, stderr } = spctl(['doctor', '--root', BROKEN, '--at', time]);
    expect(stderr).toMatch(/--at takes a time like/);
    expect(code).toBe(2);
  });

  it('writes one page of HTML that loads nothing', () => {
    const file = join(work, 'report.html');
    const { code, stdout } = spctl(['doctor', '--root', BROKEN, '-o', `html=${file}`]);
    expect(stdout).toBe('');
    expect(code).toBe(1);
    const page = readFileSync(file, 'utf8');
    expect(page).toContain('authorisation-mode');
    expect(page).not.toMatch(/<script|src=|<link|url\(/);
  });

  it('says the same twice', () => {
    const args = ['doctor', '--root', BROKEN, '--at', '2026-06-01T00:00:00Z', '-o', 'json'];
    const { stdout } = spctl(args);
    expect(spctl(args).stdout).toBe(stdout);
    expect(schemaErrors('doctor', JSON.parse(stdout))).toEqual([]);
  });
});
