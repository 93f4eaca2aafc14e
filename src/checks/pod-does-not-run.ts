import { PODS } from '../runtime/log-causes/pods.ts';
import controlPlaneEnds from './control-plane-ends.ts';
import { defineCheck } from './define-check.ts';
import hostPathTypeMismatch from './host-path-type-mismatch.ts';
import { finds, lastingNow, loggedFinding } from './reading/kubelet-now.ts';

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
    // Why a program of the control plane ends, its own log has told.
    const told = controlPlaneEnds.check(subject).map(({ location }) => location?.file ?? '');
    return lastingNow(subject, PODS)
      .filter(({ cause, subject: container = '' }) => {
        if (cause.id === 'mount') return !finds(hostPathTypeMismatch, subject);
        const [namespace, pod] = container.split('/');
        return cause.id !== 'crash-loop' || !told.some((path) => path.includes(`/${namespace}_${pod}_`));
      })
      .map((cause) => loggedFinding(subject, cause));
  },
});
