import { compareBytes } from '../../bytes/text.ts';
import type { Host } from '../host/host.ts';
import { rulesOf } from '../systemd/systemd-version.ts';
import { unitDirectories } from '../systemd/unit-directories.ts';

/** Units that start a kubelet where there is no kubelet.service, in the order to try them. */
export const knownUnits: readonly string[] = [
  // Giant Swarm (giantswarm/k8scloudconfig) and others.
  'k8s-kubelet.service',
  // Gravity's planet, and CoreOS guides of 2015.
  'kube-kubelet.service',
  // NixOS before 2018, KubeOS guides.
  'kubernetes-kubelet.service',
  // Canonical Kubernetes, MicroK8s (the kubelet alone up to 1.20), Charmed Kubernetes, Ubuntu's EKS images.
  'snap.k8s.kubelet.service',
  'snap.microk8s.daemon-kubelite.service',
  'snap.microk8s.daemon-kubelet.service',
  'snap.kubelet.daemon.service',
  'snap.kubelet-eks.daemon.service',
  'k3s.service',
  'k3s-agent.service',
  'rke2-server.service',
  'rke2-agent.service',
  'k0sworker.service',
  'k0scontroller.service',
  // OpenShift 3.
  'origin-node.service',
  'atomic-openshift-node.service',
];

/** Units of the template kubelet@.service that something on the node wants, or that have a file of their own. */
export function kubeletInstances(host: Host): readonly string[] {
  const found = new Set<string>();
  for (const { name, wanted } of unitLinks(host))
    for (const unit of wanted ?? [name]) if (/^kubelet@.+\.service$/.test(unit)) found.add(unit);
  return [...found].sort(compareBytes);
}

/** The units that something on the node wants, as "systemctl enable" has it done. */
export function enabledUnits(host: Host): ReadonlySet<string> {
  return new Set([...unitLinks(host)].flatMap(({ wanted }) => wanted ?? []));
}

/** What lies in the unit directories; `wanted`: the names in a directory of links to wanted units. */
function* unitLinks(host: Host): Iterable<{ name: string; wanted: readonly string[] | undefined }> {
  for (const directory of unitDirectories(rulesOf({}))) {
    for (const name of namesIn(host, directory)) {
      const isLinks = /\.(?:wants|requires|upholds)$/.test(name);
      yield { name, wanted: isLinks ? namesIn(host, `${directory}/${name}`) : undefined };
    }
  }
}

function namesIn(host: Host, directory: string): readonly string[] {
  const names = host.readDir(directory);
  return names.ok ? names.value : [];
}
