import type { Location } from '../diagnostics/location.ts';

/** What a comment asks for: `spctl-ignore RULE, RULE: REASON`. */
export interface RemarkText {
  /** The word as written: `spctl-ignore`, `spctl-ignore-file`, or what is neither. */
  readonly word: string;
  readonly rules: readonly string[];
  /** Empty where none is given. */
  readonly reason: string;
}

/** Such a comment in a file. */
export interface Remark extends RemarkText {
  readonly location: Location;
  /** The line that it speaks of: its own, or where it stands alone the next that is no comment. */
  readonly line: number;
  /** It stands alone, before anything else in the file but comments. */
  readonly beforeContent: boolean;
  /** It is no comment for who reads the file: what systemd takes it for a part of. */
  readonly partOf?: 'value' | 'line';
}

/** What every remark begins with, and a file without it has none. */
export const MARK = 'spctl-ignore';

const REMARK = /^[#;]+[ \t]*(spctl-ignore[\w-]*)[ \t]*([^:]*)(?::(.*))?$/s;

/** Reads a comment, its `#` included; undefined for one that is not for us. */
export function readRemark(comment: string): RemarkText | undefined {
  const read = REMARK.exec(comment);
  if (!read) return undefined;
  const [, word = '', rules = '', reason = ''] = read;
  return { word, rules: rules.split(/[\s,]+/).filter((rule) => rule !== ''), reason: reason.trim() };
}
