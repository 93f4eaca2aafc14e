/**
 * The parts of a node, in the order in which one needs the other: a kubelet that systemd does not start reads no
 * configuration, and without etcd there is no API server.
 */
export const AREAS = [
  'look',
  'unit',
  'command-line',
  'configuration',
  'credentials',
  'machine',
  'runtime',
  'static-pods',
  'manifests',
  'control-plane',
  'api-server',
  'kubelet',
] as const;

/**
 * `look`: the way to the node; `unit`: what systemd makes of the kubelet's unit; `credentials`: its kubeconfig and
 * certificates; `machine`: swap, cgroups, ports, disks, names; `runtime`: the container runtime; `static-pods`: where
 * manifests are read; `kubelet`: what the running one says and does.
 */
export type Area = (typeof AREAS)[number];
