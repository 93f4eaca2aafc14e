import { wordOfCommand } from '../../diagnostics/shell-word.ts';
import type { NodeSubject } from '../define-check.ts';

const KUBECONFIG = '/etc/kubernetes/kubelet.conf';

/** What prints the command with which a node joins again. */
export const JOIN_AGAIN =
  'have the node join again: "kubeadm token create --print-join-command" on a control plane node prints how';

/**
 * How to make the kubelet's kubeconfig anew: where the key of the authority is, kubeadm needs no API server for it
 * (cmd/kubeadm/app/phases/kubeconfig createKubeConfigFileIfNotExists, which writes over none that is there).
 */
export function newKubeconfig({ host, report }: NodeSubject, path: string): string {
  if (path !== KUBECONFIG) return 'put it back from a backup, or make a new one';
  if (!host.stat('/etc/kubernetes/pki/ca.key').ok) return JOIN_AGAIN;
  const { name, origin } = report.nodeName;
  const node = origin === 'hostname-override' ? wordOfCommand(name) : undefined;
  const command = `kubeadm init phase kubeconfig kubelet${node === undefined ? '' : ` --node-name ${node}`}`;
  return host.lstat(path).ok
    ? `run "mv ${path} ${path}.old && ${command}", which makes a new one, and restart the kubelet`
    : `run "${command}", which makes a new one, and restart the kubelet`;
}
