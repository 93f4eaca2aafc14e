import { decode } from '../bytes/text.ts';

/** A block of a PEM text. */
export interface PemBlock {
  /** `CERTIFICATE`, `PRIVATE KEY` … */
  readonly type: string;
  /** Whether lines like `Proc-Type: 4,ENCRYPTED` stand before the data. */
  readonly hasHeaders: boolean;
  readonly bytes: Uint8Array;
}

/** More than any bundle has, that of a whole operating system included. */
const MAX_BLOCKS = 1024;

/**
 * The blocks of a PEM text as Go's encoding/pem finds them: what stands around them is passed over, and so is a block
 * whose base64 or last line is wrong. Null where there are more than anyone has.
 */
export function pemBlocks(bytes: Uint8Array): readonly PemBlock[] | null {
  const text = decode(bytes);
  const found: PemBlock[] = [];
  for (let at = 0; ; ) {
    const next = nextBlock(text, at);
    if (!next) return found;
    if (found.length === MAX_BLOCKS) return null;
    found.push(next.block);
    at = next.end;
  }
}

const BEGIN = '-----BEGIN ';
const END = '\n-----END ';
const DASHES = '-----';

/** pem.Decode: from the first END line back to the last BEGIN line before it. */
function nextBlock(text: string, from: number): { readonly block: PemBlock; readonly end: number } | null {
  let rest = from;
  for (;;) {
    const end = text.indexOf(END, rest);
    if (end < 0) return null;
    const begin = text.slice(rest, end).lastIndexOf(BEGIN);
    const start = rest + begin;
    const read = begin < 0 || (begin > 0 && text[start - 1] !== '\n') ? null : readBlock(text, start, end);
    if (read) return read;
    rest = end + END.length;
  }
}

function readBlock(text: string, start: number, end: number) {
  const first = lineAt(text, start + BEGIN.length);
  if (!first.line.endsWith(DASHES)) return null;
  const type = first.line.slice(0, -DASHES.length);
  let at = first.next;
  let hasHeaders = false;
  for (;;) {
    if (at >= text.length) return null;
    const { line, next } = lineAt(text, at);
    if (!line.includes(':')) break;
    hasHeaders = true;
    at = next;
  }
  if (hasHeaders && at > end) return null;
  const last = lineAt(text, end + END.length);
  // Of the last line only white space may follow the dashes.
  if (last.line !== `${type}${DASHES}`) return null;
  const base64 = at < end ? text.slice(at, end).replaceAll(/[ \t\r\n]+/g, '') : '';
  if (!BASE64.test(base64)) return null;
  return { block: { type, hasHeaders, bytes: fromBase64(base64) }, end: last.next };
}

/** base64.StdEncoding. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** getLine: without white space at its end. */
function lineAt(text: string, from: number): { readonly line: string; readonly next: number } {
  const end = text.indexOf('\n', from);
  let last = end < 0 ? text.length : end;
  while (last > from && /[ \t\r]/.test(text[last - 1]!)) last--;
  return { line: text.slice(from, last), next: end < 0 ? text.length : end + 1 };
}

/** The bytes of a base64 text that is known to be one. */
export function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
