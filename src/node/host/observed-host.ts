import type { Host, Looked } from './host.ts';

/** A host that tells of every look at a path, with what came of it. */
export function observedHost(host: Host, observe: (path: string, looked: Looked<unknown>) => void): Host {
  const told = <T>(path: string, looked: Looked<T>): Looked<T> => {
    observe(path, looked);
    return looked;
  };
  return {
    live: host.live,
    stat: (path) => told(path, host.stat(path)),
    lstat: (path) => told(path, host.lstat(path)),
    readLink: (path) => told(path, host.readLink(path)),
    readFile: (path, limit) => told(path, host.readFile(path, limit)),
    readHead: (path, length) => told(path, host.readHead(path, length)),
    readTail: (path, length) => told(path, host.readTail(path, length)),
    readDir: (path) => told(path, host.readDir(path)),
    realPath: (path) => told(path, host.realPath(path)),
    hostPath: (path) => host.hostPath(path),
    hostName: () => host.hostName(),
  };
}
