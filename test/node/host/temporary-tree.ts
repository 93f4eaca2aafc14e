import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FileSpec } from '../../../src/node/host/memory-host.ts';

/** An empty directory of this machine, for one test. */
export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'spctl-test-'));
}

/** Writes a tree in the format of memoryHost into a directory. */
export function writeTree(directory: string, files: Readonly<Record<string, FileSpec>>): void {
  for (const [name, spec] of Object.entries(files)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof spec === 'string' || spec instanceof Uint8Array) writeFileSync(path, spec);
    else if ('dir' in spec) mkdirSync(path, { recursive: true });
    else if ('link' in spec) symlinkSync(spec.link, path);
    else if ('fifo' in spec) spawnSync('mkfifo', [path]);
    else throw new TypeError(`"${name}": not needed in a test so far`);
  }
}
