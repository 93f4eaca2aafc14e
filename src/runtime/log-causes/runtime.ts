import { type LogCause, MINUTE } from './cause.ts';

/** What a kubelet logs of a pod that it can't start. */
const SANDBOX =
  /^"(?:Error syncing pod, skipping|CreatePodSandbox for pod failed|Failed to create sandbox for pod|RunPodSandbox from runtime service failed)"/;
/** The kubelet asks for the runtime's status every five seconds, and lists its containers every second. */
const SOON = 12_000;
const SANDBOX_UPSTREAM = 'pkg/kubelet/kuberuntime/kuberuntime_sandbox.go createPodSandbox';

/** What is wrong with the container runtime, in the words of the kubelet that asks it. */
export const RUNTIME: readonly LogCause[] = [
  {
    id: 'cgroups-path',
    text: SANDBOX,
    error: /expected cgroupsPath to be of format \\?"slice:prefix:name\\?"/,
    lasts: MINUTE,
    say: () => ({
      message:
        'no pod starts: the kubelet uses the cgroup driver "cgroupfs", and the container runtime "systemd"',
      help: 'set "cgroupDriver: systemd" in the kubelet configuration and run "systemctl restart kubelet"',
    }),
    upstream: 'opencontainers/cgroups systemd/v1.go; pkg/kubelet/cm/cgroup_manager_linux.go',
  },
  {
    id: 'sandbox-image',
    text: SANDBOX,
    error: /failed to get sandbox image \\*"([^"\\]+)\\*": (.*)$/s,
    lasts: MINUTE,
    say: ({ match }) => ({
      message: `no pod starts: the runtime can't get its pause image "${match[1]}"`,
      help: `import or pull "${match[1]}" on the node, or name one in the runtime's configuration that is there ("sandbox_image", "sandbox" of containerd 2)`,
    }),
    upstream: 'containerd internal/cri/server/podsandbox/sandbox_run.go',
  },
  {
    id: 'resolv-conf',
    text: /^"(?:Error syncing pod, skipping|Failed to generate sandbox config for pod)"/,
    error: /open (\S*resolv\S*): no such file or directory/,
    lasts: MINUTE,
    say: ({ match }) => ({
      message: `no pod starts: the kubelet gives pods "${match[1]}", and there is no such file`,
      help: 'set "resolvConf" in the kubelet configuration to a file that exists, as /etc/resolv.conf, and restart the kubelet',
    }),
    upstream: 'pkg/kubelet/network/dns/dns.go getHostDNSConfig',
  },
  {
    id: 'cni',
    text: /^"(?:Container runtime network not ready|Error syncing pod, skipping)"/,
    error:
      /(cni plugin not initialized|cni config uninitialized|No CNI configuration file in \S+|no networks found in \S+)/,
    lasts: SOON,
    say: () => ({
      message:
        'no network plugin is set up on this node: it stays NotReady, and pods without "hostNetwork" do not start',
      help: "install the cluster's network plugin, or see in its pod and in /etc/cni/net.d why it has not written its configuration here",
    }),
    upstream: 'pkg/kubelet/kubelet.go updateRuntimeUp',
  },
  {
    id: 'cni-fails',
    text: SANDBOX,
    error: /failed to setup network for sandbox \S+: (.*)$/s,
    lasts: MINUTE,
    say: ({ match }) => ({
      message: `the network plugin fails for a pod: ${match[1]!.replace(/\\"/g, '"').slice(0, 200)}`,
      help: 'look at the network plugin: its configuration in /etc/cni/net.d, its programs in /opt/cni/bin, its pod on this node',
    }),
    upstream: SANDBOX_UPSTREAM,
  },
  {
    id: 'runtime-not-ready',
    text: /^"Container runtime not ready"/,
    lasts: SOON,
    say: ({ entry }) => ({
      message: `the container runtime says that it is not ready: ${entry.text.replace(/^.*runtimeReady=/, '').slice(0, 200)}`,
      help: 'look at its own log: "journalctl -u containerd" or "journalctl -u crio"',
    }),
    upstream: 'pkg/kubelet/kubelet.go updateRuntimeUp',
  },
  {
    id: 'runtime-does-not-answer',
    text: /^"(?:Container runtime sanity check failed|Skipping pod synchronization|Failed to get status for pod)"|GenericPLEG: Unable to retrieve pods/,
    error:
      /(dial unix \S+: connect: (?:connection refused|no such file or directory)|container runtime is down)/,
    lasts: SOON,
    say: ({ match }) => ({
      message: `the container runtime does not answer the kubelet: ${match[1]}`,
      help: 'start it: "systemctl restart containerd" (or crio), and look at its log if it ends again',
    }),
    upstream: 'pkg/kubelet/kubelet.go updateRuntimeUp; pkg/kubelet/runtime.go runtimeErrors',
  },
  {
    id: 'pleg',
    text: /^"Skipping pod synchronization"/,
    error: /(PLEG is not healthy: pleg was last seen active \S+ ago)/,
    lasts: SOON,
    say: ({ match }) => ({
      message: `the kubelet handles no pods any more: the container runtime is too slow to list its containers (${match[1]})`,
      help: 'see what holds the runtime up: load, disk, very many containers ("crictl ps -a | wc -l"), and restart it',
    }),
    upstream: 'pkg/kubelet/pleg/generic.go Healthy',
  },
];
