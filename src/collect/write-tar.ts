import { encode } from '../bytes/text.ts';
import type { FileInfo } from '../node/host/host.ts';
import type { Member } from './collect.ts';

/*
 * A tar as POSIX describes it (ustar interchange format, pax for what does not fit), the same for the same node.
 */

const BLOCK = 512;
const TYPES: Readonly<Record<FileInfo['type'], string>> = {
  file: '0',
  symlink: '2',
  character: '3',
  block: '4',
  directory: '5',
  fifo: '6',
  socket: '0',
  unknown: '0',
};

/** Writes a tar of some members, with the names that `tar -C ROOT ./etc` gives. */
export function writeTar(members: readonly Member[]): Uint8Array {
  const blocks = members.flatMap((member) => entry(member));
  blocks.push(new Uint8Array(2 * BLOCK));
  const all = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}

function entry({ path, info, content = new Uint8Array(), target = '' }: Member): Uint8Array[] {
  const name = encode(`.${path}${info.type === 'directory' && path !== '/' ? '/' : ''}`);
  const link = encode(target);
  const seconds = Math.max(0, Math.floor(info.mtime / 1000));
  const long = [
    ...(name.length > 100 ? [record('path', name)] : []),
    ...(link.length > 100 ? [record('linkpath', link)] : []),
    ...(info.uid > 0o7777777 ? [record('uid', encode(String(info.uid)))] : []),
    ...(info.gid > 0o7777777 ? [record('gid', encode(String(info.gid)))] : []),
  ];
  const fields = {
    mode: info.mode,
    uid: info.uid > 0o7777777 ? 0 : info.uid,
    gid: info.gid > 0o7777777 ? 0 : info.gid,
    mtime: seconds,
  };
  const extended = concatenate(long);
  const before =
    long.length === 0
      ? []
      : [
          header({
            ...fields,
            mode: 0o644,
            name: encode('./pax'),
            link: encode(''),
            size: extended.length,
            type: 'x',
          }),
          ...padded(extended),
        ];
  return [
    ...before,
    header({
      ...fields,
      name: name.subarray(0, 100),
      link: link.subarray(0, 100),
      size: content.length,
      type: TYPES[info.type],
    }),
    ...padded(content),
  ];
}

interface HeaderFields {
  readonly name: Uint8Array;
  readonly link: Uint8Array;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
  readonly type: string;
}

function header({ name, link, mode, uid, gid, size, mtime, type }: HeaderFields): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (at: number, text: string) => block.set(encode(text), at);
  const octal = (at: number, value: number, digits: number) =>
    put(at, value.toString(8).padStart(digits, '0'));
  block.set(name, 0);
  octal(100, mode, 7);
  octal(108, uid, 7);
  octal(116, gid, 7);
  octal(124, size, 11);
  octal(136, mtime, 11);
  // Eight blanks stand for the checksum while it is made.
  put(148, '        ');
  put(156, type);
  block.set(link, 157);
  put(257, 'ustar\x0000');
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return block;
}

function padded(content: Uint8Array): Uint8Array[] {
  const rest = content.length % BLOCK;
  return rest === 0 ? [content] : [content, new Uint8Array(BLOCK - rest)];
}

/** A record of a pax header: its own length, the digits of that among it. */
function record(key: string, value: Uint8Array): Uint8Array {
  const fixed = key.length + value.length + 3;
  let length = fixed + String(fixed).length;
  if (String(length).length > String(fixed).length) length += 1;
  return concatenate([encode(`${length} ${key}=`), value, encode('\n')]);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
