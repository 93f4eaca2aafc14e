import { decode } from '../../bytes/text.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { Host } from '../../node/host/host.ts';
import { baseName, join, parentOf } from '../../node/host/path.ts';
import type { NodeReport } from '../../node/inspect-node.ts';
import type { ConfigValue } from '../../node/kubelet/flags/flag-types.ts';
import { isDecided, type KubeletStart } from '../../node/kubelet/start-kubelet.ts';
import { editDistance } from '../../schema/suggest.ts';

/*
 * What the checks of a node ask of its kubelet and of its files.
 */

/**
 * A kubelet that takes its command line and configuration, where its paths are the node's own and everything could be
 * read: what happens next. One that refuses them does not get so far.
 */
export function startOnNode({ start, command, unread }: NodeReport): KubeletStart | undefined {
  return start?.starts && unread.length === 0 && !command?.nodePath ? start : undefined;
}

/** A value of the effective configuration, and where it was set: a default has no place. */
export interface Setting {
  readonly value: ConfigValue;
  readonly location?: Location;
}

/** The value of a leaf; undefined where it is not known, or nobody set it and it has no default. */
export function settingOf(start: KubeletStart, path: string): Setting | undefined {
  const set = start.origins.get(path);
  if (!set || !isDecided(start, path)) return undefined;
  const { location } = set.origin;
  return { value: set.value, ...(location && { location }) };
}

/** Whether systemd starts the kubelet itself, so that its unit says all of its command line. */
export function isStartedBySystemd({ found }: NodeReport): boolean {
  return found?.command != null && found.service.described !== null && found.via.length === 0;
}

/**
 * Whether a file is missing on the node. A copy tells only where it has another file of that kind beside it, or the
 * file itself under a name that sets it aside; of one that lacks them all, nobody knows.
 */
export function isMissing(host: Host, path: string, kind: (path: string) => boolean): boolean {
  const look = host.stat(path);
  if (look.ok || look.failure.reason !== 'absent') return false;
  return host.live || siblings(host, path).some((other) => isSetAside(path, other) || kind(other));
}

/** Whether a path is another one with the name of a copy: `kubelet.conf.bak`. */
export function isSetAside(path: string, other: string): boolean {
  return other.startsWith(path) && SET_ASIDE.test(other.slice(path.length));
}

/** The other paths in the directory of a path. */
export function siblings(host: Host, path: string): readonly string[] {
  const directory = parentOf(path);
  const names = host.readDir(directory);
  if (!names.ok) return [];
  return names.value.map((name) => join(directory, name)).filter((other) => other !== path);
}

/** Of some paths the one whose name is nearest, if one is near at all. */
export function nearest(path: string, others: readonly string[]): string | undefined {
  const name = baseName(path);
  // A name that long is no typing mistake.
  if (name.length > 64) return undefined;
  const [best] = others
    .filter((other) => baseName(other).length <= 64)
    .map((other) => ({ other, distance: editDistance(name, baseName(other)) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.floor(name.length / 3) ? best.other : undefined;
}

/** The text of a small file of the node; undefined where there is none, or it can't be read. */
export function textOf(host: Host, path: string): string | undefined {
  const content = host.readFile(path, MAX_TEXT);
  return content.ok ? decode(content.value) : undefined;
}

/** Settings of a person's or a tool's are far smaller. */
const MAX_TEXT = 1024 * 1024;

/** Names of files that somebody put aside, or that an editor or a package left. */
export const SET_ASIDE =
  /(?:~|\.(?:bak|backup|orig|old|save|disabled|off|dpkg-\w+|rpm(?:save|new|orig)|swp))$/i;
