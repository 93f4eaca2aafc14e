import type { Host } from '../node/host/host.ts';
import { absolute, isAbsolute } from '../node/host/path.ts';
import type { Component } from './component.ts';
import { placeOf } from './container-path.ts';
import { type Etcd, settingOf } from './etcd-line.ts';

/** The path on the node of an etcd's data directory; null where it is none, or is not known. */
export function dataDirectoryOf(etcd: Etcd): string | null {
  const path = dataPathOf(etcd, 'data-dir');
  const place = path === null ? undefined : placeOf(etcd.component, path);
  return place?.kind === 'node' ? place.path : null;
}

/**
 * The path in the container of an etcd's data or of its log; null where it has none, or it is not known. Without
 * --data-dir it is made of the name (server/etcdmain/etcd.go startEtcdOrProxyV2).
 */
export function dataPathOf({ component, line }: Etcd, flag: 'data-dir' | 'wal-dir'): string | null {
  const [{ text }, name] = [settingOf(line, flag), settingOf(line, 'name')];
  if (text === null || (text === '' && (flag === 'wal-dir' || name.text === null))) return null;
  const written = text || `${name.text}.etcd`;
  const directory = isAbsolute(written) ? '/' : workingDirOf(component);
  return directory === null ? null : absolute(written, directory);
}

/** Where relative paths begin; null where only the image knows. That of Kubernetes says `WORKDIR /`. */
function workingDirOf({ workingDir, image }: Component): string | null {
  if (workingDir !== '') return isAbsolute(workingDir) ? workingDir : null;
  return /(?:^|\/)etcd:\d+\.\d+\.\d+-\d+(?:@|$)/.test(image.text) ? '/' : null;
}

/**
 * Whether a directory of the node holds a member: then etcd does not look at --initial-cluster and its like any
 * more (server/embed/etcd.go isMemberInitialized). Null: it could not be looked at.
 */
export function holdsMember(host: Host, directory: string): boolean | null {
  const names = host.readDir(`${directory}/member/wal`);
  if (names.ok) return names.value.some((name) => name.endsWith('.wal'));
  // A restored or a copied member may have come without its log, which is large.
  const snap = host.stat(`${directory}/member/snap/db`);
  if (snap.ok) return true;
  return [names.failure, snap.failure].every(({ reason }) => reason === 'absent') ? false : null;
}
