import { shownTime } from '../diagnostics/shown-time.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { listed } from './reading/certificate-files.ts';
import { kubeletClient } from './reading/kubelet-client.ts';
import { newKubeconfig } from './reading/new-kubeconfig.ts';

export default defineCheck({
  id: 'kubelet-client-certificate-expired',
  scope: 'node',
  area: 'credentials',
  stopsKubelet: true,
  summary: "the kubelet's client certificate has ended, and it has no kubeconfig to get another with",
  severity: 'warning',
  why: 'A kubelet renews its certificate while it runs. One that was off when it ended asks for a new one with --bootstrap-kubeconfig, which kubeadm removes once a node has joined. So the kubelet ends, and its last line speaks of the bootstrap file, which is not what is wrong.',
  bad: 'a kubelet-client-current.pem that ended while the node was off, and no bootstrap-kubelet.conf',
  good: 'a certificate that has not ended',
  fix: 'Make a new kubeconfig for the node on a control plane node, and restart the kubelet.',
  links: [
    'pkg/kubelet/certificate/bootstrap/bootstrap.go LoadClientConfig, isClientConfigStillValid',
    'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/troubleshooting-kubeadm/#kubelet-client-cert',
  ],
  check: (subject) => {
    const client = kubeletClient(subject);
    if (client?.bootstrap !== 'absent') return NOTHING;
    const { config, own, start } = client;
    // Each of the chain counts.
    const ended = listed(own.content).find(({ notAfter }) => subject.now > notAfter);
    if (!ended) return NOTHING;
    return [
      {
        message: `the kubelet ends right after its start: its client certificate ${own.name} ended on ${shownTime(ended.notAfter)}, and there is no "${start.flags.bootstrapKubeconfig}" to get another with`,
        location: own.certificate.location,
        help: newKubeconfig(subject, config.file),
      },
    ];
  },
});
