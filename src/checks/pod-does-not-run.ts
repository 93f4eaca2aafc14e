import { lastingCauses } from '../runtime/log-causes/cause.ts';
import { PODS } from '../runtime/log-causes/pods.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { endNow, loggedFinding, logOfNow } from './kubelet-now.ts';

export default defineCheck({
  id: 'pod-does-not-run',
  scope: 'live',
  area: 'kubelet',
  summary: 'a pod that the kubelet has taken does not run',
  severity: 'warning',
  why: 'A pod whose container ends, whose image can not be had or whose volume is missing is tried again with growing pauses; of a static pod only the log of the kubelet tells it when no API server runs.',
  bad: '"Error syncing pod, skipping" err="failed to "StartContainer" for "web" with CrashLoopBackOff: …"',
  good: 'containers that run',
  fix: 'Look into the log of the container, and correct the manifest.',
  links: [...new Set(PODS.map(({ upstream }) => upstream))],
  check: (subject) => {
    const log = logOfNow(subject);
    // What a kubelet that ends has said before is told by why it ends.
    if (!log || endNow(subject)) return NOTHING;
    return lastingCauses(log.entries, PODS, subject.machine.kubeletLog!.looked).map(loggedFinding);
  },
});
