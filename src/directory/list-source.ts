import { compareBytes } from '../bytes/text.ts';
import type { FileInfo, Host, LookFailure } from '../node/host/host.ts';
import { isHidden } from '../node/host/look.ts';
import { clean, join } from '../node/host/path.ts';
import { glob } from './glob.ts';
import { BAD_PATTERN } from './match.ts';

/** What a static pod path is to the kubelet; `unknown` where we may not look and it may. */
export type SourceKind = 'directory' | 'file' | 'missing' | 'other' | 'unknown';

/** What the kubelet finds at a static pod path. */
export interface SourceListing {
  readonly kind: SourceKind;
  /** Why the kubelet reads nothing at all there, in its words; null where it reads, or nothing is there. */
  readonly error: string | null;
  /** Why we could not look, which says nothing about the kubelet: it is root. */
  readonly failure?: LookFailure;
  /** In the kubelet's order; what it does not read stands among it, by name. */
  readonly entries: readonly SourceEntry[];
}

/** One name at a static pod path. */
export interface SourceEntry {
  /** On the node, absolute. */
  readonly path: string;
  readonly found: Finding;
}

/** What the kubelet makes of a name before it reads: it opens `file` only. */
export type Finding =
  | { readonly as: 'file' | 'directory' | 'fifo' | 'special' }
  /** A name that the glob does not match: one that begins with a dot, or any other for a path that is a pattern. */
  | { readonly as: 'hidden' | 'unmatched' }
  /** stat(2) fails. `target` where the name is a symlink. */
  | { readonly as: 'failed'; readonly failure: LookFailure; readonly target?: string };

/** What the kubelet's file source finds at a path (pkg/kubelet/config/file.go, listConfig and extractFromDir). */
export function listSource(host: Host, path: string): SourceListing {
  const info = host.stat(path);
  if (!info.ok) return unlisted(info.failure);
  if (info.value.type === 'file') {
    return { kind: 'file', error: null, entries: [{ path, found: { as: 'file' } }] };
  }
  if (info.value.type !== 'directory') {
    return { kind: 'other', error: 'path is not a directory or file', entries: [] };
  }
  // The path is part of the pattern, and cleaned before anything looks at it.
  const matched = glob(host, join(path, '[^.]*'));
  const own = host.readDir(clean(path));
  const passed = passedOver(path, own.ok ? own.value : [], matched === BAD_PATTERN ? [] : matched);
  if (matched === BAD_PATTERN) {
    return { kind: 'directory', error: `glob failed: ${BAD_PATTERN}`, entries: passed };
  }
  const read = matched.map((entry) => entryAt(host, entry));
  const entries = [...read, ...passed].sort((a, b) => compareBytes(a.path, b.path));
  const hidden = !own.ok && isHidden(own.failure);
  return { kind: 'directory', error: null, ...(hidden && { failure: own.failure }), entries };
}

function unlisted(failure: LookFailure): SourceListing {
  if (failure.reason === 'absent') return { kind: 'missing', error: null, entries: [] };
  if (isHidden(failure)) return { kind: 'unknown', error: null, failure, entries: [] };
  return { kind: 'other', error: `stat ${failure.path}: ${failure.message}`, entries: [] };
}

/** The names in the directory itself that the glob does not give. */
function passedOver(path: string, names: readonly string[], matched: Iterable<string>): SourceEntry[] {
  const directory = clean(path);
  const given = new Set(matched);
  return names
    .map((name) => ({ path: join(directory, name), hidden: name.startsWith('.') }))
    .filter((entry) => !given.has(entry.path))
    .map((entry) => ({ path: entry.path, found: { as: entry.hidden ? 'hidden' : 'unmatched' } }));
}

/** What the kubelet makes of a path that it would open. */
export function entryAt(host: Host, path: string): SourceEntry {
  return { path, found: findingOf(host, path) };
}

function findingOf(host: Host, path: string): Finding {
  const info = host.stat(path);
  if (info.ok) return { as: kindOf(info.value) };
  const target = host.readLink(path);
  if (!target.ok) return { as: 'failed', failure: info.failure };
  // A copy of a node seldom has its devices.
  const device = target.value === '/dev/null' && !host.live && info.failure.reason === 'absent';
  return device ? { as: 'special' } : { as: 'failed', failure: info.failure, target: target.value };
}

function kindOf(info: FileInfo): 'file' | 'directory' | 'fifo' | 'special' {
  const { type } = info;
  return type === 'file' || type === 'directory' || type === 'fifo' ? type : 'special';
}
