import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { archiveOf } from '../../src/collect/archive.ts';
import { collect } from '../../src/collect/collect.ts';
import { rootHost } from '../../src/node/host/root-host.ts';
import { spctl } from './cli.ts';

const NODE = 'fixtures/nodes/node01';
const work = mkdtempSync(join(tmpdir(), 'spctl-root-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const tar = archiveOf(collect(rootHost(NODE)));
const file = join(work, 'node01.tar.gz');
writeFileSync(file, gzipSync(tar));

/** The answer without what tells where the copy lies. */
function answer(args: readonly string[], root: string, input?: Uint8Array): unknown {
  const { stdout, code } = spctl([...args, '-o', 'json', '--root', root], input ? { input } : {});
  return [code, stdout.replaceAll(`${NODE}/`, '/')];
}

describe('--root', () => {
  it.each([['where'], ['cmdline'], ['config'], ['lint']])(
    '%s says the same of a directory, a tar, and standard input',
    (...args) => {
      const directory = answer(args, NODE);
      expect(answer(args, file)).toEqual(directory);
      expect(answer(args, '-', tar)).toEqual(directory);
    },
  );

  it('lints a file of an archive', () => {
    const { stdout } = spctl(['lint', '--root', file, '/etc/kubernetes/static/web.yaml']);
    expect(stdout).toContain('/etc/kubernetes/static/web.yaml: runs as default/web-node01');
  });

  it('could not look at what is no archive, or only a part of one', () => {
    expect(spctl(['where', '--root', '-'], { input: '' })).toMatchObject({ code: 3, stdout: '' });
    const cut = spctl(['where', '--root', '-'], { input: tar.subarray(0, tar.length - 2048) });
    expect(cut.code).toBe(3);
    expect(cut.stderr).toMatch(/archive-/);
    const text = spctl(['where', '--root', 'package.json']);
    expect(text).toMatchObject({ code: 3, stdout: '' });
    expect(text.stderr).toContain('spctl reads tar and tar.gz');
  });

  it('is wrong usage where it can not be meant', () => {
    expect(spctl(['where', '--root', file, '--live']).code).toBe(2);
    expect(spctl(['lint', '--root', '-', '-'], { input: tar }).code).toBe(2);
  });

  it('leaves standard input alone where nothing asks for it', () => {
    expect(spctl(['config', '--root', NODE], { input: 'nosuchmember' }).code).toBe(0);
    expect(spctl(['lint', '--root', NODE], { input: 'nosuchfile' }).stdout).not.toContain('nosuchfile');
  });
});

describe('spctl collect', () => {
  const target = join(work, 'out.tar');
  const take = (...more: readonly string[]) => spctl(['collect', target, '--root', NODE, ...more]);

  it('writes an archive that only its owner may read, lists what is in it, and replaces none unasked', () => {
    const { code, stdout, stderr } = take();
    expect(code).toBe(0);
    expect(stdout).toContain('/etc/kubernetes/static/web.yaml\n');
    expect(stderr).toMatch(/^took \d+ files/);
    expect(readFileSync(target)).toEqual(Buffer.from(tar));
    expect(take()).toMatchObject({ code: 3 });
    expect(take('--force').code).toBe(0);
  });

  it('refuses the directory that the kubelet reads', () => {
    const inside = `${NODE}/etc/kubernetes/static/node.tar`;
    expect(spctl(['collect', inside, '--root', NODE]).code).toBe(2);
  });

  it('prints a script, byte for byte the same', () => {
    const { stdout } = spctl(['collect', '--script']);
    expect(stdout).toMatch(/^#!\/bin\/sh\n/);
    expect(spctl(['collect', '--script']).stdout).toBe(stdout);
    expect(spctl(['collect', '--script', target]).code).toBe(2);
  });
});
