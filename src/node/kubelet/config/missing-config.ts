import type { Host } from '../../host/host.ts';
import { join, parentOf } from '../../host/path.ts';

/** Where kubeadm writes the configuration of every node (cmd/kubeadm/app/constants KubeletConfigurationFileName). */
const KUBEADM = '/var/lib/kubelet/config.yaml';
/** The kubeconfig of a node that has joined. */
const JOINED = '/etc/kubernetes/kubelet.conf';

/** The API server of a control plane node (cmd/kubeadm/app/cmd/phases/init/kubelet.go runKubeletStart needs none). */
const OWN_API_SERVER = '/etc/kubernetes/manifests/kube-apiserver.yaml';

/** What people call the file. */
const CONFIG_NAME = /^(?:kubelet[-_.]?)?(?:config(?:uration)?)?\.(?:ya?ml|json|conf)$/;

/** What to do about a --config file that is not there: another beside it may be meant, or kubeadm has yet to write it. */
export function helpWithMissing(host: Host, path: string): string {
  const directory = parentOf(path);
  const names = host.readDir(directory);
  const meant = (names.ok ? names.value : []).find(
    (name) => CONFIG_NAME.test(name) && name.length > '.conf'.length,
  );
  if (meant !== undefined) return `there is a "${join(directory, meant)}": is that what is meant?`;
  if (path !== KUBEADM) return 'create it, or correct the path';
  // The other command asks the API server, and this kubelet has to start that first.
  if (host.stat(OWN_API_SERVER).ok)
    return 'run "kubeadm init phase kubelet-start", which writes it without an API server; --config names what the cluster was made with';
  return host.stat(JOINED).ok
    ? 'run "kubeadm upgrade node phase kubelet-config", which writes it again'
    : 'before "kubeadm init" or "kubeadm join", which write it, this is as it should be';
}
