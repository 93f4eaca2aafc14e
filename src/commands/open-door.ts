import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { collectedHost } from '../collect/collected-host.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from '../node/host/host.ts';
import { machineHost } from '../node/host/machine-host.ts';
import { rootHost } from '../node/host/root-host.ts';
import type { OpenedArchive } from '../node/host/tar-host.ts';
import { wrongUsage } from './flags.ts';
import { readIn } from './streams.ts';

/** A door to a node, and where a copy of one lies on this machine. */
export interface Door {
  readonly host: Host;
  readonly copy?: { readonly path: string; readonly given: string };
  readonly diagnostics: readonly Diagnostic[];
}

/** Opens this machine, or what --root names: a directory, a tar, or a tar on standard input. */
export async function openDoor(root: string | undefined, live: boolean): Promise<Door> {
  if (root === undefined) return { host: machineHost(), diagnostics: [] };
  const archive = await openArchive(root);
  if (!archive) {
    const path = resolve(root);
    return { host: collectedHost(rootHost(path, { live })), copy: { path, given: root }, diagnostics: [] };
  }
  if (live) throw wrongUsage('--live needs a directory with the running machine in it, not an archive');
  return { host: collectedHost(archive.host), diagnostics: archive.diagnostics };
}

/** The archive that --root names; undefined where it is no regular file. */
async function openArchive(root: string): Promise<OpenedArchive | undefined> {
  if (root !== '-' && !statSync(root, { throwIfNoEntry: false })?.isFile()) return undefined;
  // Loaded only here: most nodes are no archives.
  const { MAX_ARCHIVE_SIZE, readArchive, tarHost } = await import('../node/host/tar-host.ts');
  if (root === '-') return tarHost(readIn(MAX_ARCHIVE_SIZE));
  const read = readArchive(root);
  if (!read.ok) throw new Error(`"${root}" can't be read: ${read.failure.message}`);
  return tarHost(read.value);
}
