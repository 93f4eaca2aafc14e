import type { NodeReport } from '../node/inspect-node.ts';
import { readKubeconfig } from '../pki/kubeconfig.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { defineCheck, type LiveSubject, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'node-not-registered',
  scope: 'live',
  area: 'api-server',
  summary: 'the API server has no node of this name',
  severity: 'warning',
  why: 'The kubelet makes its Node object itself when it starts. Without one its static pods run and have no mirror pods, so that kubectl does not show them, and no other pod comes to this node.',
  bad: 'kubectl get node node01: nodes "node01" not found',
  good: 'kubectl get node node01: node01 Ready',
  fix: 'See in the log of the kubelet why it does not register. After "kubectl delete node" it registers only when it is started again.',
  links: [
    'pkg/kubelet/kubelet_node_status.go registerWithAPIServer',
    'pkg/kubelet/kubelet.go tryReconcileMirrorPods',
  ],
  check: (subject) => {
    const { api, report } = subject;
    const node = api?.node;
    if (!api || !node || node.ok || node.error.kind !== 'notFound') return NOTHING;
    const start = startOnNode(report);
    // One without a kubeconfig is alone, and nobody expects it there.
    if (!start?.flags.kubeconfig || isNamedByCloud(report)) return NOTHING;
    const none = `the API server "${api.server}" has no node "${report.nodeName.display}"`;
    const setting = settingOf(start, 'registerNode');
    if (setting?.value === false) {
      return [
        {
          message: `${none}, and with "registerNode: false" the kubelet does not make one`,
          help: 'let it register, or make the Node object with kubectl create',
          ...(setting.location && { location: setting.location }),
        },
      ];
    }
    const own = ownServer(subject, start.flags.kubeconfig);
    const other = own !== undefined && own !== api.server ? `: its own kubeconfig names "${own}"` : '';
    return [
      {
        message: `${none}: the kubelet has not registered there${other}`,
        help: 'restart the kubelet if the node was deleted; else see why it does not register: journalctl -u kubelet | grep -i register',
      },
    ];
  },
});

/** Cloud providers within the kubelet named nodes as their own machines are called. */
function isNamedByCloud({ command }: NodeReport): boolean {
  return command?.argv.some(({ value }) => /^--?cloud-provider=(?!external$|$)/.test(value)) ?? true;
}

/** The server of the kubelet's own kubeconfig, which need not be the same address of the same cluster. */
function ownServer({ host }: LiveSubject, path: string): string | undefined {
  const content = host.readFile(path);
  if (!content.ok) return undefined;
  return readKubeconfig(parseDocument(content.value, path)).cluster?.server?.value.replace(/\/$/, '');
}
