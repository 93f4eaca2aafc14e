import { lastingCauses } from '../runtime/log-causes/cause.ts';
import { MACHINE } from '../runtime/log-causes/machine.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { endNow, loggedFinding, logOfNow } from './reading/kubelet-now.ts';

export default defineCheck({
  id: 'node-resources-exhausted',
  scope: 'live',
  area: 'machine',
  summary: 'the node has run out of something that the kubelet needs',
  severity: 'warning',
  why: 'A kubelet without disk space, inotify watches or memory goes on as well as it can: it evicts pods, removes images, or sees changes late.',
  bad: '"Eviction manager: must evict pod(s) to reclaim" resourceName="ephemeral-storage"',
  good: 'enough of all',
  fix: 'Make space, or raise the limit that the line names.',
  links: [...new Set(MACHINE.map(({ upstream }) => upstream))],
  check: (subject) => {
    const log = logOfNow(subject);
    // What a kubelet that ends has said before is told by why it ends.
    if (!log || endNow(subject)) return NOTHING;
    return lastingCauses(log.entries, MACHINE, subject.machine.kubeletLog!.looked).map((cause) =>
      loggedFinding(subject, cause),
    );
  },
});
