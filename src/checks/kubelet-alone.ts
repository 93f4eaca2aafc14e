import { defineCheck, NOTHING } from './define-check.ts';
import { leftOutKubeconfig } from './reading/left-out-kubeconfig.ts';

export default defineCheck({
  id: 'kubelet-alone',
  scope: 'node',
  area: 'command-line',
  summary: 'the kubelet has no kubeconfig, and runs without an API server',
  severity: 'warning',
  why: 'Without --kubeconfig a kubelet runs its static pods and nothing else: the node never registers, or stays NotReady, and kubectl does not show its pods. It happens when the drop-in with the flags is gone, and the unit of the package starts the kubelet bare.',
  bad: 'ExecStart=/usr/bin/kubelet, and there is an /etc/kubernetes/kubelet.conf',
  good: 'ExecStart=/usr/bin/kubelet --kubeconfig=/etc/kubernetes/kubelet.conf',
  fix: 'Put the drop-in back or add --kubeconfig, run "systemctl daemon-reload" and restart the kubelet.',
  links: ['cmd/kubelet/app/server.go run'],
  check: (subject) => {
    const left = leftOutKubeconfig(subject);
    if (!left || left.webhook !== undefined) return NOTHING;
    const hasConfig = left.start.files.length > 0;
    return [
      {
        message: `the kubelet runs alone, and the node does not get ready: its command line names no kubeconfig, and so it knows no API server`,
        ...(left.location && { location: left.location }),
        help: hasConfig
          ? `add "--kubeconfig=${left.path}" to its command line`
          : `put the drop-in with its flags back, or add "--kubeconfig=${left.path}" and "--config" to its command line`,
      },
    ];
  },
});
