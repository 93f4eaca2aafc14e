import type { ComponentName } from './component.ts';

const SERVING = {
  'client-ca-file': 'ca.crt',
  'requestheader-client-ca-file': 'front-proxy-ca.crt',
};

/** What kubeadm gives for flags, below its directory of certificates (cmd/kubeadm/app/phases/controlplane, etcd). */
export const KUBEADM_FILES: Readonly<Record<ComponentName, Readonly<Record<string, string>>>> = {
  'kube-apiserver': {
    ...SERVING,
    'etcd-cafile': 'etcd/ca.crt',
    'etcd-certfile': 'apiserver-etcd-client.crt',
    'etcd-keyfile': 'apiserver-etcd-client.key',
    'kubelet-client-certificate': 'apiserver-kubelet-client.crt',
    'kubelet-client-key': 'apiserver-kubelet-client.key',
    'proxy-client-cert-file': 'front-proxy-client.crt',
    'proxy-client-key-file': 'front-proxy-client.key',
    'service-account-key-file': 'sa.pub',
    'service-account-signing-key-file': 'sa.key',
    'tls-cert-file': 'apiserver.crt',
    'tls-private-key-file': 'apiserver.key',
  },
  'kube-controller-manager': {
    ...SERVING,
    'cluster-signing-cert-file': 'ca.crt',
    'cluster-signing-key-file': 'ca.key',
    'root-ca-file': 'ca.crt',
    'service-account-private-key-file': 'sa.key',
  },
  'kube-scheduler': SERVING,
  etcd: {
    'cert-file': 'etcd/server.crt',
    'key-file': 'etcd/server.key',
    'peer-cert-file': 'etcd/peer.crt',
    'peer-key-file': 'etcd/peer.key',
    'peer-trusted-ca-file': 'etcd/ca.crt',
    'trusted-ca-file': 'etcd/ca.crt',
  },
};
