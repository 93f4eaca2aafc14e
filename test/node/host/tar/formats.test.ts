import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rootHost } from '../../../../src/node/host/root-host.ts';
import { tarHost } from '../../../../src/node/host/tar-host.ts';
import { temporaryDirectory } from '../temporary-tree.ts';
import { archive, entry, joined, listing, pax, textOf } from './archive.ts';

const works = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

describe('what a real tar wrote', () => {
  let directory: string;
  let root: string;
  beforeAll(() => {
    directory = temporaryDirectory();
    root = join(directory, 'root');
    const at = (path: string) => join(root, path);
    mkdirSync(at('etc/kubernetes/manifests'), { recursive: true });
    mkdirSync(at('run/empty'), { recursive: true });
    writeFileSync(at('etc/kubernetes/manifests/web.yaml'), 'kind: Pod\n', { mode: 0o600 });
    writeFileSync(at('etc/block'), 'x'.repeat(512));
    writeFileSync(at('etc/block and one'), 'x'.repeat(513));
    writeFileSync(at('etc/empty'), '');
    writeFileSync(Buffer.concat([Buffer.from(at('etc/caf')), Buffer.of(0xe9)]), 'latin 1');
    writeFileSync(at('etc/café'), 'UTF-8');
    linkSync(at('etc/block'), at('etc/same'));
    symlinkSync('/etc/kubernetes', at('etc/absolute'));
    symlinkSync('../../../outside', at('etc/outside'));
    spawnSync('mkfifo', [at('run/fifo')]);
    chmodSync(at('run/empty'), 0o1777);
    utimesSync(at('etc/empty'), 1, 1712345678.123);
    utimesSync(at('run/empty'), 1, 5);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  /** Names that only some formats have room for. */
  const addLongNames = () => {
    const long = join(root, 'etc', 'd'.repeat(90), 'e'.repeat(120));
    mkdirSync(long, { recursive: true });
    writeFileSync(join(long, 'n'.repeat(200)), 'long name');
    rmSync(join(root, 'etc/long link'), { force: true });
    symlinkSync('t'.repeat(150), join(root, 'etc/long link'));
  };

  test.each([
    ['tar', '--format=ustar'],
    ['tar', '--format=oldgnu'],
    ['tar', '--format=gnu'],
    ['tar', '--format=pax'],
    ['tar', '--format=gnu', '-z'],
    ['tar', '--format=gnu', '--label=node01'],
    ['busybox', 'tar'],
    ['busybox', 'tar', '-z'],
  ])('%s %s %s gives what the directory has', (command, ...options) => {
    if (!works(command, ...options.slice(0, command === 'busybox' ? 1 : 0), '--help')) return;
    if (!options.includes('--format=ustar')) addLongNames();
    const file = join(directory, 'node.tar');
    expect(works(command, ...options, '-c', '-f', file, '-C', root, '.')).toBe(true);
    const { host, diagnostics } = tarHost(readFileSync(file));
    const isPax = options.includes('--format=pax');
    expect(diagnostics).toEqual([]);
    expect(listing(host, !isPax)).toEqual(listing(rootHost(root), !isPax));
  });
});

describe('the formats of tar', () => {
  test('v7 has no types for directories, and no prefix', () => {
    const { host, diagnostics } = tarHost(
      archive(
        entry('etc/', { type: '\0', magic: '', mode: 0o700 }),
        entry('etc/x', { type: '\0', magic: '', text: 'v7', prefix: 'not/a/prefix' }),
      ),
    );
    expect(diagnostics).toEqual([]);
    expect(host.lstat('/etc')).toMatchObject({ value: { type: 'directory', mode: 0o700 } });
    expect(textOf(host, '/etc/x')).toBe('v7');
  });

  test('ustar has a prefix, contiguous files and devices, which are never read', () => {
    const { host } = tarHost(
      archive(
        entry('x', { prefix: 'etc/long', text: 'prefixed' }),
        entry('etc/c', { type: '7', text: 'contiguous' }),
        entry('dev/null', { type: '3' }),
        entry('dev/sda', { type: '4' }),
        entry('run/fifo', { type: '6' }),
      ),
    );
    expect(textOf(host, '/etc/long/x')).toBe('prefixed');
    expect(textOf(host, '/etc/c')).toBe('contiguous');
    expect(host.lstat('/dev/null')).toMatchObject({ value: { type: 'character' } });
    expect(host.lstat('/dev/sda')).toMatchObject({ value: { type: 'block' } });
    expect(textOf(host, '/run/fifo')).toBe('notRegular: not a regular file');
  });

  test('numbers too large for octal are in base 256, also below zero', () => {
    const uid = Uint8Array.of(0x80, 0, 0, 0, 0xb2, 0xd0, 0x5e, 0);
    const nobody = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe);
    const before = Uint8Array.of(...Array(11).fill(0xff), 0xfb);
    const { host } = tarHost(
      archive(entry('etc/x', { uid, mtime: before }), entry('etc/y', { uid: nobody, mtime: 1700000000 })),
    );
    expect(host.lstat('/etc/x')).toMatchObject({ value: { uid: 3_000_000_000, mtime: -5000 } });
    expect(host.lstat('/etc/y')).toMatchObject({ value: { uid: 4_294_967_294, mtime: 1_700_000_000_000 } });
  });

  test('a directory of an incremental GNU archive has the list of its names as content', () => {
    const { host, diagnostics } = tarHost(
      archive(entry('etc/', { type: 'D', text: 'Yx\0\0', mode: 0o700 }), entry('etc/x', { text: 'x' })),
    );
    expect(diagnostics).toEqual([]);
    expect(host.stat('/etc')).toMatchObject({ value: { type: 'directory', mode: 0o700 } });
    expect(textOf(host, '/etc/x')).toBe('x');
  });

  test('some old writers summed signed characters', () => {
    const { host } = tarHost(archive(entry('etc/caf\udce9', { text: 'x', signedChecksum: true })));
    expect(textOf(host, '/etc/caf\udce9')).toBe('x');
  });

  test('pax records beat the header, and their values may be any bytes', () => {
    const records = {
      path: 'etc/a\nb=\udcff',
      uid: '70000',
      gid: '5',
      mtime: '1712345678.123',
      'SCHILY.xattr.x': '\n=\0',
    };
    const { host, diagnostics } = tarHost(
      archive(
        pax({ mtime: '7', comment: 'all' }, 'g'),
        pax(records),
        entry('short', { text: 'x' }),
        entry('etc/next', { uid: 3 }),
        pax({ linkpath: '/etc/next', mtime: '' }),
        entry('etc/link', { type: '2', link: 'x', mtime: 9 }),
      ),
    );
    expect(diagnostics).toEqual([]);
    expect(host.lstat('/etc/a\nb=\udcff')).toMatchObject({
      value: { uid: 70000, gid: 5, mtime: 1712345678123 },
    });
    expect(host.lstat('/etc/next')).toMatchObject({ value: { uid: 3, mtime: 7000 } });
    expect(host.readLink('/etc/link')).toEqual({ ok: true, value: '/etc/next' });
    expect(host.lstat('/etc/link')).toMatchObject({ value: { mtime: 9000 } });
  });

  test('a pax size is the size', () => {
    const { host } = tarHost(
      archive(pax({ size: '3' }), entry('etc/x', { text: 'abc', size: 0 }), entry('etc/y', { text: 'next' })),
    );
    expect(textOf(host, '/etc/x')).toBe('abc');
    expect(textOf(host, '/etc/y')).toBe('next');
  });

  test('a hard link is another name of an earlier file or symlink', () => {
    const { host, diagnostics } = tarHost(
      archive(
        entry('etc/x', { text: 'content', mode: 0o600, uid: 7 }),
        entry('etc/l', { type: '2', link: 'x' }),
        entry('usr/same', { type: '1', link: './etc/x' }),
        entry('etc/l2', { type: '1', link: '/etc/l' }),
        entry('etc/x', { type: '1', link: 'etc/x' }),
      ),
    );
    expect(diagnostics).toEqual([]);
    expect(textOf(host, '/usr/same')).toBe('content');
    expect(host.lstat('/usr/same')).toMatchObject({ value: { mode: 0o600, uid: 7 } });
    expect(textOf(host, '/etc/l2')).toBe('content');
  });

  test('a file with holes is there but was not read', () => {
    const spec = { type: 'S', magic: 'ustar  \0' };
    const { host, diagnostics } = tarHost(
      archive(
        entry('etc/gnu', { ...spec, text: 'x' }),
        pax({ 'GNU.sparse.major': '1', 'GNU.sparse.name': 'etc/pax', 'GNU.sparse.realsize': '99' }),
        entry('etc/GNUSparseFile.1/pax', { text: '1\n0\n' }),
        entry('etc/x', { text: 'after' }),
      ),
    );
    const why = 'notCopied: stored as a sparse file, which is not read from an archive';
    expect(textOf(host, '/etc/gnu')).toBe(why);
    expect(textOf(host, '/etc/pax')).toBe(why);
    expect(host.lstat('/etc/pax')).toMatchObject({ value: { type: 'file', size: 99 } });
    expect(textOf(host, '/etc/x')).toBe('after');
    expect(diagnostics).toMatchObject([{ ruleId: 'archive-entry-unsupported', severity: 'warning' }]);
  });

  test('archives one after the other are one, plain and gzipped; the later entry of a name counts', () => {
    const first = archive(entry('etc/x', { text: 'first' }), entry('etc/y', { text: 'only here' }));
    const second = archive(entry('./etc/x', { text: 'second', mode: 0o600 }));
    for (const bytes of [
      joined(first, second),
      joined(gzipSync(first), gzipSync(second)),
      gzipSync(joined(first, second)),
    ]) {
      const { host, diagnostics } = tarHost(bytes);
      expect(diagnostics).toEqual([]);
      expect(textOf(host, '/etc/x')).toBe('second');
      expect(host.stat('/etc/x')).toMatchObject({ value: { mode: 0o600 } });
      expect(textOf(host, '/etc/y')).toBe('only here');
    }
  });
});
