import { defineCheck, NOTHING } from './define-check.ts';
import { asksContainerd, containerdRelease } from './reading/containerd.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

/** From here on the kubelet speaks CRI v1 alone. */
const NEEDS_V1 = 26;

export default defineCheck({
  id: 'containerd-too-old',
  scope: 'node',
  area: 'runtime',
  stopsKubelet: true,
  summary: 'containerd is older than what the kubelet speaks with it',
  severity: 'warning',
  why: 'Since 1.26 a kubelet speaks CRI v1 alone, which containerd has from 1.6 on. With an older one the kubelet ends: "unknown service runtime.v1.RuntimeService".',
  bad: 'containerd 1.4.13, as Debian 11 has it, and a kubelet of 1.34',
  good: 'containerd 1.7.27, and a kubelet of 1.34',
  fix: 'Install a newer containerd, and restart it and the kubelet.',
  links: [
    'k8s.io/cri-client pkg/remote_runtime.go validateServiceConnection',
    'https://kubernetes.io/blog/2022/11/18/upcoming-changes-in-kubernetes-1-26/#cri-api-removal',
  ],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    if (!start || !asksContainerd(start) || report.version.minor < NEEDS_V1) return NOTHING;
    const release = containerdRelease(host);
    if (release?.major !== 1 || release.minor >= 6) return NOTHING;
    const { location } = settingOf(start, 'containerRuntimeEndpoint') ?? {};
    return [
      {
        message: `the kubelet ends right after its start: the containerd installed here is ${release.major}.${release.minor}, and a kubelet of 1.${report.version.minor} needs 1.6 or newer`,
        location: location ?? { file: '/var/lib/dpkg/status' },
        help: 'install a newer containerd: "apt-get install containerd.io" from Docker\'s repository has one',
      },
    ];
  },
});
