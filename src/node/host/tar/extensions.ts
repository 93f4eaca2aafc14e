import { decode } from '../../../bytes/text.ts';
import { MAX_PATH } from './entry-path.ts';
import { type PaxRecords, paxRecords } from './pax.ts';

/** What was said before a header, of that one entry or (pax `g`) of all that follow. */
export interface Extensions {
  /** Takes in the data of an extended header; false where it can't be understood. */
  extend(type: ExtensionType, data: Uint8Array): boolean;
  /** What holds for the next entry, and is then forgotten. */
  take(): Said;
}

/** The typeflags of headers that speak of others: pax, its form of Solaris, GNU's long names and link names. */
export type ExtensionType = 'x' | 'X' | 'g' | 'L' | 'K';

/** What extended headers say of one entry. */
export interface Said {
  readonly pax: PaxRecords;
  readonly name?: string;
  readonly linkName?: string;
}

/** Whether a header speaks of others. */
export function isExtension(type: string): type is ExtensionType {
  return 'xXgLK'.includes(type);
}

/** Nothing said yet. */
export function extensions(): Extensions {
  let global: PaxRecords = new Map();
  let local: PaxRecords = new Map();
  let longName: string | undefined;
  let longLink: string | undefined;
  return {
    extend(type, data) {
      if (type === 'L') longName = longText(data);
      else if (type === 'K') longLink = longText(data);
      else {
        const records = paxRecords(data);
        if (!records) return false;
        if (type === 'g') global = new Map([...global, ...records]);
        else local = records;
      }
      return true;
    },
    take() {
      const pax = global.size === 0 ? local : new Map([...global, ...local]);
      const name = pax.get('GNU.sparse.name') || pax.get('path') || longName;
      const linkName = pax.get('linkpath') || longLink;
      local = new Map();
      longName = undefined;
      longLink = undefined;
      return { pax, ...(name !== undefined && { name }), ...(linkName !== undefined && { linkName }) };
    },
  };
}

/** A long name has a NUL at its end. One longer than PATH_MAX is none, however it goes on. */
function longText(data: Uint8Array): string {
  const end = data.indexOf(0);
  return decode(data.subarray(0, Math.min(end === -1 ? data.length : end, MAX_PATH + 1)));
}
