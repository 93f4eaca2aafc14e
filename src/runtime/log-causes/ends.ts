import type { LogEntry } from '../log-entries.ts';
import { causeOf, type FoundCause, type LogCause } from './cause.ts';

const RUN = 'k8s.io/component-base/cli/run.go Run';
const RESTART = 'then run "systemctl restart kubelet"';

/** The last words of a kubelet that ends by itself. */
const COMMAND_FAILED = /^"command failed" |^Error: /;

/** Why a kubelet ended, the particular before the general. */
const CAUSES: readonly LogCause[] = [
  {
    id: 'unknown-flag',
    text: COMMAND_FAILED,
    error: /unknown (?:shorthand )?flag: (\S+)/,
    say: ({ match }) => ({
      message: `the kubelet ends at once: it has no flag "${match[1]}"`,
      help: `remove the flag from the kubelet's command line, ${RESTART}`,
    }),
    upstream: 'cmd/kubelet/app/server.go NewKubeletCommand',
  },
  {
    id: 'feature-gate',
    text: COMMAND_FAILED,
    error: /(unrecognized feature gate: \S+|cannot set feature gate [^,]+, feature is locked to \w+)/,
    say: ({ match }) => ({
      message: `the kubelet ends at once: ${match[1]}`,
      help: `remove the gate from "featureGates" or "--feature-gates", ${RESTART}`,
    }),
    upstream: 'k8s.io/component-base/featuregate/feature_gate.go',
  },
  {
    id: 'configuration-file',
    text: COMMAND_FAILED,
    error:
      /failed to load kubelet config file, path: ([^,]*), error: .*?(no such file or directory|permission denied|is a directory)?$/s,
    say: ({ match, error }) => ({
      message: match[2]
        ? `the kubelet ends at once: it can't read its configuration "${match[1]}": ${match[2]}`
        : `the kubelet ends at once: ${error}`,
      help: match[2]
        ? `write the file or correct "--config", ${RESTART}; a node that has not joined yet gets it from "kubeadm join"`
        : `correct "${match[1]}", ${RESTART}`,
    }),
    upstream: 'cmd/kubelet/app/server.go loadConfigFile',
  },
  {
    id: 'client-ca-file',
    text: COMMAND_FAILED,
    error: /unable to load client CA file (\S+): (.*)$/s,
    say: ({ match }) => ({
      message: `the kubelet ends at once: it can't load "clientCAFile" "${match[1]}": ${match[2]}`,
      help: `correct "authentication.x509.clientCAFile" (kubeadm's is /etc/kubernetes/pki/ca.crt), ${RESTART}`,
    }),
    upstream: 'cmd/kubelet/app/server.go UnsecuredDependencies',
  },
  {
    id: 'bootstrap-kubeconfig',
    text: COMMAND_FAILED,
    error: /unable to load bootstrap kubeconfig: stat (\S+): no such file or directory/,
    say: ({ match }) => ({
      message: `the kubelet ends right after its start: its kubeconfig is missing or its client certificate can't be used any more, and there is no "${match[1]}" to get another one with`,
      help: 'look at the certificate in the kubeconfig; "kubeadm kubeconfig user --org system:nodes --client-name system:node:NODE" on a control plane makes a new one',
    }),
    upstream: 'pkg/kubelet/certificate/bootstrap/bootstrap.go LoadClientConfig',
  },
  {
    id: 'swap',
    text: COMMAND_FAILED,
    error: /running with swap on is not supported/,
    say: () => ({
      message: 'the kubelet ends right after its start: swap is on, and "failSwapOn" is true',
      help: `run "swapoff -a" and take swap out of /etc/fstab, or set "failSwapOn: false"; ${RESTART}`,
    }),
    upstream: 'pkg/kubelet/cm/container_manager_linux.go NewContainerManager',
  },
  {
    id: 'cgroup-v1',
    text: COMMAND_FAILED,
    error: /configured to not run on a host using cgroup v1/,
    say: () => ({
      message: 'the kubelet ends at once: this machine uses cgroup v1, and "failCgroupV1" is true',
      help: `boot with cgroup v2, or set "failCgroupV1: false" in the kubelet configuration, ${RESTART}`,
    }),
    upstream: 'pkg/kubelet/apis/config/validation/validation_linux.go validateKubeletOSConfiguration',
  },
  {
    id: 'runtime-without-cri',
    text: COMMAND_FAILED,
    error: /validate CRI v1 (?:runtime|image) API for endpoint "([^"]*)": .*\bUnimplemented\b/s,
    say: ({ match }) => ({
      message: `the kubelet ends right after its start: what answers at "${match[1]}" does not serve CRI v1`,
      help: 'take "cri" out of "disabled_plugins" in /etc/containerd/config.toml, or install a newer runtime, and run "systemctl restart containerd"',
    }),
    upstream: 'k8s.io/cri-client/pkg/remote_runtime.go validateServiceConnection',
  },
  {
    id: 'runtime-not-there',
    text: COMMAND_FAILED,
    error:
      /validate CRI v1 (?:runtime|image) API for endpoint "([^"]*)": .*?(no such file or directory|connection refused|permission denied|deadline exceeded|DeadlineExceeded)/s,
    say: ({ match }) => ({
      message: `the kubelet ends right after its start: no container runtime answers at "${match[1]}" (${match[2]})`,
      help: 'start the container runtime ("systemctl start containerd"), or correct "containerRuntimeEndpoint"',
    }),
    upstream: 'k8s.io/cri-client/pkg/remote_runtime.go validateServiceConnection',
  },
  {
    id: 'port-taken',
    text: /^"Failed to listen and serve"/,
    error: /listen tcp\S* (\S+): bind: (.*)$/,
    say: ({ match }) => ({
      message: `the kubelet ends right after its start: it can't listen at ${match[1]}: ${match[2]}`,
      help: `see with "ss -ltnp" who has the port; stop that, ${RESTART}`,
    }),
    upstream: 'pkg/kubelet/server/server.go ListenAndServeKubeletServer',
  },
  {
    id: 'too-many-files',
    text: /^"(?:command failed|Failed to start cAdvisor)"/,
    error: /inotify\w*: (too many open files|no space left on device)/,
    say: ({ match }) => ({
      message: `the kubelet ends right after its start: the kernel gives it no inotify instance or watch: ${match[1]}`,
      help: 'raise the limits: "sysctl fs.inotify.max_user_instances=8192 fs.inotify.max_user_watches=524288"',
    }),
    upstream: 'pkg/kubelet/kubelet.go initializeRuntimeDependentModules',
  },
  {
    id: 'disk-full',
    text: COMMAND_FAILED,
    error: /no space left on device/,
    say: ({ error }) => ({
      message: `the kubelet ends at once: the disk is full: ${error}`,
      help: `make space ("df -h", "df -i"), ${RESTART}`,
    }),
    upstream: RUN,
  },
  {
    id: 'systemd-cgroups',
    text: /^"Failed to start ContainerManager"/,
    error: /systemd not running on this host/,
    say: () => ({
      message:
        'the kubelet ends right after its start: "cgroupDriver" is systemd, and systemd does not run here',
      help: `set "cgroupDriver: cgroupfs" for the kubelet and the runtime, ${RESTART}`,
    }),
    upstream: 'pkg/kubelet/kubelet.go initializeRuntimeDependentModules',
  },
  {
    id: 'panic',
    text: /^(?:panic|fatal error): (.*)$/s,
    say: ({ match }) => ({
      message: `the kubelet crashed: ${match[0].slice(0, 200)}`,
      help: 'look in the log at what it did before, and update it',
    }),
    upstream: 'runtime/panic.go',
  },
  {
    id: 'command-failed',
    text: COMMAND_FAILED,
    say: ({ error }) => ({
      message: `the kubelet ends with an error: ${error.replace(/^Error: /, '')}`,
      help: `correct what it says, ${RESTART}`,
    }),
    upstream: RUN,
  },
  {
    id: 'exits',
    text: /^"(Failed to start cAdvisor|Failed to start ContainerManager|Kubelet failed to get node info|Failed to initialize internal modules|Failed to listen and serve|Failed to create listener for podResources endpoint|Failed to create listener for pods API endpoint)"/,
    say: ({ match, error }) => ({
      message: `the kubelet ends right after its start: ${match[1]}: ${error}`,
      help: `correct what it says, ${RESTART}`,
    }),
    upstream: 'pkg/kubelet/kubelet.go Run, initializeRuntimeDependentModules',
  },
];

/** How far from the end last words may stand: a panic prints its stacks behind them. */
const MAX_BEHIND = 500;

/** Why a start ended, by its last words; undefined where it has said none. */
export function endOf(entries: readonly LogEntry[]): FoundCause | undefined {
  for (let at = entries.length - 1; at >= Math.max(0, entries.length - MAX_BEHIND); at--) {
    const found = causeOf(entries[at]!, CAUSES);
    if (found) return found;
  }
  return undefined;
}
