import type { Host } from '../../host/host.ts';
import { dropInFiles } from '../static-pod-setting.ts';

/**
 * How this k3s hands its settings to the kubelet, as the disk shows. `drop-ins`: since 1.32 in a file that it writes
 * at each start (k3s-io/k3s pkg/daemons/agent/agent.go, writeKubeletConfig); `flags`: all on the command line;
 * `unseen`: it has not started here yet, or a copy lacks its data.
 */
export type Generation = 'drop-ins' | 'flags' | 'unseen';

/** Where k3s keeps the kubelet's files below its data directory. */
export interface KubeletFiles {
  readonly dropIns: string;
  /** What k3s itself writes there. */
  readonly defaults: string;
  readonly podManifests: string;
  readonly agent: string;
}

/** The kubelet's files of a data directory (k3s-io/k3s pkg/agent/config/config.go, get). */
export function kubeletFiles(dataDir: string, program: string): KubeletFiles {
  const agent = `${dataDir === '/' ? '' : dataDir}/agent`;
  const dropIns = `${agent}/etc/kubelet.conf.d`;
  return {
    agent,
    dropIns,
    defaults: `${dropIns}/00-${program}-defaults.conf`,
    podManifests: `${agent}/pod-manifests`,
  };
}

/** What the disk shows of it. */
export function generationOf(host: Host, files: KubeletFiles): Generation {
  if (host.stat(files.defaults).ok) return 'drop-ins';
  const hasStarted = host.stat(`${files.agent}/kubelet.kubeconfig`).ok;
  return host.live && hasStarted && !dropInFiles(host, files.dropIns)?.length ? 'flags' : 'unseen';
}
