import type { FileInfo, Host } from './host.ts';
import { found, tailOf, tooLarge } from './look.ts';

/** A host with one regular file more, at `path`: standard input under the name it was given. */
export function overlayHost(host: Host, path: string, bytes: Uint8Array): Host {
  const info: FileInfo = { type: 'file', size: bytes.length, mode: 0o644, uid: 0, gid: 0, mtime: 0 };
  return {
    live: host.live,
    stat: (at) => (at === path ? { ok: true, value: info } : host.stat(at)),
    lstat: (at) => (at === path ? { ok: true, value: info } : host.lstat(at)),
    readLink: (at) => host.readLink(at),
    readFile: (at, limit) => {
      if (at !== path) return host.readFile(at, limit);
      return limit !== undefined && bytes.length > limit ? tooLarge(path, limit) : found(bytes);
    },
    readHead: (at, length) => (at === path ? found(bytes.subarray(0, length)) : host.readHead(at, length)),
    readTail: (at, length) => (at === path ? found(tailOf(bytes, length)) : host.readTail(at, length)),
    readDir: (at) => host.readDir(at),
    realPath: (at) => (at === path ? { ok: true, value: path } : host.realPath(at)),
    hostPath: (at) => (at === path ? path : host.hostPath(at)),
    hostName: () => host.hostName(),
  };
}
