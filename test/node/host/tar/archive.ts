import { decode, encode } from '../../../../src/bytes/text.ts';
import type { Host } from '../../../../src/node/host/host.ts';

/** What a test says of an entry; numbers are written in octal unless given as bytes. */
export interface EntrySpec {
  readonly type?: string;
  readonly text?: string | Uint8Array;
  readonly link?: string;
  readonly mode?: number;
  readonly uid?: number | Uint8Array;
  readonly gid?: number;
  readonly mtime?: number | Uint8Array;
  /** Where it is to differ from the length of the text. */
  readonly size?: number | Uint8Array;
  readonly magic?: string;
  readonly prefix?: string;
  readonly breakChecksum?: boolean;
  readonly signedChecksum?: boolean;
}

const END = new Uint8Array(1024);

/** One entry: header and content, filled up to whole blocks. */
export function entry(name: string, spec: EntrySpec = {}): Uint8Array {
  const content = typeof spec.text === 'string' ? encode(spec.text) : (spec.text ?? new Uint8Array());
  const block = new Uint8Array(512);
  const put = (at: number, bytes: Uint8Array) => block.set(bytes, at);
  const number = (at: number, length: number, value: number | Uint8Array) =>
    put(at, typeof value === 'number' ? encode(value.toString(8).padStart(length - 1, '0')) : value);
  put(0, encode(name));
  number(100, 8, spec.mode ?? 0o644);
  number(108, 8, spec.uid ?? 0);
  number(116, 8, spec.gid ?? 0);
  number(124, 12, spec.size ?? content.length);
  number(136, 12, spec.mtime ?? 0);
  put(148, encode(' '.repeat(8)));
  put(156, encode(spec.type ?? '0'));
  put(157, encode(spec.link ?? ''));
  put(257, encode(spec.magic ?? 'ustar\x0000'));
  put(345, encode(spec.prefix ?? ''));
  const sum = block.reduce(
    (total, byte) => total + (spec.signedChecksum && byte > 127 ? byte - 256 : byte),
    0,
  );
  put(148, encode(`${(sum + (spec.breakChecksum ? 1 : 0)).toString(8).padStart(6, '0')}\0 `));
  return joined(block, padded(content));
}

/** A pax header, `x` or `g`, with these records. */
export function pax(records: Readonly<Record<string, string>>, type = 'x'): Uint8Array {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = encode(` ${key}=${value}\n`).length;
    let length = rest + 1;
    while (String(length).length + rest !== length) length++;
    return `${length} ${key}=${value}\n`;
  });
  return entry('PaxHeaders/x', { type, text: lines.join('') });
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function archive(...parts: readonly Uint8Array[]): Uint8Array {
  return joined(...parts, END);
}

function padded(bytes: Uint8Array): Uint8Array {
  return joined(bytes, new Uint8Array((512 - (bytes.length % 512)) % 512));
}

/** The text of a file, or why there is none. */
export function textOf(host: Host, path: string): string {
  const file = host.readFile(path);
  return file.ok ? decode(file.value) : `${file.failure.reason}: ${file.failure.message}`;
}

/** Everything in a host, a line for each path. */
export function listing(host: Host, wholeSeconds: boolean): string[] {
  const lines: string[] = [];
  const paths = ['/'];
  for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
    const info = host.lstat(path);
    if (!info.ok) throw new Error(`${path}: ${info.failure.message}`);
    const { type, size, mode, uid, gid, mtime } = info.value;
    const time = wholeSeconds ? Math.floor(mtime / 1000) : Math.round(mtime);
    const link = host.readLink(path);
    const content = type === 'file' ? textOf(host, path) : link.ok ? link.value : '';
    lines.push(
      [path, type, type === 'directory' ? '' : size, mode.toString(8), uid, gid, time, content].join(' '),
    );
    const names = type === 'directory' ? host.readDir(path) : undefined;
    if (names?.ok) paths.push(...names.value.map((name) => `${path === '/' ? '' : path}/${name}`));
  }
  return lines.sort();
}
