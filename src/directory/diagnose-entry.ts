import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host, LookFailure } from '../node/host/host.ts';
import { isHidden } from '../node/host/look.ts';
import type { Finding, SourceEntry } from './list-source.ts';

/** What there is to say about a name that the kubelet does not read. */
export function diagnoseEntry(host: Host, { path, found }: SourceEntry): Diagnostic[] {
  const said = found.as === 'directory' ? sayDirectory(host, path) : sayFinding(found);
  return said ? [{ ...said, location: { file: path } }] : [];
}

/** What there is to say about a file whose content we did not get. */
export function diagnoseRead(path: string, failure: LookFailure): Diagnostic[] {
  const location = { file: path };
  if (failure.reason !== 'tooLarge') return [{ ...unreadable(failure), location }];
  return [
    {
      ruleId: 'manifest-too-large',
      severity: 'error',
      message: `the file is ${failure.message}, the most that a kubelet reads, so it refuses the file`,
      location,
      help: 'a manifest is a few kilobytes: look what filled this file',
    },
  ];
}

function sayDirectory(host: Host, path: string): Diagnostic {
  const names = host.readDir(path);
  const held = names.ok ? names.value.filter((name) => /^[^.].*\.(ya?ml|json|manifest)$/.test(name)) : [];
  const [first] = held;
  const others =
    held.length > 2 ? ` and ${held.length - 1} others` : held.length === 2 ? ` and "${held[1]}"` : '';
  const lost = first === undefined ? '' : `: "${first}"${others} in it do not run`;
  return {
    ruleId: 'manifest-subdirectory',
    severity: 'info',
    message: `this is a directory, which the kubelet does not look into${held.length === 1 ? lost.replace('do not', 'does not') : lost}`,
    help: 'put manifests into the static pod directory itself, and other directories elsewhere: the kubelet logs an error about them at every look',
  };
}

function sayFinding(found: Finding): Diagnostic | undefined {
  switch (found.as) {
    case 'fifo':
      return {
        ruleId: 'manifest-fifo',
        severity: 'warning',
        message:
          'this is a fifo: a kubelet that starts passes over it, but one that sees it created or changed waits for a writer forever, and reads no manifest any more, without a log line',
        help: 'remove it, then restart the kubelet: removing it does not wake a kubelet that waits',
      };
    case 'special':
      return {
        ruleId: 'manifest-not-regular',
        severity: 'info',
        message: 'this is a device or a socket, which the kubelet does not read',
        help: 'remove it, or put a file in its place',
      };
    case 'failed':
      return isHidden(found.failure) ? unreadable(found.failure) : brokenLink(found.failure, found.target);
    default:
      return undefined;
  }
}

function brokenLink(failure: LookFailure, target: string | undefined): Diagnostic {
  const what = target === undefined ? 'this' : `this symlink to "${target}"`;
  return {
    ruleId: 'manifest-link-broken',
    severity: 'warning',
    message: `${what} leads nowhere, so the kubelet reads nothing here: ${failure.message}`,
    help: 'point the symlink at a manifest, or remove it',
  };
}

function unreadable(failure: LookFailure): Diagnostic {
  return {
    ruleId: 'manifest-unreadable',
    severity: 'info',
    message: `the file could not be read here, so what the kubelet makes of it is unknown: ${failure.message}`,
    ...(failure.reason === 'denied' && { help: 'look as root, as the kubelet does' }),
  };
}
