import type { Looked } from '../host.ts';
import { failed } from '../look.ts';
import * as system from '../operating-system.ts';

/** So large an archive may be, compressed or not: it is held in memory. */
export const MAX_ARCHIVE_SIZE = 2 ** 30;

/** The bytes of an archive in a file of this machine; devices and fifos, which may wait or do something, are not opened. */
export function readArchive(path: string): Looked<Uint8Array> {
  const info = system.stat(path);
  if (!info.ok) return info;
  if (info.value.type === 'directory') return failed('isDirectory', path);
  if (info.value.type !== 'file') return failed('notRegular', path);
  return system.read(path, MAX_ARCHIVE_SIZE, 'follow');
}
