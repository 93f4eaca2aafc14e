import { wordOfCommand } from '../diagnostics/shell-word.ts';
import { defineCheck, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'node-cordoned',
  scope: 'live',
  area: 'api-server',
  summary: 'the node is cordoned: the scheduler binds no pods to it',
  severity: 'info',
  why: '"kubectl cordon" and "kubectl drain" set it. The kubelet does not look at it: static pods, DaemonSets and pods with a nodeName run all the same.',
  bad: 'spec.unschedulable: true',
  good: 'spec without unschedulable',
  fix: 'Run "kubectl uncordon NODE" when the maintenance is over.',
  links: ['https://kubernetes.io/docs/concepts/architecture/nodes/#manual-node-administration'],
  check: ({ api }) => {
    if (!api?.node?.ok || !api.node.value.unschedulable) return NOTHING;
    const { name } = api.node.value;
    return [
      {
        message: `the node "${name}" is cordoned: the scheduler binds no pods to it, and static pods run all the same`,
        help: `run "kubectl uncordon ${wordOfCommand(name) ?? 'NODE'}" when the maintenance is over`,
      },
    ];
  },
});
