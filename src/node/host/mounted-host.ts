import type { Host, Looked } from './host.ts';
import { failed, lookedAt } from './look.ts';

/**
 * The node as a process in a container sees it: `nodePath` says where a path of the process's lies on the node,
 * null where that is in the container's image. A symlink is followed as the node has it, not as the container.
 */
export function mountedHost(host: Host, nodePath: (path: string) => string | null): Host {
  const at =
    <T>(look: (path: string) => Looked<T>) =>
    (path: string): Looked<T> => {
      const place = nodePath(path);
      return place === null ? failed('inImage', path) : lookedAt(path, look(place));
    };
  return {
    live: host.live,
    stat: at((path) => host.stat(path)),
    lstat: at((path) => host.lstat(path)),
    readLink: at((path) => host.readLink(path)),
    readFile: (path, limit) => at((place) => host.readFile(place, limit))(path),
    readHead: (path, length) => at((place) => host.readHead(place, length))(path),
    readTail: (path, length) => at((place) => host.readTail(place, length))(path),
    readDir: at((path) => host.readDir(path)),
    realPath: at((path) => host.realPath(path)),
    hostPath: (path) => {
      const place = nodePath(path);
      return place === null ? undefined : host.hostPath(place);
    },
    hostName: () => host.hostName(),
  };
}
