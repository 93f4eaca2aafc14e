import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { KubeletCommand } from '../kubelet/start-kubelet.ts';

const SOURCE_FLAGS = ['config', 'config-dir', 'pod-manifest-path', 'manifest-url', 'manifest-url-header'];

/** Whether a flag has a say in where static pods are read from. */
export function decidesSource(flag: string): boolean {
  return SOURCE_FLAGS.includes(flag);
}

/** The flags of which only the running node knows the value, as far as an answer depends on them. */
export function diagnoseUnknownFlags(command: KubeletCommand | null): readonly Diagnostic[] {
  const location = command?.argv[0]?.origin.location;
  const flags = command?.unknownFlags ?? [];
  return flags
    .filter((flag) => decidesSource(flag) || flag === 'hostname-override')
    .map((flag) => ({
      ruleId: 'flag-value-unknown',
      severity: decidesSource(flag) ? 'error' : 'info',
      message: `the value of "--${flag}" depends on what only the running node knows`,
      help: 'look at the running kubelet: spctl cmdline on the node itself',
      ...(location && { location }),
    }));
}
