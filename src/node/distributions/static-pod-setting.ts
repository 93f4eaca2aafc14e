import { findMember } from '../../yaml/navigate.ts';
import { parseDocument } from '../../yaml/parse-document.ts';
import type { Host } from '../host/host.ts';

/**
 * What a file that is meant as KubeletConfiguration has for staticPodPath, undefined for nothing; null where
 * that can't be told.
 */
export function staticPodPathIn(host: Host, path: string): string | undefined | null {
  const file = host.readFile(path);
  if (!file.ok) return null;
  const { root } = parseDocument(file.value, path);
  if (root?.kind !== 'object') return null;
  const value = findMember(root, 'staticPodPath')?.value;
  if (value === undefined || value.kind === 'null') return undefined;
  return value.kind === 'string' ? value.value : null;
}

/** Entries looked at in a drop-in directory: a bound of ours. */
const MAX_ENTRIES = 1000;

/** The files that `--config-dir` reads: `*.conf`, subdirectories included; null where there are too many to look. */
export function dropInFiles(host: Host, directory: string): readonly string[] | null {
  const found: string[] = [];
  const pending = [directory];
  let seen = 0;
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const names = host.readDir(at);
    for (const name of names.ok ? names.value : []) {
      if (++seen > MAX_ENTRIES) return null;
      const path = `${at}/${name}`;
      const info = host.lstat(path);
      if (info.ok && info.value.type === 'directory') pending.push(path);
      else if (name.endsWith('.conf')) found.push(path);
    }
  }
  return found;
}
