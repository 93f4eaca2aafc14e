import { encode } from '../../../bytes/text.ts';
import type { Complaint } from './findings.ts';

/** PATH_MAX and NAME_MAX (linux/limits.h), without the terminating NUL. */
export const MAX_PATH = 4095;
const MAX_NAME = 255;

/** The names of an entry from the archive's root, joined by single slashes; empty for the root itself. */
export type EntryPath = string;

const OUTSIDE: Complaint = {
  ruleId: 'archive-entry-outside',
  severity: 'warning',
  one: 'an entry leads out of the archive with "..", and was left out',
  many: 'entries lead out of the archive with "..", and were left out',
};
/** Of entries whose names, or targets, the kernel would not take. */
export const IMPOSSIBLE: Complaint = {
  ruleId: 'archive-entry-impossible',
  severity: 'warning',
  one: 'an entry has a name that no file on Linux can have, and was left out',
  many: 'entries have names that no file on Linux can have, and were left out',
};

/**
 * The path of a name in an archive: `./etc/x`, `/etc/x` and `etc//x/` are `etc/x`. A name with `..` is no path
 * of the archive, as for tar itself; nor is one that the kernel takes for none.
 */
export function entryPath(name: string): EntryPath | Complaint {
  if (name === '' || name.includes('\0') || isTooLong(name)) return IMPOSSIBLE;
  // Names are many, and most are plain.
  if (!/(^|\/)\.{0,2}(\/|$)/.test(name)) return name;
  const names = name.split('/').filter((part) => part !== '' && part !== '.');
  return names.includes('..') ? OUTSIDE : names.join('/');
}

/** Whether the kernel would refuse a path for its length or for that of a name in it. */
export function isTooLong(path: string): boolean {
  // A UTF-16 unit stands for one to three bytes.
  if (path.length * 3 <= MAX_NAME) return false;
  if (encode(path).length > MAX_PATH) return true;
  return path.split('/').some((name) => encode(name).length > MAX_NAME);
}
