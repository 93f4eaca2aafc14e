import { wordOfCommand } from '../../diagnostics/shell-word.ts';
import type { NodeSubject } from '../define-check.ts';

const KUBECONFIG = '/etc/kubernetes/kubelet.conf';

/** What prints the command with which a node joins again. */
export const JOIN_AGAIN =
  'have the node join again: "kubeadm token create --print-join-command" on a control plane node prints how';

/**
 * How to make the kubelet's kubeconfig anew: where the key of the authority is, kubeadm needs no API server for it
 * (cmd/kubeadm/app/phases/kubeconfig createKubeConfigFileIfNotExists, which writes over none that is there); else a
 * control plane node makes it (https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/troubleshooting-kubeadm/#kubelet-client-cert).
 */
export function newKubeconfig({ host, report }: NodeSubject, path: string): string {
  if (path !== KUBECONFIG) return 'put it back from a backup, or make a new one';
  const { name, origin } = report.nodeName;
  const node = origin === 'unknown' ? undefined : wordOfCommand(name);
  if (!host.stat('/etc/kubernetes/pki/ca.key').ok)
    return `on a control plane node run "kubeadm kubeconfig user --org system:nodes --client-name system:node:${node ?? 'NODE'} > kubelet.conf", put that file here as "${path}", and restart the kubelet`;
  const named = node !== undefined && origin === 'hostname-override' ? ` --node-name ${node}` : '';
  const command = `kubeadm init phase kubeconfig kubelet${named}`;
  return host.lstat(path).ok
    ? `run "mv ${path} ${path}.old && ${command}", which makes a new one, and restart the kubelet`
    : `run "${command}", which makes a new one, and restart the kubelet`;
}
