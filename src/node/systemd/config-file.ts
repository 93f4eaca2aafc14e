import { decode } from '../../bytes/text.ts';
import { SourceText } from '../../diagnostics/location.ts';
import { type FileInfo, type Host, type LookFailure, MAX_UNIT_FILE_SIZE } from '../host/host.ts';

const DEV_NULL = '/dev/null';
/** Linux follows no more symlinks than that. */
const MAX_LINKS = 40;

/** A file that systemd opens. */
export type ConfigFile =
  | { readonly kind: 'text'; readonly source: SourceText }
  /** Empty, or a device: that is how a file is masked. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly failure: LookFailure };

/** Reads a file as text. A copy of a node may lack /dev/null, yet a link to it means what it says. */
export function readConfigFile(host: Host, path: string): ConfigFile {
  const info = host.stat(path);
  if (!info.ok) {
    if (leadsToDevNull(host, path)) return { kind: 'empty' };
    return info.failure.reason === 'absent' || info.failure.reason === 'notDirectory'
      ? { kind: 'absent' }
      : { kind: 'unreadable', failure: info.failure };
  }
  if (isNothing(info.value)) return { kind: 'empty' };
  const file = host.readFile(path, MAX_UNIT_FILE_SIZE);
  if (!file.ok) return { kind: 'unreadable', failure: file.failure };
  return { kind: 'text', source: new SourceText(path, decode(file.value)) };
}

/** Whether there is nothing to read: no file, an empty one, or a device (null_or_empty_path). */
export function isEmpty(host: Host, path: string): boolean {
  const info = host.stat(path);
  return !info.ok || isNothing(info.value);
}

function isNothing({ type, size }: FileInfo): boolean {
  return (type === 'file' && size === 0) || type === 'character' || type === 'block';
}

function leadsToDevNull(host: Host, path: string): boolean {
  let at = path;
  for (let i = 0; i < MAX_LINKS; i++) {
    if (at === DEV_NULL) return true;
    const link = host.readLink(at);
    if (!link.ok) return false;
    at = link.value.startsWith('/') ? link.value : `${at.slice(0, at.lastIndexOf('/'))}/${link.value}`;
  }
  return false;
}
