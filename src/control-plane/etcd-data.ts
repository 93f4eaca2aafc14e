import type { Host } from '../node/host/host.ts';
import { placeOf } from './container-path.ts';
import { type Etcd, settingOf } from './etcd-line.ts';

/** The path on the node of an etcd's data directory; null where it is none, or is not known. */
export function dataDirectoryOf({ component, line }: Etcd): string | null {
  const { text } = settingOf(line, 'data-dir');
  const place = text ? placeOf(component, text) : undefined;
  return place?.kind === 'node' ? place.path : null;
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
