import { getMember } from '../../yaml/navigate.ts';
import { parseDocument } from '../../yaml/parse-document.ts';
import type { Host } from '../host/host.ts';
import type { Opened } from '../launch/launch.ts';
import { notKnown } from '../launch/words.ts';
import { openTalos } from './talos.ts';

/** Where KubeletConfigurations lie on nodes of all kinds. Which of them a kubelet is given, only its start tells. */
const KNOWN_PLACES: readonly string[] = [
  '/var/lib/kubelet/config.yaml',
  '/var/lib/kubelet/kubeconfig.yaml',
  '/etc/kubernetes/kubelet.yaml',
  '/etc/kubernetes/kubelet-config.yaml',
  '/etc/kubernetes/kubelet.conf',
  '/etc/kubernetes/kubelet/config',
  '/etc/kubernetes/kubelet/config.json',
  '/etc/kubernetes/kubelet/kubelet-config.json',
  // Docker Desktop.
  '/etc/kubeadm/kubelet.yaml',
  // LinuxKit.
  '/run/config/kubelet-config.json',
  '/home/kubernetes/kubelet-config.yaml',
];

/**
 * The kubelet of a node on which no unit starts one. Where a distribution's files decide, they tell its command
 * line; a configuration that only lies around is named, and never taken for the answer.
 */
export function findUnitless(host: Host): Opened | undefined {
  const talos = openTalos(host);
  if (talos) return talos;
  const lying = KNOWN_PLACES.filter((path) => isKubeletConfiguration(host, path));
  if (lying.length === 0) return undefined;
  const names = lying.map((path) => `"${path}"`).join(' and ');
  const message = `no unit starts a kubelet here; ${names} ${lying.length > 1 ? 'are kubelet configurations' : 'is a kubelet configuration'}, but nothing says that a kubelet is given ${lying.length > 1 ? 'one of them' : 'it'}`;
  const help = `if it is, ask with "spctl config -- --config=${lying[0]}"`;
  return {
    link: { by: 'something other than systemd' },
    next: null,
    diagnostics: [notKnown(message, { file: lying[0]! }, help)],
  };
}

function isKubeletConfiguration(host: Host, path: string): boolean {
  const file = host.readFile(path);
  if (!file.ok) return false;
  const kind = getMember(parseDocument(file.value, path).root, 'kind');
  return kind?.kind === 'string' && kind.value === 'KubeletConfiguration';
}
