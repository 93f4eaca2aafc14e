import type { Minor } from '../../versions/minor.ts';

/*
 * The flags of the kubelets up to 1.5, as cmd/kubelet/app/options/options.go (1.1: cmd/kubelet/app/server.go) of
 * 1.1 to 1.5 registers them, with those of glog and cAdvisor.
 */

/** Flags of that time that were gone when --config came back in 1.10, with the last minor that had them. */
export const ENDED: Readonly<Record<string, Minor>> = {
  'api-servers': 7,
  'auth-path': 5,
  'babysit-daemons': 6,
  'configure-cbr0': 4,
  'docker-exec-handler': 8,
  // Before 1.0.
  'etcd-config': 0,
  'etcd-servers': 0,
  'experimental-cgroups-per-qos': 5,
  'experimental-cri': 6,
  'experimental-flannel-overlay': 4,
  'experimental-nvidia-gpus': 5,
  'low-diskspace-threshold-mb': 7,
  'network-plugin-dir': 8,
  'outofdisk-transition-frequency': 7,
  'reconcile-cidr': 5,
  'require-kubeconfig': 9,
  'resource-container': 5,
  'system-container': 5,
};

/** Flags that stand alone. */
const BOOLS = `
  allow-privileged alsologtostderr anonymous-auth authentication-token-webhook babysit-daemons
  cgroups-per-qos configure-cbr0 containerized cpu-cfs-quota docker-only enable-controller-attach-detach
  enable-custom-metrics enable-debugging-handlers enable-load-reader enable-server
  exit-on-lock-contention experimental-cgroups-per-qos experimental-check-node-capabilities-before-mount
  experimental-cri experimental-fail-swap-on experimental-flannel-overlay
  experimental-kernel-memcg-notification log-cadvisor-usage logtostderr make-iptables-util-chains
  protect-kernel-defaults really-crash-for-testing reconcile-cidr register-node register-schedulable
  require-kubeconfig runonce serialize-image-pulls storage-driver-secure version`;

/** Flags that take a value. */
const VALUES = `
  address api-servers application-metrics-count-limit auth-path authentication-token-webhook-cache-ttl
  authorization-mode authorization-webhook-cache-authorized-ttl
  authorization-webhook-cache-unauthorized-ttl boot-id-file cadvisor-port cert-dir cgroup-driver
  cgroup-root chaos-chance client-ca-file cloud-config cloud-provider cluster-dns cluster-domain
  cni-bin-dir cni-conf-dir config container-hints container-runtime container-runtime-endpoint docker
  docker-endpoint docker-env-metadata-whitelist docker-exec-handler docker-root docker-run etcd-config
  etcd-servers event-burst event-qps event-storage-age-limit event-storage-event-limit eviction-hard
  eviction-max-pod-grace-period eviction-minimum-reclaim eviction-pressure-transition-period
  eviction-soft eviction-soft-grace-period experimental-allowed-unsafe-sysctls
  experimental-bootstrap-kubeconfig experimental-mounter-path experimental-nvidia-gpus feature-gates
  file-check-frequency global-housekeeping-interval google-json-key hairpin-mode healthz-bind-address
  healthz-port host-ipc-sources host-network-sources host-pid-sources hostname-override
  housekeeping-interval http-check-frequency image-gc-high-threshold image-gc-low-threshold
  image-service-endpoint iptables-drop-bit iptables-masquerade-bit kube-api-burst kube-api-content-type
  kube-api-qps kube-reserved kubeconfig kubelet-cgroups lock-file log-backtrace-at log-dir
  log-flush-frequency low-diskspace-threshold-mb machine-id-file manifest-url manifest-url-header
  master-service-namespace max-open-files max-pods maximum-dead-containers
  maximum-dead-containers-per-container minimum-container-ttl-duration minimum-image-ttl-duration
  network-plugin network-plugin-dir network-plugin-mtu node-ip node-labels node-status-update-frequency
  non-masquerade-cidr oom-score-adj outofdisk-transition-frequency pod-cidr pod-infra-container-image
  pod-manifest-path pods-per-core port read-only-port registry-burst registry-qps resolv-conf
  resource-container rkt-api-endpoint rkt-path rkt-stage1-image root-dir runtime-cgroups
  runtime-request-timeout seccomp-profile-root stderrthreshold storage-driver-buffer-duration
  storage-driver-db storage-driver-host storage-driver-password storage-driver-table storage-driver-user
  streaming-connection-idle-timeout sync-frequency system-cgroups system-container system-reserved
  tls-cert-file tls-private-key-file v vmodule volume-plugin-dir volume-stats-agg-period`;

/** A flag as pflag needs it. */
export interface LegacyFlag {
  readonly name: string;
  readonly noOptDefVal?: string;
}

let flags: ReadonlyMap<string, LegacyFlag> | undefined;

/** The flag of that time, by its name with `-`. */
export function legacyFlag(name: string): LegacyFlag | undefined {
  flags ??= new Map([
    ...namesIn(BOOLS).map((bool) => [bool, { name: bool, noOptDefVal: 'true' }] as const),
    ...namesIn(VALUES).map((value) => [value, { name: value }] as const),
  ]);
  return flags.get(name);
}

function namesIn(text: string): string[] {
  return text.trim().split(/\s+/);
}
