import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';

/** Static pods that a distribution serves to its own kubelet, on a port that it takes anew at each start. */
export function urlUnknown(by: string, location: Location | undefined): Diagnostic {
  return {
    ruleId: 'static-pod-url-unknown',
    severity: 'info',
    message: `${by} serves static pods of its own to the kubelet over HTTP; the URL is another at each start, and no file here has it`,
    help: 'look at the running node',
    ...(location && { location }),
  };
}
