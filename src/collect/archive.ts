import { encode } from '../bytes/text.ts';
import type { Collected } from './collect.ts';
import { formatRecord, RECORD_PATH } from './record.ts';
import { writeTar } from './write-tar.ts';

/** What was collected as a tar, the record of what was not first. */
export function archiveOf({ members, record }: Collected): Uint8Array {
  const content = encode(formatRecord(record));
  const info = { type: 'file', size: content.length, mode: 0o600, uid: 0, gid: 0, mtime: 0 } as const;
  return writeTar([{ path: RECORD_PATH, info, content }, ...members]);
}
