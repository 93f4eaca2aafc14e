import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Host, Looked } from './host.ts';
import { hostNameOf } from './host-name.ts';
import { failed, found, tailOf } from './look.ts';
import { type Findings, findings } from './tar/findings.ts';
import { type Directory, find } from './tar/growing-tree.ts';
import { gunzip, isGzip } from './tar/gunzip.ts';
import { BLOCK, readHeader } from './tar/header.ts';
import { plant } from './tar/plant.ts';
import { MAX_ARCHIVE_SIZE } from './tar/read-archive.ts';
import { readMembers } from './tar/read-members.ts';
import { recognise } from './tar/recognise.ts';
import { type Tree, treeHost } from './tree.ts';

export { MAX_ARCHIVE_SIZE, readArchive } from './tar/read-archive.ts';

/** A node in an archive, and what is to be said about the archive. An error means that not all of it was read. */
export interface OpenedArchive {
  readonly host: Host;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A node in a tar archive, plain or gzipped, that is held in memory: contents stay where they are in it. Owners,
 * modes, times and links are as recorded, and what the archive lacks need not be missing on the node.
 *
 * The reader is our own because the host is synchronous and hostile archives are its daily bread: of the
 * libraries, tar-stream only streams, tar copies every content and loses names that are not UTF-8 and what comes
 * after a first end mark, and nanotar checks neither checksums nor bounds.
 */
export function tarHost(bytes: Uint8Array): OpenedArchive {
  const said = findings();
  const archive = unpacked(bytes, said);
  const tree = archive ? archiveTree(archive, plant(readMembers(archive, said), said)) : NO_TREE;
  const host: Host = treeHost(tree, {
    live: false,
    hostPath: () => undefined,
    hostName: () => hostNameOf(host),
  });
  return { host, diagnostics: said.all() };
}

/** The archive itself; undefined where there is none. */
function unpacked(bytes: Uint8Array, said: Findings): Uint8Array | undefined {
  if (bytes.length > MAX_ARCHIVE_SIZE) return refuse(said, TOO_LARGE);
  if (!isGzip(bytes)) return isTar(bytes) ? bytes : refuse(said, notTar('this is', bytes));
  const { bytes: archive, problem } = gunzip(bytes, MAX_ARCHIVE_SIZE);
  if (problem === 'tooLarge') return refuse(said, TOO_LARGE);
  if (problem) said.add(problem === 'truncated' ? GZIP_TRUNCATED : GZIP_CORRUPT);
  if (isTar(archive)) return archive;
  // Of damaged data, too little may be left to be anything.
  return problem ? undefined : refuse(said, notTar('this is gzip data, and what is in it is', archive));
}

/** Whether a header comes first, or nothing but zeros, which is an archive of nothing. */
function isTar(bytes: Uint8Array): boolean {
  for (let at = 0; at + BLOCK <= bytes.length; at += BLOCK) {
    const header = readHeader(bytes, at);
    if (header !== 'zero') return header !== 'damaged';
  }
  return bytes.length >= BLOCK;
}

function archiveTree(archive: Uint8Array, root: Directory): Tree {
  const at = (path: string) => find(root, path);
  const content = (path: string): Looked<Uint8Array> => {
    const node = at(path);
    if (node?.kind === 'unread') return failed('notCopied', path, node.why);
    if (node?.kind !== 'file') return failed('absent', path);
    return found(archive.subarray(node.start, node.start + node.info.size));
  };
  return {
    lstat(path) {
      const node = at(path);
      return node ? found(node.info) : failed('absent', path);
    },
    readLink(path) {
      const node = at(path);
      return node?.kind === 'symlink' ? found(node.target) : failed('absent', path);
    },
    list(path) {
      const node = at(path);
      return node?.kind === 'directory' ? found([...node.names.keys()]) : failed('absent', path);
    },
    read: content,
    readHead(path, length) {
      const whole = content(path);
      return whole.ok ? found(whole.value.subarray(0, length)) : whole;
    },
    readTail(path, length) {
      const whole = content(path);
      return whole.ok ? found(tailOf(whole.value, length)) : whole;
    },
  };
}

/** Where there is no archive, there is no answer to anything. */
const NO_TREE: Tree = {
  lstat: noArchive,
  readLink: noArchive,
  list: noArchive,
  read: noArchive,
  readHead: noArchive,
  readTail: noArchive,
};

function noArchive(path: string) {
  return failed('io', path, 'there is no archive that can be read');
}

function refuse(said: Findings, diagnostic: Diagnostic): undefined {
  said.add(diagnostic);
}

function notTar(subject: string, bytes: Uint8Array): Diagnostic {
  const { what, help } = recognise(bytes);
  return {
    ruleId: 'archive-unreadable',
    severity: 'error',
    message: `${subject} ${what}; spctl reads tar and tar.gz`,
    ...(help !== undefined && { help }),
  };
}

const MAKE_AGAIN = 'make it again, and look whether tar or the connection reported an error';
const TOO_LARGE: Diagnostic = {
  ruleId: 'archive-too-large',
  severity: 'error',
  message: `the archive has more than ${MAX_ARCHIVE_SIZE / 2 ** 30} GiB when unpacked, and nothing of it was read`,
  help: 'make an archive of what matters only: /etc, /run, /usr/lib/systemd and the directories of the kubelet',
};
const GZIP_TRUNCATED: Diagnostic = {
  ruleId: 'archive-truncated',
  severity: 'error',
  message: 'the gzip data ends too early, so what should come after its end is not known',
  help: MAKE_AGAIN,
};
const GZIP_CORRUPT: Diagnostic = {
  ruleId: 'archive-damaged',
  severity: 'error',
  message:
    'the gzip data is corrupt: what comes after the damage was not read, and what comes before it may be wrong',
  help: MAKE_AGAIN,
};
