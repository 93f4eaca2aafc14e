import { type FileSpec, memoryHost } from '../../../src/node/host/memory-host.ts';
import { type KubeletStart, startKubelet } from '../../../src/node/kubelet/start-kubelet.ts';
import { type Minor, NEWEST_MINOR } from '../../../src/versions/minor.ts';

/** What begins every configuration file. */
export const HEADER = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n';

/** Starts a kubelet whose words stand in a unit, one a line. */
export function start(
  args: readonly string[],
  files: Readonly<Record<string, FileSpec>> = {},
  minor: Minor = NEWEST_MINOR,
  environment: Readonly<Record<string, string>> = { KUBELET_CONFIG_DROPIN_DIR_ALPHA: '1' },
  cwd = '/',
): KubeletStart {
  const argv = ['/usr/bin/kubelet', ...args].map((value, i) => ({
    value,
    origin: { kind: 'unit', location: { file: '/kubelet.service', line: i + 1, column: 1 } } as const,
  }));
  const host = memoryHost(files, { live: true });
  return startKubelet(host, { argv, cwd, environment: new Map(Object.entries(environment)) }, minor);
}
