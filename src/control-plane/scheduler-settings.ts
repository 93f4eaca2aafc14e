import { parseBool } from '../node/kubelet/flags/go-numbers.ts';
import { getMember } from '../yaml/navigate.ts';
import type { Node } from '../yaml/tree.ts';
import { type CommandLine, lastUse } from './command-line.ts';

/** What tells two schedulers apart. */
export interface SchedulerSettings {
  /** The lease that it waits for, `kube-system/kube-scheduler`; null where it waits for none. */
  readonly lock: string | null;
  /** The values of a pod's schedulerName that it answers for. */
  readonly names: readonly string[];
}

/** `config`: the root of its configuration file; undefined where --config names none. Flags of leader election win. */
export function schedulerSettings(line: CommandLine, config: Node | undefined): SchedulerSettings {
  const member = (name: string) => {
    const node = getMember(config, 'leaderElection', name);
    return node?.kind === 'string' && node.value !== '' ? node.value : undefined;
  };
  const flag = (name: string) => lastUse(line, name)?.value;
  const written = flag('leader-elect');
  const elect = written === undefined ? undefined : parseBool(written);
  const inFile = getMember(config, 'leaderElection', 'leaderElect');
  const elects = elect?.ok ? elect.value : !(inFile?.kind === 'boolean' && !inFile.value);
  const namespace = flag('leader-elect-resource-namespace') ?? member('resourceNamespace') ?? 'kube-system';
  const name = flag('leader-elect-resource-name') ?? member('resourceName') ?? 'kube-scheduler';
  return { lock: elects ? `${namespace}/${name}` : null, names: namesOf(config) };
}

function namesOf(config: Node | undefined): readonly string[] {
  const profiles = getMember(config, 'profiles');
  if (profiles?.kind !== 'array' || profiles.items.length === 0) return ['default-scheduler'];
  return profiles.items.map((profile) => {
    const name = getMember(profile, 'schedulerName');
    return name?.kind === 'string' && name.value !== '' ? name.value : 'default-scheduler';
  });
}
