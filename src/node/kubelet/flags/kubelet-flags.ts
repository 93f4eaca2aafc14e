import type { Origin } from '../../../diagnostics/origin.ts';
import type { Collected } from './collect-values.ts';
import type { KubeletFlags } from './flag-types.ts';
import { foldValues } from './values.ts';

/** The flags behind {@link KubeletFlags}, and what they are without one (options.NewKubeletFlags). */
const FLAGS: Readonly<
  Record<Exclude<keyof KubeletFlags, 'nodeLabels'>, readonly [flag: string, unset: string]>
> = {
  config: ['config', ''],
  configDir: ['config-dir', ''],
  hostnameOverride: ['hostname-override', ''],
  kubeconfig: ['kubeconfig', ''],
  bootstrapKubeconfig: ['bootstrap-kubeconfig', ''],
  rootDir: ['root-dir', '/var/lib/kubelet'],
  nodeIP: ['node-ip', ''],
};

/** The values of the flags that are no part of the configuration, and where they came from. */
export function kubeletFlagsOf({ values }: Collected): {
  readonly flags: KubeletFlags;
  readonly flagOrigins: Readonly<Partial<Record<keyof KubeletFlags, Origin>>>;
} {
  const labels = values.get('node-labels');
  const flags: { -readonly [K in keyof KubeletFlags]: KubeletFlags[K] } = {
    config: '',
    configDir: '',
    hostnameOverride: '',
    kubeconfig: '',
    bootstrapKubeconfig: '',
    rootDir: '',
    nodeIP: '',
    nodeLabels: (labels ? foldValues(labels.flag.type, labels.values, undefined) : {}) as Record<
      string,
      string
    >,
  };
  const flagOrigins: Partial<Record<keyof KubeletFlags, Origin>> = {};
  if (labels) flagOrigins.nodeLabels = labels.occurrences.at(-1)!.origin;
  for (const key of Object.keys(FLAGS) as (keyof typeof FLAGS)[]) {
    const [name, unset] = FLAGS[key];
    const used = values.get(name);
    flags[key] = used ? String(used.values.at(-1)) : unset;
    if (used) flagOrigins[key] = used.occurrences.at(-1)!.origin;
  }
  return { flags, flagOrigins };
}
