import { encode } from '../../bytes/text.ts';
import type { FileInfo, Host, Looked } from './host.ts';
import { hostNameOf } from './host-name.ts';
import { failed, found, tailOf } from './look.ts';
import { treeHost } from './tree.ts';
import { child } from './walk.ts';

/** One entry of a tree in memory. A plain string is a file's text. */
export type FileSpec =
  | string
  | Uint8Array
  /** `pad`: the text, filled with one comment line to so many bytes; `mtime`: milliseconds since the epoch. */
  | { readonly text: string; readonly mode?: number; readonly pad?: number; readonly mtime?: number }
  | { readonly b64: string; readonly mode?: number }
  | { readonly base64: string; readonly mode?: number }
  | { readonly link: string }
  | { readonly dir: true; readonly mode?: number }
  | { readonly fifo: true };

/** Properties of a tree in memory that its files do not tell. */
export interface MemoryOptions {
  /** Whether what the tree lacks is really missing; default no, a tree is a copy. */
  readonly live?: boolean;
  /** Default: what etc/hostname says. */
  readonly hostName?: string;
}

type Entry =
  | { readonly info: FileInfo; readonly kind: 'directory'; readonly names: string[] }
  | { readonly info: FileInfo; readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly info: FileInfo; readonly kind: 'symlink'; readonly target: string }
  | { readonly info: FileInfo; readonly kind: 'fifo' };

/**
 * A node in memory, for tests and browsers. Keys are paths on the node, with or without a leading slash;
 * directories on the way need no entry. Permission bits are told but nothing is denied: root looks.
 *
 * @throws TypeError when the tree can't exist: an entry below something that is not a directory, or a path
 * with `.` or `..` in it.
 */
export function memoryHost(files: Readonly<Record<string, FileSpec>>, options: MemoryOptions = {}): Host {
  const entries = new Map<string, Entry>([['/', directory(0o755)]]);
  for (const [key, spec] of Object.entries(files)) add(entries, key, spec);

  const host: Host = treeHost(
    {
      lstat: (path) => {
        const entry = entries.get(path);
        return entry ? found(entry.info) : failed('absent', path);
      },
      readLink: (path) => {
        const entry = entries.get(path);
        return entry?.kind === 'symlink' ? found(entry.target) : failed('absent', path);
      },
      list: (path) => {
        const entry = entries.get(path);
        return entry?.kind === 'directory' ? found(entry.names) : failed('absent', path);
      },
      read: (path) => contentOf(entries, path),
      readHead: (path, length) => {
        const content = contentOf(entries, path);
        return content.ok ? found(content.value.subarray(0, length)) : content;
      },
      readTail: (path, length) => {
        const content = contentOf(entries, path);
        return content.ok ? found(tailOf(content.value, length)) : content;
      },
    },
    {
      live: options.live ?? false,
      hostPath: () => undefined,
      hostName: () => options.hostName ?? hostNameOf(host),
    },
  );
  return host;
}

function contentOf(entries: Map<string, Entry>, path: string): Looked<Uint8Array> {
  const entry = entries.get(path);
  return entry?.kind === 'file' ? found(entry.bytes) : failed('absent', path);
}

function add(entries: Map<string, Entry>, key: string, spec: FileSpec): void {
  const names = key.split('/').filter((name) => name !== '');
  if (names.includes('.') || names.includes('..')) throw new TypeError(`"${key}" is not a plain path`);
  let path = '/';
  for (const name of names) {
    const above = entries.get(path) ?? implied(entries, path);
    if (above.kind !== 'directory') throw new TypeError(`"${path}" is above "${key}" but not a directory`);
    path = child(path, name);
    if (!entries.has(path)) above.names.push(name);
  }
  const entry = entryOf(spec);
  const known = entries.get(path);
  // A directory that an earlier key implied keeps what is in it.
  if (known?.kind !== 'directory') entries.set(path, entry);
  else if (entry.kind === 'directory') entries.set(path, { ...entry, names: known.names });
  else throw new TypeError(`"${key}" is a directory already`);
}

function implied(entries: Map<string, Entry>, path: string): Entry {
  const entry = directory(0o755);
  entries.set(path, entry);
  return entry;
}

function entryOf(spec: FileSpec): Entry {
  if (typeof spec === 'string') return file(encode(spec));
  if (spec instanceof Uint8Array) return file(spec);
  if ('link' in spec) {
    const size = encode(spec.link).length;
    return { info: infoOf('symlink', size, 0o777), kind: 'symlink', target: spec.link };
  }
  if ('dir' in spec) return directory(spec.mode ?? 0o755);
  if ('fifo' in spec) return { info: infoOf('fifo', 0, 0o644), kind: 'fifo' };
  if ('text' in spec)
    return file(encode(spec.pad === undefined ? spec.text : pad(spec.text, spec.pad)), spec.mode, spec.mtime);
  return file(fromBase64('b64' in spec ? spec.b64 : spec.base64), spec.mode);
}

function pad(text: string, bytes: number): string {
  return text + '#'.repeat(Math.max(0, bytes - encode(text).length));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

function file(bytes: Uint8Array, mode = 0o644, mtime = 0): Entry {
  return { info: { ...infoOf('file', bytes.length, mode), mtime }, kind: 'file', bytes };
}

function directory(mode: number): Entry & { readonly kind: 'directory' } {
  return { info: infoOf('directory', 0, mode), kind: 'directory', names: [] };
}

function infoOf(type: FileInfo['type'], size: number, mode: number): FileInfo {
  return { type, size, mode, uid: 0, gid: 0, mtime: 0 };
}
