import { decode } from '../../../bytes/text.ts';

/** Headers and contents come in blocks of so many bytes. */
export const BLOCK = 512;

/** What a header block says; `size` is undefined where the block says nothing that can be a size. */
export interface Header {
  readonly name: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number | undefined;
  /** Seconds since the epoch. */
  readonly mtime: number;
  /** typeflag, one character; `\0` in the oldest archives. */
  readonly type: string;
  readonly linkName: string;
}

/** The place of a field in the header block, from `struct posix_header` and `struct oldgnu_header` of GNU tar's tar.h. */
type Field = readonly [start: number, length: number];
const NAME: Field = [0, 100];
const MODE: Field = [100, 8];
const UID: Field = [108, 8];
const GID: Field = [116, 8];
const SIZE: Field = [124, 12];
const MTIME: Field = [136, 12];
const CHECKSUM: Field = [148, 8];
const TYPE = 156;
const LINK_NAME: Field = [157, 100];
const MAGIC = 257;
const PREFIX: Field = [345, 155];
const SPARSE_IS_EXTENDED = 482;
const SPARSE_REAL_SIZE: Field = [483, 12];
const SPARSE_BLOCK_IS_EXTENDED = 504;

/** The header at an offset, `zero` for a block of zeros only, `damaged` where the checksum is wrong. */
export function readHeader(bytes: Uint8Array, at: number): Header | 'zero' | 'damaged' {
  const sum = sumOf(bytes, at);
  if (sum === 0) return 'zero';
  const told = number(bytes, at, CHECKSUM);
  // Some old writers summed signed characters (GNU tar, list.c, tar_checksum).
  const isSum = told === sum || (told !== undefined && told === signedSum(bytes, at, sum));
  if (!isSum) return 'damaged';
  const name = text(bytes, at, NAME);
  const prefix = isUstar(bytes, at) ? text(bytes, at, PREFIX) : '';
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    mode: (number(bytes, at, MODE) ?? 0) & 0o7777,
    uid: id(number(bytes, at, UID)),
    gid: id(number(bytes, at, GID)),
    size: number(bytes, at, SIZE),
    mtime: number(bytes, at, MTIME) ?? 0,
    type: String.fromCharCode(bytes[at + TYPE]!),
    linkName: text(bytes, at, LINK_NAME),
  };
}

/** The size with its holes of an old GNU sparse file. */
export function sparseRealSize(bytes: Uint8Array, at: number): number | undefined {
  return number(bytes, at, SPARSE_REAL_SIZE);
}

/** How many blocks with more of the map follow the header of an old GNU sparse file; never beyond the end. */
export function sparseMapBlocks(bytes: Uint8Array, at: number): number {
  let blocks = 0;
  let isExtended = bytes[at + SPARSE_IS_EXTENDED] !== 0;
  while (isExtended && at + (blocks + 1) * BLOCK < bytes.length) {
    blocks += 1;
    isExtended = (bytes[at + blocks * BLOCK + SPARSE_BLOCK_IS_EXTENDED] ?? 0) !== 0;
  }
  return blocks;
}

/** Only `ustar` with a NUL has a prefix; in old GNU archives, `ustar` with spaces, other things are there. */
function isUstar(bytes: Uint8Array, at: number): boolean {
  const magic = [0x75, 0x73, 0x74, 0x61, 0x72, 0];
  return magic.every((byte, i) => bytes[at + MAGIC + i] === byte);
}

function text(bytes: Uint8Array, at: number, [start, length]: Field): string {
  const from = at + start;
  let end = from;
  while (end < from + length && bytes[end] !== 0) end++;
  return end === from ? '' : decode(bytes.subarray(from, end));
}

/**
 * A number: octal digits between blanks, or two's complement in base 256 where the first bit is set (GNU tar,
 * list.c, from_header). An empty field is 0.
 */
function number(bytes: Uint8Array, at: number, [start, length]: Field): number | undefined {
  let place = at + start;
  const end = place + length;
  if (bytes[place]! >= 0x80) return base256(bytes, place, end);
  // An old writer puts a NUL in front when the field before it is too long.
  if (bytes[place] === 0) place++;
  while (place < end && isBlank(bytes[place]!)) place++;
  let value = 0;
  while (place < end && bytes[place]! >= 0x30 && bytes[place]! <= 0x37) {
    value = value * 8 + (bytes[place++]! - 0x30);
  }
  const ended = place === end || bytes[place] === 0 || isBlank(bytes[place]!);
  return ended && Number.isSafeInteger(value) ? value : undefined;
}

/** The first bit only says that it is base 256, the second is the sign. */
function base256(bytes: Uint8Array, start: number, end: number): number | undefined {
  const first = bytes[start]! & 0x7f;
  let value = first >= 0x40 ? first - 0x80 : first;
  for (let place = start + 1; place < end; place++) value = value * 256 + bytes[place]!;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** User and group ids have 32 bits; older archives write those of `nobody` as negative numbers. */
function id(value: number | undefined): number {
  return (value ?? 0) >>> 0;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** The checksum of a header: the sum of its bytes, those of the checksum field as spaces; 0 for zeros only. */
function sumOf(bytes: Uint8Array, at: number): number {
  let sum = 0;
  for (let i = at; i < at + BLOCK; i++) sum += bytes[i]!;
  if (sum === 0) return 0;
  const [start, length] = CHECKSUM;
  for (let i = at + start; i < at + start + length; i++) sum += 0x20 - bytes[i]!;
  return sum;
}

/** The same of bytes that have a sign; digits and spaces of the checksum field have none. */
function signedSum(bytes: Uint8Array, at: number, sum: number): number {
  let signed = sum;
  for (let i = at; i < at + BLOCK; i++) if (bytes[i]! >= 0x80) signed -= 0x100;
  return signed;
}
