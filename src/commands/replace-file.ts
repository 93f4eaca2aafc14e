import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { decode, encode } from '../bytes/text.ts';
import { baseName, join, parentOf } from '../node/host/path.ts';
import { fileFailure } from './report-files.ts';

/**
 * Puts `after` in the place of `before`: all of it or nothing, whatever happens meanwhile. What is written first has a
 * dot before its name, since a kubelet runs every other file of its directory and passes over such a one
 * (pkg/kubelet/config/file.go, file_linux.go); then it takes the file's name. Of a symlink the target is replaced.
 *
 * Throws, and leaves the file, when it is no longer what was read, or can't be replaced by one of the same owner and
 * mode.
 */
export function replaceFile(path: string, before: Uint8Array, after: Uint8Array): void {
  const target = decode(realpathSync(raw(path), 'buffer'));
  const info = statSync(raw(target));
  if (info.nlink > 1) throw new Error('it has other names (hard links), which would keep the old text');
  const { name, descriptor } = create(target);
  try {
    try {
      fill(descriptor, info, after);
    } finally {
      closeSync(descriptor);
    }
    if (!readFileSync(raw(target)).equals(before)) throw new Error('it was changed meanwhile');
    renameSync(raw(name), raw(target));
  } catch (error) {
    rmSync(raw(name), { force: true });
    throw error;
  }
  syncDirectory(parentOf(target));
}

/** A file beside the target that nobody else has. */
function create(target: string): { readonly name: string; readonly descriptor: number } {
  for (let n = 1; ; n++) {
    const name = join(parentOf(target), `.${baseName(target)}.spctl-${n}`);
    try {
      return { name, descriptor: openSync(raw(name), 'wx', 0o600) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST' && n < MAX_LEFT_OVER) continue;
      throw new Error(`its directory can't be written: ${fileFailure(error).why}`);
    }
  }
}

/** What was left behind by so many runs that were killed is not ours to remove. */
const MAX_LEFT_OVER = 100;

function fill(descriptor: number, { uid, gid, mode }: Stats, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  const own = fstatSync(descriptor);
  if (own.uid !== uid || own.gid !== gid) keepOwner(descriptor, uid, gid);
  fchmodSync(descriptor, mode & 0o7777);
  fsyncSync(descriptor);
}

function keepOwner(descriptor: number, uid: number, gid: number): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch (error) {
    throw new Error(`it would get another owner: ${fileFailure(error).why}`);
  }
}

/** Makes the new name last; a file system that knows no such thing has its own way. */
function syncDirectory(path: string): void {
  try {
    const descriptor = openSync(raw(path), 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The file is whole either way.
  }
}

/** A name need not be UTF-8. */
function raw(path: string): Buffer {
  return Buffer.from(encode(path));
}
