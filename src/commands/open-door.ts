import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { collectedHost } from '../collect/collected-host.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from '../node/host/host.ts';
import { machineHost } from '../node/host/machine-host.ts';
import { rootHost } from '../node/host/root-host.ts';
import { MAX_ARCHIVE_SIZE, type OpenedArchive, readArchive, tarHost } from '../node/host/tar-host.ts';
import { wrongUsage } from './flags.ts';
import { readIn } from './streams.ts';

/** A door to a node, and where a copy of one lies on this machine. */
export interface Door {
  readonly host: Host;
  readonly copy?: { readonly path: string; readonly given: string };
  readonly diagnostics: readonly Diagnostic[];
}

/** Opens this machine, or what --root names: a directory, a tar, or a tar on standard input. */
export function openDoor(root: string | undefined, live: boolean): Door {
  if (root === undefined) return { host: machineHost(), diagnostics: [] };
  const archive = root === '-' ? tarHost(readIn(MAX_ARCHIVE_SIZE)) : archiveAt(root);
  if (!archive) {
    const path = resolve(root);
    return { host: collectedHost(rootHost(path, { live })), copy: { path, given: root }, diagnostics: [] };
  }
  if (live) throw wrongUsage('--live needs a directory with the running machine in it, not an archive');
  return { host: collectedHost(archive.host), diagnostics: archive.diagnostics };
}

/** The archive that a path names; undefined where it is no regular file. */
function archiveAt(path: string): OpenedArchive | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  const read = readArchive(path);
  if (!read.ok) throw new Error(`"${path}" can't be read: ${read.failure.message}`);
  return tarHost(read.value);
}
