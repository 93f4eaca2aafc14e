import type { Host } from '../node/host/host.ts';
import { MARK } from './remark.ts';

/** A host that notes, by path, the files with remarks among those that are read through it. */
export function notingRemarks(host: Host): { host: Host; noted: ReadonlyMap<string, Uint8Array> } {
  const noted = new Map<string, Uint8Array>();
  return {
    noted,
    host: {
      live: host.live,
      stat: (path) => host.stat(path),
      lstat: (path) => host.lstat(path),
      readLink: (path) => host.readLink(path),
      readFile: (path, limit) => {
        const read = host.readFile(path, limit);
        if (read.ok && holdsMark(read.value)) noted.set(path, read.value);
        return read;
      },
      readHead: (path, length) => host.readHead(path, length),
      readTail: (path, length) => host.readTail(path, length),
      readDir: (path) => host.readDir(path),
      realPath: (path) => host.realPath(path),
      hostPath: (path) => host.hostPath(path),
      hostName: () => host.hostName(),
    },
  };
}

/** The rarest letter of the mark in most manifests. */
const RARE = MARK.indexOf('g');

function holdsMark(bytes: Uint8Array): boolean {
  const code = MARK.charCodeAt(RARE);
  for (let at = bytes.indexOf(code); at >= 0; at = bytes.indexOf(code, at + 1)) {
    if (bytes[at - 1] === 0x69 && startsAt(bytes, at - RARE)) return true;
  }
  return false;
}

function startsAt(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < MARK.length; i++) if (bytes[at + i] !== MARK.charCodeAt(i)) return false;
  return true;
}
