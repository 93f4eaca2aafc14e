import { encode } from '../../../bytes/text.ts';
import type { FileInfo } from '../host.ts';
import type { Said } from './extensions.ts';
import type { Header } from './header.ts';
import type { Content } from './member.ts';
import { isSparse, realSize, seconds, wholeNumber } from './pax.ts';

/** Why the content of a file with holes is not to be had. */
export const SPARSE = 'stored as a sparse file, which is not read from an archive';

/** Where the content of an entry is. */
export interface Stored {
  readonly start: number;
  readonly size: number;
  /** Whether the archive has all of it. */
  readonly whole: boolean;
  /** For an old GNU sparse file, its size with the holes. */
  readonly sparseSize?: number;
}

/** Links, devices, directories and fifos have no content, whatever their size field says (as tar extracts them). */
export function hasContent(type: string): boolean {
  return !(type >= '1' && type <= '6');
}

/** What a header and the extended headers before it say of a name. */
export function contentOf(header: Header, said: Said, name: string, stored: Stored): Content {
  const info = (type: FileInfo['type'], size = 0): FileInfo => ({
    type,
    size,
    mode: header.mode,
    uid: wholeNumber(said.pax, 'uid') ?? header.uid,
    gid: wholeNumber(said.pax, 'gid') ?? header.gid,
    mtime: (seconds(said.pax, 'mtime') ?? header.mtime) * 1000,
  });
  const target = said.linkName ?? header.linkName;
  switch (header.type) {
    case '0':
    case '\0':
    case '7':
    case 'S':
      // The oldest archives have no type for directories.
      return name.endsWith('/') ? { kind: 'directory', info: info('directory') } : file(said, stored, info);
    case '1':
      return { kind: 'hardLink', info: info('file'), target };
    case '2':
      return { kind: 'symlink', info: info('symlink', encode(target).length), target };
    case '3':
      return { kind: 'special', info: info('character') };
    case '4':
      return { kind: 'special', info: info('block') };
    case '5':
    case 'D':
      return { kind: 'directory', info: info('directory') };
    case '6':
      return { kind: 'special', info: info('fifo') };
    default:
      return { kind: 'special', info: info('unknown') };
  }
}

function file(said: Said, stored: Stored, info: (type: 'file', size: number) => FileInfo): Content {
  const { start, size, whole, sparseSize } = stored;
  if (sparseSize !== undefined || isSparse(said.pax)) {
    const holed = info('file', sparseSize ?? realSize(said.pax) ?? size);
    return { kind: 'unread', info: holed, why: SPARSE };
  }
  if (!whole)
    return { kind: 'unread', info: info('file', size), why: 'the archive ends in the middle of it' };
  return { kind: 'file', info: info('file', size), start };
}
