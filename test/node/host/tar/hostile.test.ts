import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encode } from '../../../../src/bytes/text.ts';
import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import { gunzip } from '../../../../src/node/host/tar/gunzip.ts';
import { MAX_ARCHIVE_SIZE, readArchive, tarHost } from '../../../../src/node/host/tar-host.ts';
import { temporaryDirectory } from '../temporary-tree.ts';
import { archive, entry, joined, listing, pax, textOf } from './archive.ts';

const rules = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ severity, ruleId }) => `${severity} ${ruleId}`);

const good = [entry('etc/first', { text: 'first' }), entry('etc/second', { text: 'x'.repeat(2000) })];

describe('data that is no tar archive', () => {
  test.each([
    ['this is empty', new Uint8Array()],
    ['this is text', encode('apiVersion: v1\nkind: Pod # é\n')],
    ['this is a zip archive', encode('PK\x03\x04 and so on')],
    ['this is xz data', Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0)],
    ['this is zstd data', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0)],
    ['this is bzip2 data', encode('BZh91AY')],
    ['this is no tar archive', new Uint8Array(2048).fill(0xee)],
    ['this is no tar archive', joined(new Uint8Array(2048), new Uint8Array(512).fill(1))],
    ['this is gzip data, and what is in it is text', gzipSync('kind: Pod\n')],
    ['this is gzip data, and what is in it is empty', gzipSync('')],
    ['this is gzip data, and what is in it is gzip data', gzipSync(gzipSync(archive(...good)))],
  ])('%s', (message, bytes) => {
    const { host, diagnostics } = tarHost(bytes);
    expect(diagnostics).toMatchObject([
      { ruleId: 'archive-unreadable', severity: 'error', message: `${message}; spctl reads tar and tar.gz` },
    ]);
    expect(host.stat('/')).toMatchObject({ ok: false, failure: { reason: 'io' } });
  });

  test('an archive of nothing is one', () => {
    const { host, diagnostics } = tarHost(archive());
    expect(diagnostics).toEqual([]);
    expect(host.readDir('/')).toEqual({ ok: true, value: [] });
  });
});

describe('an archive that is not whole', () => {
  test('a file that is cut off could not be looked at, and is not absent', () => {
    const { host, diagnostics } = tarHost(archive(...good).subarray(0, 3 * 512 + 700));
    expect(rules(diagnostics)).toEqual(['error archive-truncated']);
    expect(diagnostics[0]?.message).toContain('in the middle of "etc/second"');
    expect(textOf(host, '/etc/first')).toBe('first');
    expect(textOf(host, '/etc/second')).toBe('notCopied: the archive ends in the middle of it');
    expect(host.stat('/etc/second')).toMatchObject({ value: { size: 2000 } });
  });

  test('it may end in a header, in a long name, or after a whole file', () => {
    expect(rules(tarHost(joined(...good, good[0]!.subarray(0, 300))).diagnostics)).toEqual([
      'error archive-truncated',
    ]);
    const long = entry('././@LongLink', { type: 'L', text: 'n'.repeat(600) });
    expect(rules(tarHost(joined(...good, long.subarray(0, 900))).diagnostics)).toEqual([
      'error archive-truncated',
    ]);
    expect(rules(tarHost(joined(...good)).diagnostics)).toEqual(['error archive-without-end']);
  });

  test('what was inflated before the gzip data ends is read', () => {
    const noise = Uint8Array.from({ length: 50_000 }, (_, i) => (i * i * 31) >> 3);
    const zipped = gzipSync(archive(...good, entry('etc/third', { text: noise })));
    const { host, diagnostics } = tarHost(zipped.subarray(0, zipped.length - 500));
    expect(rules(diagnostics)).toEqual(['error archive-truncated']);
    expect(textOf(host, '/etc/first')).toBe('first');
    expect(textOf(host, '/etc/third')).toMatch(/^notCopied/);
  });

  test('what was inflated before the gzip data is corrupt is read, and said to be doubtful', () => {
    const noise = Uint8Array.from({ length: 50_000 }, (_, i) => (i * i * 31) >> 3);
    const zipped = gzipSync(archive(...good, entry('etc/third', { text: noise })));
    for (const place of [zipped.length - 8, zipped.length >> 1]) {
      const corrupt = Uint8Array.from(zipped);
      corrupt.fill(0xff, place, place + 6);
      const { host, diagnostics } = tarHost(corrupt);
      expect(rules(diagnostics)).toContain('error archive-damaged');
      expect(textOf(host, '/etc/first')).toBe('first');
    }
    expect(rules(tarHost(zipped.subarray(0, 12)).diagnostics)).toEqual(['error archive-truncated']);
  });

  test('a wrong checksum ends it: what follows might be the content of a file', () => {
    const { host, diagnostics } = tarHost(
      archive(
        good[0]!,
        entry('etc/bad', { breakChecksum: true, text: archive(entry('etc/nested')) }),
        good[1]!,
      ),
    );
    expect(rules(diagnostics)).toEqual(['error archive-damaged']);
    expect(diagnostics[0]?.message).toContain('byte 1024');
    expect(host.readDir('/etc')).toEqual({ ok: true, value: ['first'] });
  });

  test.each([
    ['a negative size', entry('etc/x', { size: Uint8Array.of(...Array(11).fill(0xff), 0xf0) })],
    ['a size that is no number', entry('etc/x', { size: encode('00000zzzzzz') })],
    ['a size beyond all numbers', entry('etc/x', { size: Uint8Array.of(0x80, ...Array(11).fill(0xff)) })],
    ['broken pax records', entry('x', { type: 'x', text: '99 path=x\n' })],
    ['a long name of more than 1 MiB', entry('x', { type: 'L', text: 'n'.repeat(2 ** 20 + 1) })],
  ])('%s ends it', (_, bytes) => {
    const { host, diagnostics } = tarHost(archive(good[0]!, bytes, good[1]!));
    expect(rules(diagnostics)).toEqual(['error archive-damaged']);
    expect(host.readDir('/etc')).toEqual({ ok: true, value: ['first'] });
  });

  test('what comes after its end is said not to be read', () => {
    const { diagnostics } = tarHost(joined(archive(...good), encode('Connection to node01 closed.\n')));
    expect(rules(diagnostics)).toEqual(['warning archive-trailing-data']);
    expect(tarHost(joined(archive(...good), new Uint8Array(100))).diagnostics).toEqual([]);
  });
});

describe('names that make trouble', () => {
  test('leading slashes and dots are taken away, and said once', () => {
    const { host, diagnostics } = tarHost(
      archive(
        entry('//etc/./x', { text: 'x' }),
        entry('/etc//y', { text: 'y' }),
        entry('./', { type: '5', mode: 0o700 }),
      ),
    );
    expect(rules(diagnostics)).toEqual(['info archive-absolute-names']);
    expect(textOf(host, '/etc/x')).toBe('x');
    expect(textOf(host, '/etc/y')).toBe('y');
    expect(host.stat('/')).toMatchObject({ value: { mode: 0o700 } });
  });

  test('names with `..` are left out and counted', () => {
    const { host, diagnostics } = tarHost(
      archive(entry('../x'), entry('etc/../../y'), entry('etc/..'), entry('etc/..z', { text: 'fine' })),
    );
    expect(rules(diagnostics)).toEqual(['warning archive-entry-outside']);
    expect(diagnostics[0]?.message).toMatch(/^3 entries .* "\.\.\/x" the first of them$/);
    expect(host.readDir('/etc')).toEqual({ ok: true, value: ['..z'] });
  });

  test('names that no file can have are left out, and shown in part', () => {
    const { host, diagnostics } = tarHost(
      archive(
        pax({ path: 'etc/a\0b' }),
        entry('x'),
        entry('@', { type: 'L', text: 'n'.repeat(1_000_000) }),
        entry('x'),
        entry('@', { type: 'L', text: `${'d/'.repeat(2100)}x` }),
        entry('x'),
        entry('etc/y', { text: 'y' }),
      ),
    );
    expect(rules(diagnostics)).toEqual(['warning archive-entry-impossible']);
    expect(diagnostics[0]?.message).toMatch(/^3 entries/);
    expect(host.readDir('/')).toEqual({ ok: true, value: ['etc'] });
    const [finding] = tarHost(
      archive(entry('@', { type: 'L', text: '\u{1f600}'.repeat(500) }), entry('x')),
    ).diagnostics;
    expect(finding?.message.length).toBeLessThan(300);
    // A half of a pair matches on its own.
    expect(finding?.message).not.toMatch(/[\ud800-\udfff]/u);
  });

  test('a hard link to nothing is a file whose content is not known', () => {
    const { host, diagnostics } = tarHost(
      archive(
        entry('etc/a', { type: '1', link: 'etc/none' }),
        entry('etc/b', { type: '1', link: '../b' }),
        entry('etc/c', { type: '1', link: 'etc' }),
        entry('etc/later', { text: 'x' }),
      ),
    );
    expect(rules(diagnostics)).toEqual(['warning archive-link-without-target']);
    for (const path of ['/etc/a', '/etc/b', '/etc/c']) {
      expect(textOf(host, path)).toBe('notCopied: a link to a file that is not in the archive');
    }
  });

  test('symlinks stay in the archive', () => {
    const { host } = tarHost(
      archive(
        entry('etc/passwd', { text: 'inside' }),
        entry('run/up', { type: '2', link: '../../../../etc/passwd' }),
        entry('run/absolute', { type: '2', link: '/etc/passwd' }),
        entry('run/loop', { type: '2', link: 'loop' }),
        entry('run/loop/x', { text: 'x' }),
      ),
    );
    expect(textOf(host, '/run/up')).toBe('inside');
    expect(textOf(host, '/run/absolute')).toBe('inside');
    expect(host.stat('/run/loop')).toMatchObject({ failure: { reason: 'loop' } });
  });

  test('what is below a symlink is where that leads, whichever comes first', () => {
    const entries = [
      entry('lib', { type: '2', link: 'usr/lib' }),
      entry('lib/systemd/a', { text: 'a' }),
      entry('usr/lib/systemd/b', { text: 'b' }),
      entry('lib/', { type: '5', mode: 0o700 }),
      entry('etc/x', { text: 'x' }),
    ];
    for (const order of [entries, entries.toReversed()]) {
      const { host, diagnostics } = tarHost(archive(...order));
      expect(diagnostics).toEqual([]);
      expect(host.readLink('/lib')).toEqual({ ok: true, value: 'usr/lib' });
      expect(host.readDir('/usr/lib/systemd')).toEqual({ ok: true, value: ['a', 'b'] });
    }
    expect(tarHost(archive(...entries)).host.stat('/usr/lib')).toMatchObject({ value: { mode: 0o700 } });
  });

  test('what is below a file, or in place of a directory that is not empty, is left out', () => {
    const { host, diagnostics } = tarHost(
      archive(
        entry('etc/file', { text: 'file' }),
        entry('etc/file/below', { text: 'x' }),
        entry('etc', { text: 'no directory' }),
        entry('run/empty', { type: '5' }),
        entry('run/empty', { text: 'replaced' }),
        entry('.', { text: 'no root' }),
      ),
    );
    expect(rules(diagnostics)).toEqual(['warning archive-entry-misplaced']);
    expect(diagnostics[0]?.message).toMatch(/^3 entries/);
    expect(textOf(host, '/etc/file')).toBe('file');
    expect(textOf(host, '/run/empty')).toBe('replaced');
  });

  test('a type that nobody knows is there, and not read', () => {
    const { host, diagnostics } = tarHost(archive(entry('etc/x', { type: 'Z', text: 'x' }), ...good));
    expect(rules(diagnostics)).toEqual(['warning archive-entry-unsupported']);
    expect(textOf(host, '/etc/x')).toMatch(/^notRegular/);
    expect(textOf(host, '/etc/first')).toBe('first');
  });
});

describe('an archive made from outside of the node', () => {
  test('has its root in the one top directory', () => {
    const { host, diagnostics } = tarHost(
      archive(
        entry('README', { text: 'x' }),
        entry('./node01/', { type: '5', mode: 0o711 }),
        entry('./node01/etc/x', { text: 'x' }),
        entry('./node01/etc/y', { type: '1', link: './node01/etc/x' }),
        entry('./node01/lib', { type: '2', link: '/usr/lib' }),
        entry('./node01/lib/z', { text: 'z' }),
      ),
    );
    expect(rules(diagnostics)).toEqual(['info archive-top-directory']);
    expect(host.readDir('/')).toEqual({ ok: true, value: ['etc', 'lib', 'usr'] });
    expect(host.stat('/')).toMatchObject({ value: { mode: 0o711 } });
    expect(textOf(host, '/etc/y')).toBe('x');
    expect(textOf(host, '/usr/lib/z')).toBe('z');
  });

  test.each([
    ['a system is beside it', ['var/x', 'node01/etc/x']],
    ['there are two', ['node01/etc/x', 'node02/etc/x']],
    ['nothing of a system is in it', ['node01/x', 'node01/kubernetes/x']],
  ])('but not where %s', (_, names) => {
    const { host, diagnostics } = tarHost(archive(...names.map((name) => entry(name))));
    expect(diagnostics).toEqual([]);
    expect(host.stat('/node01')).toMatchObject({ ok: true });
  });
});

describe('bounds', () => {
  test('a gzip bomb is given up, and nothing of it is kept', () => {
    const bomb = gzipSync(new Uint8Array(2 ** 20));
    const refused = { bytes: new Uint8Array(), problem: 'tooLarge' };
    expect(gunzip(bomb, 2 ** 20 - 1)).toEqual(refused);
    expect(gunzip(joined(bomb, bomb), 2 ** 21 - 1)).toEqual(refused);
    expect(gunzip(bomb.subarray(0, -9), 1000)).toEqual(refused);
    expect(gunzip(joined(bomb, bomb), 2 ** 21).bytes.length).toBe(2 ** 21);
    expect(MAX_ARCHIVE_SIZE).toBe(2 ** 30);
  });

  test('long names that lead to millions of directories are given up', () => {
    const names = Array.from({ length: 700 }, (_, i) => `${i}/${'d/'.repeat(1900)}x`);
    const entries = names.flatMap((name) => [entry('@', { type: 'L', text: name }), entry('x')]);
    const { host, diagnostics } = tarHost(archive(entry('etc/x', { text: 'x' }), ...entries));
    expect(rules(diagnostics)).toEqual(['error archive-too-many-entries']);
    expect(textOf(host, '/etc/x')).toBe('x');
  });

  test('what a global header says is kept small, for each entry goes through it', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => [`GNU.sparse.${'abcdefghij'[i % 10]}${i}`, '']);
    const headers = [pax(Object.fromEntries(keys), 'g'), pax({ path: 'n'.repeat(900_000) }, 'g')];
    const entries = Array.from({ length: 5000 }, () => entry('x'));
    const before = performance.now();
    const { diagnostics } = tarHost(archive(...headers, ...entries));
    expect(performance.now() - before).toBeLessThan(2000);
    expect(rules(diagnostics)).toEqual(['warning archive-entry-impossible']);
  });

  test('whatever the bytes are, there is an answer', () => {
    const seed = archive(
      pax({ path: 'etc/long', mtime: '1.5' }),
      entry('x', { text: 'x'.repeat(700) }),
      entry('@', { type: 'L', text: 'etc/longer' }),
      entry('etc/l', { type: '2', link: '../x' }),
      entry('etc/h', { type: '1', link: 'etc/long' }),
      entry('etc/s', { type: 'S', text: 'x' }),
    );
    const change = fc.record({ at: fc.nat(seed.length - 1), to: fc.nat(255) });
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 8 }),
        fc.nat(seed.length),
        fc.boolean(),
        (changes, cut, zip) => {
          const bytes = Uint8Array.from(seed.subarray(0, cut));
          for (const { at, to } of changes) if (at < cut) bytes[at] = to;
          repairChecksums(bytes);
          const { host, diagnostics } = tarHost(zip ? gzipSync(bytes) : bytes);
          if (host.stat('/').ok) listing(host, true);
          else expect(rules(diagnostics)).toEqual(['error archive-unreadable']);
        },
      ),
      { numRuns: 300 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => void tarHost(bytes)));
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 2000 }),
        (bytes) => void tarHost(joined(Uint8Array.of(0x1f, 0x8b, 8), bytes)),
      ),
    );
  });
});

/** Otherwise hardly a changed header would be read. */
function repairChecksums(bytes: Uint8Array): void {
  for (let at = 0; at + 512 <= bytes.length; at += 512) {
    const block = bytes.subarray(at, at + 512);
    if (block[257] !== 0x75) continue;
    block.fill(0x20, 148, 156);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.set(encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  }
}

test('only a regular file is read as an archive', () => {
  const directory = temporaryDirectory();
  const at = (name: string) => join(directory, name);
  writeFileSync(at('node.tar'), archive(...good));
  spawnSync('mkfifo', [at('fifo')]);
  const reason = (path: string) => {
    const read = readArchive(path);
    return read.ok ? read.value.length : read.failure.reason;
  };
  expect(reason(at('node.tar'))).toBe(archive(...good).length);
  expect(reason(at('fifo'))).toBe('notRegular');
  expect(reason('/dev/zero')).toBe('notRegular');
  expect(reason(directory)).toBe('isDirectory');
  expect(reason(at('none'))).toBe('absent');
  rmSync(directory, { recursive: true });
});
