import type { ComponentName } from './component.ts';

/** Flags that name a certificate and its private key. */
export interface KeyPairFlags {
  readonly certificate: string;
  readonly key: string;
}

const SERVING: KeyPairFlags = { certificate: 'tls-cert-file', key: 'tls-private-key-file' };

/** The pairs of each program. */
export const KEY_PAIRS: Readonly<Record<ComponentName, readonly KeyPairFlags[]>> = {
  'kube-apiserver': [
    SERVING,
    { certificate: 'etcd-certfile', key: 'etcd-keyfile' },
    { certificate: 'kubelet-client-certificate', key: 'kubelet-client-key' },
    { certificate: 'proxy-client-cert-file', key: 'proxy-client-key-file' },
  ],
  'kube-controller-manager': [
    SERVING,
    { certificate: 'cluster-signing-cert-file', key: 'cluster-signing-key-file' },
  ],
  'kube-scheduler': [SERVING],
  etcd: [
    { certificate: 'cert-file', key: 'key-file' },
    { certificate: 'peer-cert-file', key: 'peer-key-file' },
  ],
};

/** Flags of bundles of certificates, in any program. */
export const AUTHORITY_FLAGS: ReadonlySet<string> = new Set([
  'client-ca-file',
  'etcd-cafile',
  'kubelet-certificate-authority',
  'oidc-ca-file',
  'peer-trusted-ca-file',
  'requestheader-client-ca-file',
  'root-ca-file',
  'trusted-ca-file',
]);
