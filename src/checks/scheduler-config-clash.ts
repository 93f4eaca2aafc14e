import { commandLineOf, lastUse } from '../control-plane/command-line.ts';
import { readSchedulerConfig } from '../control-plane/scheduler-config.ts';
import { getMember } from '../yaml/navigate.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { controlPlaneOf } from './reading/running-components.ts';
import { clash, type KnownScheduler, knownScheduler } from './reading/schedulers-that-clash.ts';

export default defineCheck({
  id: 'scheduler-config-clash',
  scope: 'node',
  area: 'control-plane',
  summary:
    'two schedulers of a node wait for one lock, or schedule the same pods, as their configuration files say',
  severity: 'warning',
  why: 'A configuration file that leaves out leaderElection has leader election on, with the lock of the first scheduler: one of the two waits for ever. One without a schedulerName answers for default-scheduler, as the first one does.',
  bad: 'a second scheduler whose file sets schedulerName only',
  good: 'leaderElection.leaderElect: false beside it',
  fix: 'Set leaderElection.leaderElect to false or a resourceName of its own, and a schedulerName of its own.',
  links: [
    'pkg/scheduler/apis/config/v1/defaults.go SetDefaults_KubeSchedulerConfiguration',
    'https://kubernetes.io/docs/tasks/extend-kubernetes/configure-multiple-schedulers/',
  ],
  check: ({ host, files }) => {
    const schedulers = controlPlaneOf(files).filter(({ name }) => name === 'kube-scheduler');
    if (schedulers.length < 2) return NOTHING;
    const known = schedulers.flatMap((scheduler) => {
      const line = commandLineOf(scheduler);
      const hasConfig = line !== null && (lastUse(line, 'config')?.value ?? '') !== '';
      const root = hasConfig ? readSchedulerConfig(host, scheduler)?.document.root : undefined;
      if (hasConfig && root?.kind !== 'object') return [];
      const one = knownScheduler(scheduler, root ?? undefined);
      return one ? [{ ...one, kubeconfig: kubeconfigOf(one, root ?? undefined) }] : [];
    });
    const found: Finding[] = [];
    for (const [i, second] of known.entries()) {
      const first = known
        .slice(0, i)
        .find((one) => !(one.byFlags && second.byFlags) && one.kubeconfig === second.kubeconfig);
      const finding = first && clash(second, first);
      if (finding) found.push(finding);
    }
    return found;
  },
});

function kubeconfigOf(
  { line, byFlags }: KnownScheduler,
  config: Parameters<typeof getMember>[0],
): string | undefined {
  if (byFlags) return lastUse(line, 'kubeconfig')?.value;
  const node = getMember(config, 'clientConnection', 'kubeconfig');
  return node?.kind === 'string' ? node.value : undefined;
}
