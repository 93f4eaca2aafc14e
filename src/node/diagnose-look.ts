import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host, LookFailure } from './host/host.ts';

/** Why there is no node behind this door at all, `said` on the way there included; undefined where there may be one. */
export function diagnoseDoor(host: Host, said: readonly Diagnostic[]): readonly Diagnostic[] | undefined {
  const noRoot = diagnoseRoot(host);
  // An archive that can't be read is the whole reason.
  const hasReason = said.some(({ severity }) => severity === 'error');
  return noRoot && [...said, ...(hasReason ? [] : noRoot)];
}

function diagnoseRoot(host: Host): readonly Diagnostic[] | undefined {
  const root = host.stat('/');
  if (!root.ok) {
    const why = root.failure.reason === 'absent' ? 'there is no such directory' : root.failure.message;
    return [
      {
        ruleId: 'root-unreadable',
        severity: 'error',
        message: `the root can't be looked at: ${why}`,
      },
    ];
  }
  if (root.value.type !== 'directory') {
    return [{ ruleId: 'root-unreadable', severity: 'error', message: 'the root is not a directory' }];
  }
  if (host.stat('/etc').ok || host.stat('/usr').ok || host.stat('/lib').ok || host.stat('/run').ok)
    return undefined;
  const message = 'neither /etc, /usr, /lib nor /run is here, so this is not the root of a node';
  return [{ ruleId: 'root-without-system', severity: 'error', message }];
}

/** Leaves out that nothing is there, where the door was opened in part only: what was not read may have it. */
export function withoutAbsences(
  said: readonly Diagnostic[],
  ofDoor: readonly Diagnostic[],
): readonly Diagnostic[] {
  const isPartial = ofDoor.some(({ severity }) => severity === 'error');
  return isPartial ? said.filter(({ ruleId }) => !ABSENCES.has(ruleId)) : said;
}

const ABSENCES: ReadonlySet<string> = new Set(['unit-not-found', 'static-pod-path-missing']);

/** What only this look could not read says nothing about systemd and the kubelet, which are root. */
export function notRead({ path, reason, message }: LookFailure): Diagnostic {
  if (reason === 'inImage') {
    return {
      ruleId: 'kubelet-file-in-image',
      severity: 'error',
      message: `"${path}" lies in the image of the kubelet's container, not on the node, so what the kubelet makes of it is not known`,
      help: 'look into the running container: spctl where --live --root /proc/PID/root',
    };
  }
  const denied = reason === 'denied';
  if (reason === 'notCopied') {
    return {
      ruleId: 'not-copied',
      severity: 'error',
      message: `"${path}" is on the node but not in this copy, so what systemd and the kubelet make of it is not known: ${message}`,
    };
  }
  return {
    ruleId: denied ? 'permission-denied' : 'too-large',
    severity: 'error',
    message: denied
      ? `"${path}" may not be read by this user, so what systemd and the kubelet make of it is not known`
      : `"${path}" is ${message} and was not read, so what systemd and the kubelet make of it is not known`,
    location: { file: path },
    ...(denied && { help: 'look again as root' }),
  };
}

/** Leaves out what was concluded from a look that did not succeed. */
export function withoutClaims(
  said: readonly Diagnostic[],
  unread: readonly LookFailure[],
): readonly Diagnostic[] {
  return said.filter(
    ({ message }) =>
      !unread.some((failure) => message.includes(failure.message) || message.includes(failure.path)),
  );
}
