/**
 * The one door to a machine: synchronous, bytes in and out. Paths are absolute, `/`-separated, and name places
 * on the node, whatever holds them: this machine, a directory with a copy of a node, a tree in memory. Names
 * that are not UTF-8 come as src/bytes/text.ts decodes them.
 */
export interface Host {
  /**
   * Whether absence counts: true for this machine (and a live root), where a missing executable or user is
   * really missing; false for a copy, which may lack them.
   */
  readonly live: boolean;
  /** Follows symlinks. */
  stat(path: string): Looked<FileInfo>;
  /** Does not follow a symlink at the end. */
  lstat(path: string): Looked<FileInfo>;
  readLink(path: string): Looked<string>;
  /** Whole content of a regular file; `tooLarge` when it has more than `limit` bytes. */
  readFile(path: string, limit?: number): Looked<Uint8Array>;
  /** The first bytes of a regular file, however large it is: all of it where it has no more. */
  readHead(path: string, length: number): Looked<Uint8Array>;
  /** The last bytes of a regular file, however large it is: all of it where it has no more. */
  readTail(path: string, length: number): Looked<Uint8Array>;
  /** Names in a directory, without `.` and `..`, sorted bytewise. */
  readDir(path: string): Looked<readonly string[]>;
  /** The path with every symlink resolved, on the node. */
  realPath(path: string): Looked<string>;
  /** This machine's path for a path on the node; undefined where there is none (memory, tar). */
  hostPath(path: string): string | undefined;
  /** The machine's host name when it is this one; a copy's comes from its etc/hostname. */
  hostName(): string | undefined;
  /** How full the file system is on which a path lies; absent where there are only copies of files. */
  fileSystem?(path: string): Looked<FileSystemSpace>;
}

/** What statvfs(3) tells. */
export interface FileSystemSpace {
  /** Bytes: the whole, and what is left for users who are not root (f_bavail). */
  readonly size: number;
  readonly available: number;
  /** Inodes: all and free; 0 of 0 where the file system has no fixed number. */
  readonly inodes: number;
  readonly inodesFree: number;
}

export interface FileInfo {
  readonly type: 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'block' | 'character' | 'unknown';
  /** Bytes. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Milliseconds since the epoch. */
  readonly mtime: number;
  /** Device and inode as stat(2) tells them, of this machine's files. */
  readonly dev?: number;
  readonly ino?: number;
}

/** Why something could not be looked at. "Absent" is an answer; the others are not. */
export interface LookFailure {
  readonly reason:
    | 'absent'
    | 'denied'
    | 'notRegular'
    | 'notDirectory'
    | 'isDirectory'
    /** readlink(2) of what is no symlink. */
    | 'notSymlink'
    | 'tooLarge'
    | 'loop'
    /** In a container's image, which is not on the node as a tree. */
    | 'inImage'
    /** On the node, but not in this copy of it. */
    | 'notCopied'
    | 'io';
  readonly path: string;
  /** For people: `permission denied`, `too many levels of symbolic links` … */
  readonly message: string;
}

/** The outcome of a look: a value, or why there is none. */
export type Looked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: LookFailure };

/** What a look reads at most, unless it says otherwise: the kubelet's maxConfigLength, 10 MiB. */
export const MAX_FILE_SIZE = 10 * 1024 * 1024;

/** What a look reads at most of a unit or an environment file: a bound of ours, what is larger was not looked at. */
export const MAX_UNIT_FILE_SIZE = 64 * 1024 * 1024;
