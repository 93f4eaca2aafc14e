import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decode, encode } from '../../../src/bytes/text.ts';
import type { FileInfo, Host, Looked } from '../../../src/node/host/host.ts';
import { type FileSpec, memoryHost } from '../../../src/node/host/memory-host.ts';
import { rootHost } from '../../../src/node/host/root-host.ts';
import { temporaryDirectory, writeTree } from './temporary-tree.ts';

const SECRET = 'outside';
let outer: string;
let root: string;

beforeEach(() => {
  outer = temporaryDirectory();
  root = join(outer, 'root');
  mkdirSync(root);
  writeFileSync(join(outer, 'secret'), SECRET);
});
afterEach(() => rmSync(outer, { recursive: true, force: true }));

describe('a copy of a node in a directory', () => {
  test('resolves absolute symlinks and `..` inside it', () => {
    writeTree(root, {
      'etc/real': 'inside',
      'etc/link': { link: '/etc/real' },
      up: { link: '../../../etc' },
    });
    const host = rootHost(root);
    expect(text(host.readFile('/etc/link'))).toBe('inside');
    expect(text(host.readFile('/up/real'))).toBe('inside');
    expect(host.realPath('/up/link')).toEqual({ ok: true, value: '/etc/real' });
  });

  test('does not see what a symlink names outside of it', () => {
    writeTree(root, { a: { link: join(outer, 'secret') }, b: { link: '../secret' }, c: { link: '..' } });
    const host = rootHost(root);
    for (const path of ['/a', '/b', '/c/secret', '/../secret']) {
      expect(host.readFile(path)).toMatchObject({ ok: false, failure: { reason: 'absent', path } });
    }
  });

  test('may itself be reached through a symlink, and be given with a slash at the end', () => {
    writeTree(root, { file: 'inside' });
    symlinkSync('root', join(outer, 'alias'));
    expect(text(rootHost(`${join(outer, 'alias')}/`).readFile('/file'))).toBe('inside');
  });

  test('that is missing or a file has nothing in it', () => {
    expect(rootHost(join(outer, 'nowhere')).stat('/etc')).toMatchObject({ failure: { reason: 'absent' } });
    expect(rootHost(join(outer, 'secret')).stat('/etc')).toMatchObject({
      failure: { reason: 'notDirectory' },
    });
  });

  test.runIf(process.platform === 'linux')('keeps names that are not UTF-8', () => {
    writeFileSync(Buffer.from(encode(`${root}/caf\udce9`)), 'inside');
    symlinkSync(Buffer.from(encode('caf\udce9')), join(root, 'link'));
    const host = rootHost(root);
    expect(host.readDir('/')).toEqual({ ok: true, value: ['caf\udce9', 'link'] });
    expect(host.readLink('/link')).toEqual({ ok: true, value: 'caf\udce9' });
    expect(text(host.readFile('/link'))).toBe('inside');
    expect(host.hostPath('/caf\udce9')).toBe(`${root}/caf\udce9`);
  });

  test('has a path of this machine for each of its paths', () => {
    writeTree(root, {
      'etc/file': 'x',
      relative: { link: 'etc' },
      absolute: { link: '/etc' },
      'etc/out': { link: '../../secret' },
    });
    const host = rootHost(root);
    expect(host.hostPath('/etc/file')).toBe(join(root, 'etc/file'));
    expect(host.hostPath('/etc/./x/../file')).toBe(join(root, 'etc/file'));
    // An editor arrives where the node does, so the name stays.
    expect(host.hostPath('/relative/file')).toBe(join(root, 'relative/file'));
    // It would leave the root here.
    expect(host.hostPath('/absolute/file')).toBe(join(root, 'etc/file'));
    expect(host.hostPath('/nowhere')).toBe(join(root, 'nowhere'));
  });

  test('has the host name that its etc/hostname tells', () => {
    writeTree(root, { 'etc/hostname': 'node01\n' });
    expect(rootHost(root).hostName()).toBe('node01');
  });
});

describe('whatever the symlinks', () => {
  const segment = fc.constantFrom('a', 'b', 'c', 'd', '..', '.', '');
  const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => `/${segments.join('/')}`);
  const target = fc.oneof(
    fc
      .array(fc.constantFrom('a', 'b', 'c', '..', '.', 'secret'), { minLength: 1, maxLength: 4 })
      .map((s) => s.join('/')),
    path,
    fc.constantFrom('../secret', '/secret', 'a/', 'OUTER/secret', 'OUTER', 'OUTER/root/a'),
  );
  const entry = fc.oneof(
    fc.record({ name: fc.constantFrom('a', 'b', 'c', 'a/a', 'a/b', 'b/a', 'b/c', 'a/a/b'), link: target }),
    fc.record({ name: fc.constantFrom('a', 'c', 'a/c', 'b/a', 'a/a/d'), file: fc.constant('inside') }),
    fc.record({ name: fc.constantFrom('a', 'b', 'a/a', 'b/d'), dir: fc.constant(true as const) }),
  );

  test('nothing outside of the root is read, and a tree in memory answers the same', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 8 }),
        fc.array(path, { minLength: 8, maxLength: 16 }),
        (entries, paths) => {
          rmSync(root, { recursive: true, force: true });
          mkdirSync(root);
          const files = possibleTree(entries);
          writeTree(root, files);
          const [onDisk, inMemory] = [rootHost(root), memoryHost(files)];
          for (const asked of paths) {
            const content = text(onDisk.readFile(asked));
            expect(content === undefined || content === 'inside').toBe(true);
            expect(answers(onDisk, asked)).toEqual(answers(inMemory, asked));
            expect(onDisk.hostPath(asked)?.startsWith(root)).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  /** Without what can't be: a second entry of a name, or one below something that is not a directory. */
  function possibleTree(
    entries: readonly { name: string; link?: string; file?: string; dir?: true }[],
  ): Record<string, FileSpec> {
    const files: Record<string, FileSpec> = {};
    for (const { name, link, file } of [...entries].sort((a, b) => a.name.length - b.name.length)) {
      const parents = name.split('/').map((_, index, all) => all.slice(0, index).join('/'));
      if (name in files || parents.some((above) => isLeaf(files[above]))) continue;
      if (link !== undefined) files[name] = { link: link.replace('OUTER', outer) };
      else files[name] = file ?? { dir: true };
    }
    return files;
  }

  function isLeaf(spec: FileSpec | undefined): boolean {
    return spec !== undefined && !(typeof spec === 'object' && 'dir' in spec);
  }
});

/** Every answer of a host about a path, but for what no tree in memory knows. */
function answers(host: Host, path: string) {
  return {
    stat: known(host.stat(path)),
    lstat: known(host.lstat(path)),
    readLink: host.readLink(path),
    readDir: host.readDir(path),
    realPath: host.realPath(path),
    content: contentOrFailure(host.readFile(path)),
  };
}

function known(info: Looked<FileInfo>) {
  if (!info.ok) return info.failure;
  const { type, size } = info.value;
  return type === 'directory' ? { type } : { type, size };
}

function contentOrFailure(content: Looked<Uint8Array>) {
  return content.ok ? decode(content.value) : content.failure;
}

function text(content: Looked<Uint8Array>): string | undefined {
  return content.ok ? decode(content.value) : undefined;
}
