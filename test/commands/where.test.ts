import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { archiveOf } from '../../src/collect/archive.ts';
import { collect } from '../../src/collect/collect.ts';
import { rootHost } from '../../src/node/host/root-host.ts';
import { spctl } from './cli.ts';

const NODE = 'fixtures/nodes/node01';
const work = mkdtempSync(join(tmpdir(), 'spctl-where-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

let count = 0;
/** A copy of a node with these files. */
function node(files: Readonly<Record<string, string>>): string {
  const root = join(work, String(count++));
  mkdirSync(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const unit = (args: string) => ({
  'etc/systemd/system/kubelet.service': `[Service]\nExecStart=/usr/bin/kubelet ${args}\n`,
});
const config = (body: string) =>
  `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n${body}`;

describe('spctl where', () => {
  it('prints the path and nothing else on standard output', () => {
    expect(spctl(['where', '--root', NODE])).toEqual({
      code: 0,
      stdout: '/etc/kubernetes/static\n',
      stderr: '',
    });
    expect(spctl(['where', '--root', NODE, '-0']).stdout).toBe('/etc/kubernetes/static\0');
  });

  it('prints the path on this machine with --host-path', () => {
    const root = node({ ...unit('--pod-manifest-path=/m'), 'm/x': '' });
    expect(spctl(['where', '--root', root, '--host-path']).stdout).toBe(`${root}/m\n`);
  });

  it('says why an archive that was cut off is no clean answer, and has no path of it on this machine', () => {
    const root = node({ ...unit('--pod-manifest-path=/m'), 'm/x': '' });
    const tar = Buffer.from(archiveOf(collect(rootHost(root))));
    const whole = join(work, 'whole.tar');
    writeFileSync(whole, tar);
    expect(spctl(['where', '--root', whole])).toMatchObject({ code: 0, stdout: '/m\n' });
    const cut = spctl(['where', '--root', '-'], { input: tar.subarray(0, tar.length - 1024) });
    expect([cut.code, cut.stderr]).toEqual([3, expect.stringContaining('[archive-without-end]')]);
    expect(spctl(['where', '--root', whole, '--host-path'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('tells with --why what decided, what that overrode, and what a reader might have expected', () => {
    const { stderr } = spctl(['where', '--root', NODE, '--why']);
    expect(stderr).toMatch(/^node01, kubelet 1\.37/);
    expect(stderr).toContain('flag --pod-manifest-path out of $KUBELET_EXTRA_ARGS at');
    expect(stderr).toContain('/etc/default/kubelet:2:20');
    expect(stderr).toContain('overrides "/etc/kubernetes/manifests"');
    expect(stderr).toContain('[unused-manifests-directory]');
  });

  it('is 0 for a directory that is missing, with a warning', () => {
    const { code, stdout, stderr } = spctl([
      'where',
      '--why',
      '--root',
      node(unit('--pod-manifest-path=/m')),
    ]);
    expect([code, stdout]).toEqual([0, '/m\n']);
    expect(stderr).toContain('[static-pod-path-missing]');
  });

  it('is 1 without a path, and when the kubelet does not start, with the reason in any case', () => {
    expect(spctl(['where', '--root', node(unit(''))])).toMatchObject({ code: 1, stdout: '' });
    const refused = spctl(['where', '--root', node(unit('--pod-manifest-path=/m --nosuch-flag'))]);
    expect(refused).toMatchObject({ code: 1, stdout: '/m\n' });
    expect(refused.stderr).toContain('nosuch-flag');
  });

  it('is 3 when the path can not be known, with what is missing', () => {
    const { code, stdout, stderr } = spctl([
      'where',
      '--root',
      node(unit('--config=/var/lib/kubelet/config.yaml')),
    ]);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('/var/lib/kubelet/config.yaml');
    expect(spctl(['where', '--root', node({})])).toMatchObject({ code: 3, stdout: '' });
    expect(spctl(['where', '--root', join(work, 'absent')])).toMatchObject({ code: 3, stdout: '' });
  });

  it('prints the URL with --url, or when there is no path', () => {
    const root = node({ ...unit('--config=/c'), c: config('staticPodURL: http://192.0.2.1/pods\n') });
    expect(spctl(['where', '--root', root])).toMatchObject({ code: 0, stdout: 'http://192.0.2.1/pods\n' });
    const both = node({
      ...unit('--config=/c'),
      c: config('staticPodURL: http://192.0.2.1/pods\nstaticPodPath: /m\n'),
    });
    expect(spctl(['where', '--root', both]).stdout).toBe('/m\n');
    expect(spctl(['where', '--root', both, '--url']).stdout).toBe('http://192.0.2.1/pods\n');
  });

  it('never leaves --root', () => {
    const root = node({ ...unit('--config=/link'), c: config('staticPodPath: ../../../../etc\n') });
    cpSync(join(root, 'c'), join(root, 'link'));
    expect(spctl(['where', '--root', root, '--host-path']).stdout.startsWith(root)).toBe(true);
  });

  it('refuses wrong usage with 2', () => {
    expect(spctl(['where', '--nosuch']).code).toBe(2);
    expect(spctl(['where', '--kubelet-version', 'banana']).code).toBe(2);
    expect(spctl(['where', '-o', 'xml']).code).toBe(2);
    expect(spctl(['where', '-o', 'json', '-o', 'text']).code).toBe(2);
    expect(spctl(['nosuch']).code).toBe(2);
  });

  it('lets --fail-on never turn 1, and only 1, into 0', () => {
    expect(spctl(['where', '--fail-on', 'never', '--root', node(unit(''))]).code).toBe(0);
    expect(spctl(['where', '--fail-on', 'never', '--root', node({})]).code).toBe(3);
  });
});
