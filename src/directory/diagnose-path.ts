import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from '../node/host/host.ts';
import { clean } from '../node/host/path.ts';
import type { SourceEntry, SourceListing } from './list-source.ts';
import { hasMeta } from './match.ts';

/** What there is to say about a static pod path as a name: that it lists another directory than it names. */
export function diagnosePath(
  host: Host,
  path: string,
  { kind, error }: Pick<SourceListing, 'kind' | 'error'>,
  entries: readonly SourceEntry[],
): Diagnostic[] {
  if (kind !== 'directory') return [];
  const location = { file: path };
  if (hasMeta(path)) {
    return [
      {
        ruleId: 'static-pod-path-pattern',
        severity: 'warning',
        message: `the kubelet takes "${path}" for a pattern, because of *, ?, [ or \\ in it, and ${consequence(error, entries)}`,
        location,
        help: 'use a directory without these characters in its path',
      },
    ];
  }
  const listed = clean(path);
  if (listed === path || !differ(host, path, listed)) return [];
  return [
    {
      ruleId: 'static-pod-path-dot-dot',
      severity: 'warning',
      message: `the kubelet lists "${listed}", which is another directory than "${path}" because a symlink stands before ".."`,
      location,
      help: 'write the path without ".."',
    },
  ];
}

function consequence(error: string | null, entries: readonly SourceEntry[]): string {
  if (error !== null) return `reads nothing, since it is malformed: ${error}`;
  const unmatched = entries.some(({ found }) => found.as === 'unmatched');
  return unmatched
    ? 'reads the files of every directory that matches it, which this one does not'
    : 'reads the files of every directory that matches it';
}

function differ(host: Host, path: string, listed: string): boolean {
  const [one, other] = [host.realPath(path), host.realPath(listed)];
  if (!one.ok) return false;
  return other.ok ? one.value !== other.value : other.failure.reason === 'absent';
}
