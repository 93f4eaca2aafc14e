import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'max-pods-too-few',
  scope: 'node',
  area: 'configuration',
  summary: 'there are more static pods than maxPods allows',
  severity: 'warning',
  why: 'Static pods count like others. The kubelet rejects what comes above maxPods ("OutOfpods"), and does not try a rejected static pod again until its file changes or the kubelet restarts.',
  bad: 'maxPods: 3, and four static pods',
  good: 'maxPods: 110',
  fix: 'Raise maxPods, and restart the kubelet.',
  links: [
    'pkg/kubelet/lifecycle/predicate.go generalFilter',
    'pkg/scheduler/framework/plugins/noderesources/fit.go fitsRequest',
  ],
  check: ({ report, files }) => {
    const start = startOnNode(report);
    const most = start && settingOf(start, 'maxPods');
    if (!most?.location || typeof most.value !== 'number') return NOTHING;
    const pods = files.filter(({ verdict }) => verdict === 'runs').length;
    if (pods <= most.value) return NOTHING;
    return [
      {
        message: `not all static pods start: there are ${pods} of them, and with "maxPods: ${most.value}" the kubelet rejects the rest, and every pod of the cluster`,
        location: most.location,
        help: 'raise "maxPods", which is 110 where nobody sets it, and restart the kubelet',
      },
    ];
  },
});
