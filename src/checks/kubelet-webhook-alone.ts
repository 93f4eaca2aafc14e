import { defineCheck, NOTHING } from './define-check.ts';
import { leftOutKubeconfig } from './reading/left-out-kubeconfig.ts';

export default defineCheck({
  id: 'kubelet-webhook-alone',
  scope: 'node',
  area: 'command-line',
  stopsKubelet: true,
  summary: 'the kubelet has no kubeconfig, and is to ask the API server who may use it',
  severity: 'warning',
  why: 'Without --kubeconfig a kubelet knows no API server. With webhook authentication or authorization, the defaults of a configuration file, it then ends: "no client provided, cannot use webhook authentication". It happens when a drop-in writes ExecStart= anew and leaves out $KUBELET_KUBECONFIG_ARGS.',
  bad: 'ExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml',
  good: 'ExecStart=/usr/bin/kubelet --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml',
  fix: 'Add --kubeconfig to the command line, run "systemctl daemon-reload" and restart the kubelet.',
  links: ['cmd/kubelet/app/server.go run', 'cmd/kubelet/app/auth.go BuildAuthn, BuildAuthz'],
  check: (subject) => {
    const left = leftOutKubeconfig(subject);
    if (left?.webhook === undefined) return NOTHING;
    return [
      {
        message: `the kubelet ends right after its start: "${left.webhook}" has it ask the API server, and without --kubeconfig it knows none`,
        ...(left.location && { location: left.location }),
        help: `add "--kubeconfig=${left.path}" to its command line`,
      },
    ];
  },
});
