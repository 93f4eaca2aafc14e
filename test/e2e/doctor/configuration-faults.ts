import type { PrivateNode } from '../node/private-node.ts';
import { CONFIG, configured, type Fault, MANIFESTS, restarted } from './fault.ts';

function editedWhileItRuns(node: PrivateNode): void {
  // Nobody edits within the second of the start, which is all that /proc tells of a process.
  node.shell('until [ "$(ps -o etimes= -C kubelet)" -ge 2 ]; do sleep 0.1; done');
  node.edit(CONFIG, '/etc/kubernetes/manifests', '/etc/kubernetes/static');
  node.shell('mkdir /etc/kubernetes/static');
}

/** The kubelet's configuration, and the files that it names. */
export const CONFIGURATION_FAULTS: readonly Fault[] = [
  {
    name: 'config.yaml missing',
    mode: 'systemd',
    inject: restarted(({ shell }) => void shell(`rm ${CONFIG}`)),
    proof: /open \/var\/lib\/kubelet\/config\.yaml: no such file or directory/,
    first: ['kubelet-config-missing', /"\/var\/lib\/kubelet\/config\.yaml"/],
  },
  {
    name: 'config.yaml indented with a tab',
    mode: 'systemd',
    inject: configured('  anonymous:', '\tanonymous:'),
    proof: /yaml: line \d+: found character that cannot start any token/,
    first: ['kubelet-config-syntax', /tab|cannot start any token/],
  },
  {
    name: 'config.yaml has a text where a number belongs',
    mode: 'systemd',
    inject: configured('healthzPort: 10248', 'healthzPort: many'),
    proof: /cannot unmarshal string into Go struct field .*healthzPort/,
    first: ['kubelet-config-type', /healthzPort/],
  },
  {
    name: 'feature gate that is gone',
    mode: 'systemd',
    inject: configured(
      'healthzPort: 10248',
      'healthzPort: 10248\nfeatureGates:\n  DynamicKubeletConfig: true',
    ),
    proof: /unrecognized feature gate: DynamicKubeletConfig/,
    first: ['kubelet-feature-gate', /DynamicKubeletConfig/],
  },
  {
    name: 'clientCAFile missing',
    mode: 'systemd',
    inject: restarted(({ shell }) => void shell('rm /etc/kubernetes/pki/ca.crt')),
    proof: /command failed.*open \/etc\/kubernetes\/pki\/ca\.crt: no such file/,
    first: ['kubelet-file-missing', /"\/etc\/kubernetes\/pki\/ca\.crt"/],
  },
  {
    name: 'resolvConf names a file that is not there',
    mode: 'systemd',
    inject: (node) => {
      configured('healthzPort', 'resolvConf: /run/systemd/resolve/resolv.conf\nhealthzPort')(node);
      // A pod of the node's own network needs no such file; the kubelet from before is not to see this one.
      const web = node.read(`${MANIFESTS}/web.yaml`);
      node.write(
        `${MANIFESTS}/late.yaml`,
        web.replaceAll('web', 'late').replace('hostNetwork: true', 'hostNetwork: false'),
      );
    },
    proof: /open \/run\/systemd\/resolve\/resolv\.conf: no such file or directory/,
    first: ['pod-resolv-conf', /resolv\.conf/],
  },
  {
    name: 'cgroups of version 1, and nothing allows them',
    mode: 'systemd',
    since: 35,
    inject: configured('failCgroupV1: false\n', ''),
    proof: /kubelet is configured to not run on a host using cgroup v1/,
    first: ['kubelet-config-invalid', /cgroup v1/],
  },
  {
    name: 'staticPodPath of another directory',
    mode: 'systemd',
    inject: configured('/etc/kubernetes/manifests', '/etc/kubernetes/manifest'),
    proof: /path does not exist, ignoring/,
    first: ['static-pod-path-missing', /"\/etc\/kubernetes\/manifest"/],
  },
  {
    name: 'configuration edited, kubelet not restarted',
    mode: 'systemd',
    inject: editedWhileItRuns,
    proof: (node) => (node.isHealthy() ? 'the kubelet runs on' : undefined),
    first: ['static-pods-after-restart', /"\/etc\/kubernetes\/static"/],
  },
  {
    // No unit tells how it was started: only what it watches tells where it reads.
    name: 'configuration edited, kubelet not restarted',
    mode: 'plain',
    inject: editedWhileItRuns,
    proof: (node) => (node.isHealthy() ? 'the kubelet runs on' : undefined),
    first: ['static-pods-read-elsewhere', /"\/etc\/kubernetes\/static"/],
  },
];
