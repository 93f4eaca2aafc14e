import type { Host, Looked } from './host.ts';

/** A host that notes what its user was not permitted to look at. */
export function notingDenials(host: Host): { host: Host; denied: ReadonlySet<string> } {
  const denied = new Set<string>();
  const note = <T>(looked: Looked<T>): Looked<T> => {
    if (!looked.ok && looked.failure.reason === 'denied') denied.add(looked.failure.path);
    return looked;
  };
  return {
    denied,
    host: {
      live: host.live,
      stat: (path) => note(host.stat(path)),
      lstat: (path) => note(host.lstat(path)),
      readLink: (path) => note(host.readLink(path)),
      readFile: (path, limit) => note(host.readFile(path, limit)),
      readDir: (path) => note(host.readDir(path)),
      realPath: (path) => note(host.realPath(path)),
      hostPath: (path) => host.hostPath(path),
      hostName: () => host.hostName(),
    },
  };
}
