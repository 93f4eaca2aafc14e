import { couldNotLook } from '../diagnostics/could-not-look.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from '../node/host/host.ts';
import { parentOf } from '../node/host/path.ts';
import type { NodeReport } from '../node/inspect-node.ts';

/** Whether a finding says that something could not be looked at: whether that is wrong, nobody knows. */
export function isUnlooked(diagnostic: Diagnostic, host: Host, { found, source }: NodeReport): boolean {
  const { ruleId, severity } = diagnostic;
  if (severity === 'info') return false;
  // Of a copy that has nothing around the directory either, and not what kubeadm makes, nobody knows.
  if (ruleId === 'static-pod-path-missing')
    return (
      !host.live &&
      ![parentOf(source.resolvedPath ?? '/'), '/etc/kubernetes'].some((path) => host.stat(path).ok)
    );
  // Something stands before a kubelet that is not seen; a unit that starts another program is a fault.
  if (ruleId === 'kubelet-not-found') return found !== null && found.via.length > 0;
  return couldNotLook(diagnostic) || ruleId.startsWith('archive-');
}
