/** What `kubeadm init phase certs` makes where it is not there, of those that an authority signs. */
const MADE = [
  'apiserver',
  'apiserver-etcd-client',
  'apiserver-kubelet-client',
  'front-proxy-client',
  'etcd/healthcheck-client',
  'etcd/peer',
  'etcd/server',
];

/** The command with which kubeadm makes a certificate anew (cmd/kubeadm/app/cmd/phases/init/certs.go); undefined for one that it does not. */
export function certificateMadeAnew(path: string): string | undefined {
  const name = /^\/etc\/kubernetes\/pki\/((?:etcd\/)?[a-z-]+)\.crt$/.exec(path)?.[1];
  if (name === undefined || !MADE.includes(name)) return undefined;
  return `kubeadm init phase certs ${name.replace('/', '-')}`;
}
