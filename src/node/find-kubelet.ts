import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from './host/host.ts';
import type { KubeletCommand } from './kubelet/start-kubelet.ts';
import type { ServiceStart } from './systemd/service-start.ts';
import { startService } from './systemd/start-service.ts';

/** The kubelet's command line on a node, however it is started. */
export interface FoundKubelet {
  readonly service: ServiceStart;
  /** Null where nothing is started, or what is started is not known to be a kubelet. */
  readonly command: KubeletCommand | null;
  /** What stands between systemd and the kubelet, outermost first; empty when systemd starts it itself. */
  readonly via: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const DEFAULT_UNIT = 'kubelet.service';

/** Finds the kubelet that a systemd unit starts. */
export function findKubelet(host: Host, unit: string = DEFAULT_UNIT): FoundKubelet {
  const service = startService(host, unit.includes('.') ? unit : `${unit}.service`);
  const none = { service, command: null, via: [] };
  const { argv, exe, environment, workingDirectory } = service;
  if (!argv || !exe || !environment) return { ...none, diagnostics: service.diagnostics };
  if (!isKubelet(exe)) {
    return { ...none, diagnostics: [...service.diagnostics, notAKubelet(service, exe)] };
  }
  const values = new Map([...environment].map(([name, { value }]) => [name, value]));
  return {
    service,
    command: { argv, cwd: workingDirectory, environment: values },
    via: [],
    diagnostics: service.diagnostics,
  };
}

/** Whether an executable is the kubelet by its name: `kubelet`, or one with a version or copy mark behind it. */
function isKubelet(exe: string): boolean {
  return /\/kubelet([-._]v?\d[^/]*)?$/.test(exe);
}

function notAKubelet(service: ServiceStart, exe: string): Diagnostic {
  const location = service.argv?.[0]?.origin.location;
  return {
    ruleId: 'kubelet-not-found',
    severity: 'warning',
    message: `${service.unit.name} starts "${exe}", which is not known to be a kubelet, so its flags are unknown`,
    help: 'name the unit that starts the kubelet with --unit, or give its command line to "spctl config -- FLAGS"',
    ...(location && { location }),
  };
}
