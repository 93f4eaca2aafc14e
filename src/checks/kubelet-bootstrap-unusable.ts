import { isAbsolute } from '../node/host/path.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { kubeconfigAt } from './reading/kubelet-client.ts';
import { startOnNode, textOf } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'kubelet-bootstrap-unusable',
  scope: 'node',
  area: 'credentials',
  stopsKubelet: true,
  summary: 'the kubelet is to bootstrap, and can make nothing of its bootstrap kubeconfig',
  severity: 'warning',
  why: 'Where it has no kubeconfig yet, the kubelet asks for a certificate with the one that --bootstrap-kubeconfig names. It ends over one that it can\'t read, or whose current context leads nowhere: "unable to load bootstrap kubeconfig".',
  bad: 'current-context: bootstrap, and contexts: [{ name: tls-bootstrap }]',
  good: 'current-context: tls-bootstrap',
  fix: 'Correct the bootstrap kubeconfig, or have the node join again with "kubeadm join".',
  links: [
    'pkg/kubelet/certificate/bootstrap/bootstrap.go LoadClientConfig, loadRESTClientConfig',
    'client-go tools/clientcmd/client_config.go ClientConfig',
  ],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    if (!start) return NOTHING;
    const { kubeconfig, bootstrapKubeconfig: path } = start.flags;
    if (!isAbsolute(path) || !isAbsolute(kubeconfig) || !isAbsent()) return NOTHING;
    const config = kubeconfigAt(host, path);
    // A copy may have it with its secrets cut out.
    if (
      !config?.problem ||
      (!host.live && /-data:(?! *["']?[A-Za-z0-9+/]{40})/.test(textOf(host, path) ?? ''))
    )
      return NOTHING;
    return [
      {
        message: `the kubelet ends right after its start: there is no "${kubeconfig}" yet, and its bootstrap kubeconfig can't be used: ${config.problem.reason}`,
        location: config.problem.location,
        help: 'correct it here, or have the node join again with "kubeadm join"',
      },
    ];

    function isAbsent(): boolean {
      const look = host.stat(kubeconfig);
      return !look.ok && look.failure.reason === 'absent';
    }
  },
});
