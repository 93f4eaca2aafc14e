import { describe, expect, test } from 'vitest';
import { decode } from '../../../src/bytes/text.ts';
import type { Looked } from '../../../src/node/host/host.ts';
import { memoryHost } from '../../../src/node/host/memory-host.ts';

const reason = (look: Looked<unknown>) => (look.ok ? 'ok' : look.failure.reason);

describe('a tree in memory', () => {
  const host = memoryHost({
    '/etc/kubernetes/manifests/web.yaml': 'kind: Pod\n',
    'etc/manifests': { link: 'kubernetes/../kubernetes/manifests/' },
    absolute: { link: '/etc/kubernetes' },
    above: { link: '../../../etc' },
    fifo: { fifo: true },
    dangling: { link: 'nowhere' },
    bytes: { b64: '/wAB' },
    same: { base64: '/wAB' },
    padded: { text: 'a: b\n', pad: 20 },
    locked: { text: 'x', mode: 0o600 },
    var: { dir: true, mode: 0o700 },
    'var/lib': 'x',
    'caf\udce9': 'latin 1',
  });

  test('implies the directories on the way, and takes keys with or without a slash in front', () => {
    expect(host.readDir('/etc')).toEqual({ ok: true, value: ['kubernetes', 'manifests'] });
    expect(host.stat('/etc/kubernetes')).toMatchObject({ value: { type: 'directory', mode: 0o755 } });
    expect(host.stat('/var')).toMatchObject({ value: { type: 'directory', mode: 0o700 } });
  });

  test('holds text, bytes, padded text and modes', () => {
    expect(host.readFile('/bytes')).toEqual({ ok: true, value: Uint8Array.of(255, 0, 1) });
    expect(host.readFile('/same')).toEqual(host.readFile('/bytes'));
    const padded = host.readFile('/padded');
    expect(padded.ok && decode(padded.value)).toBe('a: b\n###############');
    expect(host.stat('/locked')).toMatchObject({ value: { type: 'file', size: 1, mode: 0o600 } });
  });

  test('follows symlinks, absolute ones and those that climb above the root', () => {
    expect(host.realPath('/etc/manifests/web.yaml')).toEqual({
      ok: true,
      value: '/etc/kubernetes/manifests/web.yaml',
    });
    expect(host.realPath('/absolute/manifests')).toEqual({ ok: true, value: '/etc/kubernetes/manifests' });
    expect(host.realPath('/above/kubernetes')).toEqual({ ok: true, value: '/etc/kubernetes' });
    expect(host.lstat('/absolute')).toMatchObject({ value: { type: 'symlink' } });
    expect(host.readLink('/above')).toEqual({ ok: true, value: '../../../etc' });
  });

  test('says why there is no answer', () => {
    expect(reason(host.stat('/nowhere'))).toBe('absent');
    expect(reason(host.stat(''))).toBe('absent');
    expect(reason(host.stat('/dangling'))).toBe('absent');
    expect(reason(host.stat('/bytes/x'))).toBe('notDirectory');
    expect(reason(host.stat('/bytes/'))).toBe('notDirectory');
    expect(reason(host.stat('/bytes/..'))).toBe('notDirectory');
    expect(reason(host.readDir('/bytes'))).toBe('notDirectory');
    expect(reason(host.readFile('/etc'))).toBe('isDirectory');
    expect(reason(host.readFile('/fifo'))).toBe('notRegular');
    expect(reason(host.readFile('/padded', 19))).toBe('tooLarge');
    expect(reason(host.readFile('/padded', 20))).toBe('ok');
    expect(reason(host.readLink('/bytes'))).toBe('notSymlink');
    expect(reason(host.stat('/a\0b'))).toBe('io');
    expect(reason(host.stat(`/${'x'.repeat(256)}`))).toBe('io');
    expect(reason(host.stat(`/${'é'.repeat(127)}`))).toBe('absent');
    expect(reason(host.stat(`/${'é'.repeat(128)}`))).toBe('io');
    expect(reason(host.stat('/.'.repeat(2048)))).toBe('io');
  });

  test('names that are not UTF-8 are as good as others', () => {
    expect(host.readFile('/caf\udce9')).toMatchObject({ ok: true });
  });

  test('refuses a tree that cannot exist', () => {
    expect(() => memoryHost({ a: 'x', 'a/b': 'y' })).toThrow(TypeError);
    expect(() => memoryHost({ 'a/b': 'y', a: 'x' })).toThrow(TypeError);
    expect(() => memoryHost({ 'a/../b': 'y' })).toThrow(TypeError);
  });
});

describe('symlinks as Linux counts them', () => {
  const chain = (length: number) => {
    const files: Record<string, { link: string } | string> = { l0: 'end' };
    for (let i = 1; i <= length; i++) files[`l${i}`] = { link: `l${i - 1}` };
    return memoryHost(files);
  };

  test('forty links lead to the end, the forty-first is a loop', () => {
    expect(reason(chain(40).stat('/l40'))).toBe('ok');
    expect(reason(chain(41).stat('/l41'))).toBe('loop');
    expect(reason(chain(41).lstat('/l41'))).toBe('ok');
  });

  test('a link to itself is a loop', () => {
    expect(reason(memoryHost({ a: { link: 'a' } }).stat('/a'))).toBe('loop');
    expect(reason(memoryHost({ a: { link: 'a/b' } }).stat('/a'))).toBe('loop');
  });
});

describe('the host name of a copy', () => {
  const name = (text: string) => memoryHost({ 'etc/hostname': text }).hostName();

  test('is the first line of etc/hostname that is neither empty nor a comment', () => {
    expect(name('\n# written by hand\n  Node-01.example.org \nother\n')).toBe('Node-01.example.org');
    expect(name('node01')).toBe('node01');
  });

  test('loses what systemd does not take in a host name', () => {
    expect(name('web_1..example.\n')).toBe('web1.example');
    expect(name(`${'a'.repeat(80)}\n`)).toBe('a'.repeat(64));
    expect(name('café')).toBe('caf');
  });

  test('is not known where the file has none', () => {
    expect(name('# only a comment\n')).toBeUndefined();
    expect(name('___\n')).toBeUndefined();
    expect(name('a--\n')).toBeUndefined();
    expect(memoryHost({}).hostName()).toBeUndefined();
    expect(memoryHost({ 'etc/hostname': { fifo: true } }).hostName()).toBeUndefined();
  });

  test('is the one that the caller gives', () => {
    expect(memoryHost({ 'etc/hostname': 'a' }, { hostName: 'b' }).hostName()).toBe('b');
  });
});
