import type { Host, Looked, LookFailure } from './host.ts';

/** A host that notes, by path, looks that failed for one of these reasons. */
export function notingFailures(
  host: Host,
  reasons: readonly LookFailure['reason'][],
): { host: Host; noted: ReadonlyMap<string, LookFailure> } {
  const noted = new Map<string, LookFailure>();
  const note = <T>(looked: Looked<T>): Looked<T> => {
    if (!looked.ok && reasons.includes(looked.failure.reason)) noted.set(looked.failure.path, looked.failure);
    return looked;
  };
  return {
    noted,
    host: {
      live: host.live,
      stat: (path) => note(host.stat(path)),
      lstat: (path) => note(host.lstat(path)),
      readLink: (path) => note(host.readLink(path)),
      readFile: (path, limit) => note(host.readFile(path, limit)),
      readHead: (path, length) => note(host.readHead(path, length)),
      readDir: (path) => note(host.readDir(path)),
      realPath: (path) => note(host.realPath(path)),
      hostPath: (path) => host.hostPath(path),
      hostName: () => host.hostName(),
    },
  };
}
