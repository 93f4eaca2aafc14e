import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'node-made-by-others',
  scope: 'node',
  area: 'api-server',
  summary: 'the kubelet does not make its Node',
  severity: 'info',
  why: 'With registerNode: false the kubelet leaves it to others to make the Node. Until one of its name is there it cannot report, nothing is scheduled to it, and its static pods have no mirror pods.',
  bad: 'registerNode: false',
  good: 'registerNode: true',
  fix: 'Remove the setting, if nobody else makes the Node.',
  links: ['pkg/kubelet/kubelet_node_status.go syncNodeStatus'],
  check: ({ report }) => {
    const start = startOnNode(report);
    const registers = start && settingOf(start, 'registerNode');
    if (registers?.value !== false || !registers.location || start?.flags.kubeconfig === '') return NOTHING;
    return [
      {
        message:
          'the kubelet does not make its Node: until somebody else does, the node is not in the cluster',
        location: registers.location,
        help: 'remove the setting, if nobody makes the Node by hand',
      },
    ];
  },
});
