import { compareBytes, decode } from '../bytes/text.ts';
import type { FileInfo, Host, Looked } from '../node/host/host.ts';
import { failed, found } from '../node/host/look.ts';
import { baseName, clean, join, parentOf } from '../node/host/path.ts';
import { parseRecord, RECORD_PATH } from './record.ts';
import { MAX_LINKS, REASONS, type Reason } from './rules.ts';

/**
 * A host over what `spctl collect` wrote, an archive or a directory that it was unpacked in: what stayed on the node
 * is there but can't be read, which is another answer than that it is not there. Any other host is returned as it is.
 */
export function collectedHost(host: Host): Host {
  const file = host.readFile(RECORD_PATH);
  const record = file.ok ? parseRecord(decode(file.value)) : undefined;
  if (!record) return host;
  const { left, hostName } = record;
  const names = namesByDirectory(left);

  return {
    ...host,
    stat: (path) => whereAbsent(host.stat(path), path, true),
    lstat: (path) => whereAbsent(host.lstat(path), path, false),
    readFile(path, limit) {
      const content = host.readFile(path, limit);
      if (content.ok || content.failure.reason !== 'absent') return content;
      const place = placeOf(path, true);
      const reason = place && left.get(place);
      return reason ? leftOut(path, reason) : content;
    },
    readHead(path, length) {
      const head = host.readHead(path, length);
      if (head.ok || head.failure.reason !== 'absent') return head;
      const place = placeOf(path, true);
      const reason = place && left.get(place);
      // Of a program nothing is to be read.
      return reason && reason !== 'binary' ? leftOut(path, reason) : head;
    },
    readTail(path, length) {
      const tail = host.readTail(path, length);
      if (tail.ok || tail.failure.reason !== 'absent') return tail;
      const place = placeOf(path, true);
      const reason = place && left.get(place);
      return reason ? leftOut(path, reason) : tail;
    },
    readDir(path) {
      const listed = host.readDir(path);
      const place = listed.ok ? host.realPath(path) : undefined;
      if (!listed.ok || !place?.ok) return listed;
      const reason = left.get(place.value);
      if (reason) return leftOut(path, reason);
      const more = names.get(place.value);
      return more ? found([...new Set([...listed.value, ...more])].sort(compareBytes)) : listed;
    },
    realPath(path) {
      const real = host.realPath(path);
      if (real.ok || real.failure.reason !== 'absent') return real;
      const place = placeOf(path, true);
      return place !== undefined && left.has(place) ? found(place) : real;
    },
    hostName: () => hostName ?? host.hostName(),
  };

  function whereAbsent(looked: Looked<FileInfo>, path: string, follow: boolean): Looked<FileInfo> {
    if (looked.ok || looked.failure.reason !== 'absent') return looked;
    const place = placeOf(path, follow);
    const reason = place && left.get(place);
    if (!reason) return looked;
    return reason === 'denied' ? leftOut(path, reason) : found(infoOf(reason));
  }

  /** Where a path leads whose end is not in the archive; the symlinks on the way are. */
  function placeOf(path: string, follow: boolean): string | undefined {
    let at = clean(path);
    for (let links = 0; links <= MAX_LINKS; links++) {
      const directory = host.realPath(parentOf(at));
      const place = directory.ok ? join(directory.value, baseName(at)) : at;
      const target = follow ? host.readLink(place) : undefined;
      if (!target?.ok) return place;
      at = target.value.startsWith('/') ? clean(target.value) : join(place, '..', target.value);
    }
    return undefined;
  }
}

/** The files of such a copy in which values were masked. */
export function maskedFiles(host: Host): ReadonlySet<string> {
  const file = host.readFile(RECORD_PATH);
  return new Set(file.ok ? parseRecord(decode(file.value))?.masked : []);
}

function leftOut(path: string, reason: Reason) {
  return failed('notCopied', path, `left on the node by spctl collect (${REASONS[reason]})`);
}

/** Of what stayed on the node it is known that it is there; it is not empty, for then it would have come. */
function infoOf(reason: Reason): FileInfo {
  return { type: reason === 'socket' ? 'socket' : 'file', size: 1, mode: 0o755, uid: 0, gid: 0, mtime: 0 };
}

function namesByDirectory(left: ReadonlyMap<string, Reason>): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const path of left.keys()) {
    const directory = parentOf(path);
    const known = names.get(directory);
    if (known) known.push(baseName(path));
    else names.set(directory, [baseName(path)]);
  }
  return names;
}
