import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statfsSync,
  statSync,
} from 'node:fs';
import { decode, encode, isUtf8 } from '../../bytes/text.ts';
import type { FileInfo, FileSystemSpace, Looked, LookFailure } from './host.ts';
import { failed, found, tooLarge } from './look.ts';

/*
 * This machine's files through the operating system, with failures as values. Names that are not UTF-8 go in
 * and out as bytes.
 */

/** stat(2). */
export function stat(path: string): Looked<FileInfo> {
  return look(path, () => statSync(native(path), { throwIfNoEntry: false }), infoOf);
}

/** lstat(2). */
export function lstat(path: string): Looked<FileInfo> {
  return look(path, () => lstatSync(native(path), { throwIfNoEntry: false }), infoOf);
}

/** readlink(2). */
export function readLink(path: string): Looked<string> {
  return look(
    path,
    () => {
      const target = readlinkSync(native(path));
      // As with names, asking for bytes at once is slower.
      return target.includes('\ufffd') ? decode(readlinkSync(native(path), 'buffer')) : target;
    },
    (target) => target,
  );
}

/** realpath(3). */
export function realPath(path: string): Looked<string> {
  return look(path, () => realpathSync.native(native(path), 'buffer'), decode);
}

/** The names in a directory, in no order. */
export function list(path: string): Looked<string[]> {
  return look(
    path,
    () => {
      const names = readdirSync(native(path));
      // Node turns what is not UTF-8 into U+FFFD; asking for bytes at once is far slower.
      return names.some((name) => name.includes('\ufffd'))
        ? readdirSync(native(path), 'buffer').map(decode)
        : names;
    },
    (names) => names,
  );
}

/**
 * The content of a regular file. Nothing else is read, and nothing waits: the caller has looked what it is, and
 * if it has become a fifo since, it is opened without blocking and closed again.
 */
export function read(path: string, limit: number, follow: 'follow' | 'nofollow'): Looked<Uint8Array> {
  return readRegular(path, follow, (file, size) => {
    if (size > limit) return tooLarge(path, limit);
    const bytes = readAtMost(file, size, limit + 1);
    return bytes.length > limit ? tooLarge(path, limit) : found(bytes);
  });
}

/** The first bytes of a regular file, with the same care. */
export function readHead(path: string, length: number, follow: 'follow' | 'nofollow'): Looked<Uint8Array> {
  return readRegular(path, follow, (file, size) => found(readAtMost(file, Math.min(size, length), length)));
}

/** The last bytes of a regular file. One of /proc, which tells no size, has no end to read from. */
export function readTail(path: string, length: number, follow: 'follow' | 'nofollow'): Looked<Uint8Array> {
  return readRegular(path, follow, (file, size) => {
    const wanted = Math.min(size, length);
    const buffer = new Uint8Array(wanted);
    const count = readSync(file, buffer, 0, wanted, size - wanted);
    return found(buffer.subarray(0, count));
  });
}

/** statvfs(3). */
export function fileSystem(path: string): Looked<FileSystemSpace> {
  return look(
    path,
    () => statfsSync(native(path)),
    ({ bsize, blocks, bavail, files, ffree }) => ({
      size: blocks * bsize,
      available: bavail * bsize,
      inodes: files,
      inodesFree: ffree,
    }),
  );
}

function readRegular(
  path: string,
  follow: 'follow' | 'nofollow',
  content: (file: number, size: number) => Looked<Uint8Array>,
): Looked<Uint8Array> {
  // Windows has neither of the two.
  const noFollow = follow === 'nofollow' ? (constants.O_NOFOLLOW ?? 0) : 0;
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | noFollow;
  return attempt(path, () => {
    const file = openSync(native(path), flags);
    try {
      const stats = fstatSync(file);
      if (stats.isDirectory()) return failed('isDirectory', path);
      if (!stats.isFile()) return failed('notRegular', path);
      return content(file, stats.size);
    } finally {
      closeSync(file);
    }
  });
}

/** Reads to the end but no more than `most` bytes. Files of /proc say that their size is 0. */
function readAtMost(file: number, size: number, most: number): Uint8Array {
  let buffer = Buffer.allocUnsafe(Math.min(most, size > 0 ? size + 1 : 16384));
  let length = 0;
  for (;;) {
    const count = readSync(file, buffer, length, buffer.length - length, null);
    length += count;
    // A regular file gives less than was asked for at its end only; one of /proc may have more.
    const ended = count === 0 || (size > 0 && length < buffer.length);
    if (ended || length === most) return new Uint8Array(buffer.buffer, buffer.byteOffset, length);
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafe(Math.min(most, buffer.length * 2));
      buffer.copy(larger);
      buffer = larger;
    }
  }
}

/** What Node wants for a path: text where text can say it, else bytes. */
function native(path: string): string | Buffer {
  return isUtf8(path) ? path : Buffer.from(encode(path));
}

function look<Raw, T>(path: string, ask: () => Raw | undefined, convert: (raw: Raw) => T): Looked<T> {
  return attempt(path, () => {
    const raw = ask();
    return raw === undefined ? failed('absent', path) : found(convert(raw));
  });
}

function attempt<T>(path: string, ask: () => Looked<T>): Looked<T> {
  try {
    return ask();
  } catch (error) {
    return failureOf(error as NodeJS.ErrnoException, path);
  }
}

const reasons: Readonly<Record<string, LookFailure['reason']>> = {
  ENOENT: 'absent',
  EACCES: 'denied',
  EPERM: 'denied',
  ENOTDIR: 'notDirectory',
  EISDIR: 'isDirectory',
  ELOOP: 'loop',
  // Of all that is asked here only readlink(2) says so.
  EINVAL: 'notSymlink',
};

/** strerror(3) where Node says it in other words. */
const messages: Readonly<Record<string, string>> = {
  ENAMETOOLONG: 'file name too long',
  // A NUL in the path, which Node does not hand on.
  ERR_INVALID_ARG_VALUE: 'invalid argument',
};

function failureOf(error: NodeJS.ErrnoException, path: string) {
  const code = error.code ?? '';
  const reason = reasons[code];
  if (reason) return failed(reason, path);
  // `EIO: i/o error, open '/x'`
  const words = /^[A-Z0-9]+: (.*?)(?:, |$)/.exec(error.message)?.[1];
  return failed('io', path, messages[code] ?? words);
}

function infoOf(stats: Stats): FileInfo {
  return {
    type: typeOf(stats),
    size: stats.size,
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    mtime: stats.mtimeMs,
    dev: stats.dev,
    ino: stats.ino,
  };
}

function typeOf(stats: Stats): FileInfo['type'] {
  switch (stats.mode & constants.S_IFMT) {
    case constants.S_IFREG:
      return 'file';
    case constants.S_IFDIR:
      return 'directory';
    case constants.S_IFLNK:
      return 'symlink';
    case constants.S_IFIFO:
      return 'fifo';
    case constants.S_IFSOCK:
      return 'socket';
    case constants.S_IFBLK:
      return 'block';
    case constants.S_IFCHR:
      return 'character';
    default:
      return 'unknown';
  }
}
