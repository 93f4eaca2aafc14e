import { defineCheck, NOTHING } from './define-check.ts';
import { asksContainerd, readContainerd } from './reading/containerd.ts';
import { startOnNode } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'containerd-without-cri',
  scope: 'node',
  area: 'runtime',
  stopsKubelet: true,
  summary: "containerd's plugin for the kubelet is disabled",
  severity: 'warning',
  why: 'The containerd.io package of Docker comes with disabled_plugins = ["cri"]. The kubelet then ends with "unknown service runtime.v1.RuntimeService", and kubeadm with "container runtime is not running".',
  bad: 'disabled_plugins = ["cri"]',
  good: 'disabled_plugins = []',
  fix: 'Remove "cri" from disabled_plugins in /etc/containerd/config.toml, and restart containerd.',
  links: [
    'containerd docs/cri/config.md',
    'k8s.io/cri-client pkg/remote_runtime.go validateServiceConnection',
  ],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    if (!start || !asksContainerd(start)) return NOTHING;
    const disabled = readContainerd(host)?.disabled;
    if (!disabled) return NOTHING;
    return [
      {
        message:
          'containerd does not serve the kubelet: "disabled_plugins" names its CRI plugin, and the kubelet ends without it',
        location: disabled,
        help: 'remove "cri" from the list, and restart containerd',
      },
    ];
  },
});
