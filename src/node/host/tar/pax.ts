import { decode } from '../../../bytes/text.ts';
import { MAX_PATH } from './entry-path.ts';

/** Keyword and value of the records of one extended header; an empty value takes back what was said before. */
export type PaxRecords = ReadonlyMap<string, string>;

/**
 * Everything else is not looked at: extended attributes may be large, and need not be text. The names are few, for
 * what a global header says is gone through with each entry.
 */
const KNOWN =
  /^(path|linkpath|size|uid|gid|mtime|GNU\.sparse\.(major|minor|name|size|realsize|map|numblocks|offset|numbytes)|SCHILY\.realsize)$/;

/** No known keyword is longer. */
const MAX_KEYWORD = 32;

/**
 * The records of a pax extended header, each `LENGTH KEYWORD=VALUE\n` with the length of all of it (POSIX, pax,
 * "pax Extended Header"); undefined where it is not made of such records.
 */
export function paxRecords(bytes: Uint8Array): PaxRecords | undefined {
  const records = new Map<string, string>();
  let at = 0;
  // Some writers fill the header up with NULs.
  while (at < bytes.length && bytes[at] !== 0) {
    let length = 0;
    let keyword = at;
    for (; isDigit(bytes[keyword]) && length < bytes.length; keyword++) {
      length = length * 10 + (bytes[keyword]! - 0x30);
    }
    const end = at + length;
    if (bytes[keyword++] !== 0x20 || end > bytes.length || bytes[end - 1] !== 0x0a) return undefined;
    let equals = keyword;
    while (equals < end && bytes[equals] !== 0x3d) equals++;
    if (equals >= end || equals === keyword) return undefined;
    if (equals - keyword <= MAX_KEYWORD) {
      const name = decode(bytes.subarray(keyword, equals));
      // A value longer than PATH_MAX is neither name nor number, however it goes on.
      const most = Math.min(end - 1, equals + 1 + MAX_PATH + 1);
      if (KNOWN.test(name)) records.set(name, decode(bytes.subarray(equals + 1, most)));
    }
    at = end;
  }
  return records;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** A record that is a whole number; undefined where there is none. */
export function wholeNumber(records: PaxRecords, keyword: string): number | undefined {
  const value = records.get(keyword);
  if (value === undefined) return undefined;
  const number = Number(value);
  return /^[0-9]+$/.test(value) && Number.isSafeInteger(number) ? number : undefined;
}

/** A time: seconds with a fraction, maybe negative; undefined where there is none. */
export function seconds(records: PaxRecords, keyword: string): number | undefined {
  const value = records.get(keyword);
  if (value === undefined) return undefined;
  return /^-?[0-9]{1,15}(\.[0-9]*)?$/.test(value) ? Number(value) : undefined;
}

/** Whether the file has holes and its content is not stored as it is (GNU tar, xheader.c; star). */
export function isSparse(records: PaxRecords): boolean {
  for (const keyword of records.keys()) {
    if (keyword.startsWith('GNU.sparse.') || keyword === 'SCHILY.realsize') return true;
  }
  return false;
}

/** The size with its holes of a sparse file. */
export function realSize(records: PaxRecords): number | undefined {
  return (
    wholeNumber(records, 'GNU.sparse.realsize') ??
    wholeNumber(records, 'GNU.sparse.size') ??
    wholeNumber(records, 'SCHILY.realsize')
  );
}
