import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { controlPlaneOf } from './reading/running-components.ts';
import { clash, knownScheduler, sameCluster } from './reading/schedulers-that-clash.ts';

export default defineCheck({
  id: 'second-scheduler',
  scope: 'directory',
  summary: 'two schedulers wait for one lock, or schedule the same pods',
  severity: 'warning',
  why: 'A second scheduler that is a copy of the first one has its lock too: with leader election one of the two waits for ever. Without, both bind the same pods. Only a profile in a file that --config names gives a scheduler a name that pods can ask for.',
  bad: 'a copy of kube-scheduler.yaml with another pod name and port',
  good: '--config with another schedulerName, and leaderElection.leaderElect: false',
  fix: 'Give the second scheduler a schedulerName of its own in its configuration file, and a lock of its own or none.',
  links: [
    'cmd/kube-scheduler/app/options/options.go makeLeaderElectionConfig',
    'https://kubernetes.io/docs/tasks/extend-kubernetes/configure-multiple-schedulers/',
  ],
  check: ({ files }) => {
    const schedulers = controlPlaneOf(files).filter(({ name }) => name === 'kube-scheduler');
    if (schedulers.length < 2) return NOTHING;
    const known = schedulers.flatMap((scheduler) => knownScheduler(scheduler, undefined) ?? []);
    const found: Finding[] = [];
    for (const [i, second] of known.entries()) {
      const first = known.slice(0, i).find((one) => sameCluster(one.line, second.line));
      const finding = first && clash(second, first);
      if (finding) found.push(finding);
    }
    return found;
  },
});
