import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LookFailure } from '../node/host/host.ts';

/** Says of a path that nothing could be checked there, since it could not be looked at. */
export function cannotLook(path: string, { reason, message }: LookFailure): Diagnostic {
  return {
    ruleId: reason === 'absent' ? 'path-missing' : 'path-unreadable',
    severity: 'error',
    message: reason === 'absent' ? 'there is no such file or directory' : `can't look: ${message}`,
    location: { file: path },
  };
}

/** Says of a directory that there is nothing to check. */
export function nothingToRead(path: string): Diagnostic {
  return {
    ruleId: 'nothing-to-read',
    severity: 'error',
    message: 'there is nothing in this directory that a kubelet would read, so nothing was checked',
    location: { file: path },
  };
}
