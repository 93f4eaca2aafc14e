import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decode, encode } from '../../../src/bytes/text.ts';
import type { Host } from '../../../src/node/host/host.ts';
import { machineHost } from '../../../src/node/host/machine-host.ts';
import { memoryHost } from '../../../src/node/host/memory-host.ts';
import { overlayHost } from '../../../src/node/host/overlay-host.ts';
import { rootHost } from '../../../src/node/host/root-host.ts';
import { temporaryDirectory, writeTree } from './temporary-tree.ts';

const FILES = { log: '0123456789', empty: '', directory: { dir: true } } as const;

function tail(host: Host, path: string, length: number): string {
  const looked = host.readTail(path, length);
  return looked.ok ? decode(looked.value) : looked.failure.reason;
}

test('every host gives the last bytes of a file, or all of it', () => {
  const directory = temporaryDirectory();
  try {
    writeTree(directory, FILES);
    const copies: readonly (readonly [Host, string])[] = [
      [memoryHost(FILES), ''],
      [rootHost(directory), ''],
      [machineHost(), directory],
      [overlayHost(memoryHost({ ...FILES, log: 'other' }), '/log', encode('0123456789')), ''],
    ];
    for (const [host, root] of copies) {
      expect(tail(host, `${root}/log`, 4)).toBe('6789');
      expect(tail(host, `${root}/log`, 10)).toBe('0123456789');
      expect(tail(host, `${root}/log`, 99)).toBe('0123456789');
      expect(tail(host, `${root}/empty`, 4)).toBe('');
      expect(tail(host, `${root}/none`, 4)).toBe('absent');
      expect(tail(host, `${root}/directory`, 4)).toBe('isDirectory');
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test('a live host tells how full the file system of a path is, and a copy does not', () => {
  const directory = temporaryDirectory();
  try {
    writeTree(directory, FILES);
    for (const space of [
      machineHost().fileSystem?.(directory),
      rootHost(directory, { live: true }).fileSystem?.('/directory'),
    ]) {
      expect(space).toMatchObject({ ok: true });
      if (space?.ok) expect(space.value.size).toBeGreaterThanOrEqual(space.value.available);
    }
    expect(machineHost().fileSystem?.(join(directory, 'none'))).toMatchObject({
      ok: false,
      failure: { reason: 'absent' },
    });
    expect(rootHost(directory).fileSystem).toBeUndefined();
    expect(memoryHost({}).fileSystem).toBeUndefined();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
