import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineHost } from '../../../src/node/host/machine-host.ts';
import { temporaryDirectory, writeTree } from './temporary-tree.ts';

describe('this machine', () => {
  const host = machineHost();
  let directory: string;

  beforeEach(() => {
    directory = temporaryDirectory();
    writeTree(directory, {
      file: 'text',
      link: { link: 'file' },
      loop: { link: 'loop' },
      fifo: { fifo: true },
      sub: { dir: true },
    });
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const at = (name: string) => join(directory, name);

  test('is asked through the operating system', () => {
    expect(host.live).toBe(true);
    expect(host.readFile(at('link'))).toEqual({ ok: true, value: new TextEncoder().encode('text') });
    expect(host.lstat(at('link'))).toMatchObject({ value: { type: 'symlink' } });
    expect(host.stat(at('link'))).toMatchObject({ value: { type: 'file', size: 4 } });
    expect(host.readLink(at('link'))).toEqual({ ok: true, value: 'file' });
    expect(host.readDir(directory)).toEqual({ ok: true, value: ['fifo', 'file', 'link', 'loop', 'sub'] });
    expect(host.realPath(at('link'))).toEqual(host.realPath(at('file')));
    expect(host.hostPath('/etc')).toBe('/etc');
    expect(host.hostName()).toBe(hostname());
  });

  test.each([
    ['nowhere', 'absent'],
    ['file/x', 'notDirectory'],
    ['loop', 'loop'],
    ['fifo', 'notRegular'],
    ['sub', 'isDirectory'],
    ['a\0b', 'io'],
    ['x'.repeat(256), 'io'],
  ])('reading "%s" fails: %s', (name, reason) => {
    expect(host.readFile(`${directory}/${name}`)).toMatchObject({ ok: false, failure: { reason } });
  });

  test('reads at most the limit', () => {
    expect(host.readFile(at('file'), 4)).toMatchObject({ ok: true });
    expect(host.readFile(at('file'), 3)).toMatchObject({ failure: { reason: 'tooLarge' } });
  });

  test.runIf(process.platform === 'linux')('reads files that say they are empty, up to the limit', () => {
    expect(host.stat('/proc/self/status')).toMatchObject({ value: { size: 0 } });
    const status = host.readFile('/proc/self/status');
    expect(status.ok && status.value.length).toBeGreaterThan(100);
    expect(host.readFile('/proc/self/status', 100)).toMatchObject({ failure: { reason: 'tooLarge' } });
    expect(host.readFile('/dev/null')).toMatchObject({ failure: { reason: 'notRegular' } });
  });
});
