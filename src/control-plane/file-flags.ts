import type { Component, ComponentFlag, ComponentName } from './component.ts';

/** A flag that names a file which must be there when the program starts. */
export interface FileFlag {
  readonly flag: ComponentFlag;
  readonly path: string;
}

const SERVING = ['client-ca-file', 'requestheader-client-ca-file', 'tls-cert-file', 'tls-private-key-file'];
const KUBECONFIGS = ['authentication-kubeconfig', 'authorization-kubeconfig', 'kubeconfig'];

/** Flags that name a file which the program reads when it starts: without the file it ends (cmd/NAME/app). */
const READ: Readonly<Record<ComponentName, ReadonlySet<string>>> = {
  'kube-apiserver': new Set([
    ...SERVING,
    'admission-control-config-file',
    'audit-policy-file',
    'audit-webhook-config-file',
    'authentication-config',
    'authentication-token-webhook-config-file',
    'authorization-config',
    'authorization-policy-file',
    'authorization-webhook-config-file',
    'egress-selector-config-file',
    'encryption-provider-config',
    'etcd-cafile',
    'etcd-certfile',
    'etcd-keyfile',
    'kubelet-certificate-authority',
    'kubelet-client-certificate',
    'kubelet-client-key',
    'oidc-ca-file',
    'peer-ca-file',
    'proxy-client-cert-file',
    'proxy-client-key-file',
    'service-account-key-file',
    'service-account-signing-key-file',
    'token-auth-file',
    'tracing-config-file',
  ]),
  'kube-controller-manager': new Set([
    ...SERVING,
    ...KUBECONFIGS,
    'cluster-signing-cert-file',
    'cluster-signing-key-file',
    'root-ca-file',
    'service-account-private-key-file',
  ]),
  'kube-scheduler': new Set([...SERVING, ...KUBECONFIGS, 'config']),
  etcd: new Set([
    'cert-file',
    'config-file',
    'key-file',
    'peer-cert-file',
    'peer-key-file',
    'peer-trusted-ca-file',
    'trusted-ca-file',
  ]),
};

/** Flags of which a program takes every one, and not only the last. */
const LISTS = new Set(['service-account-key-file']);

/** The files that a component must find when it starts; a path that is not known is not among them. */
export function fileFlagsOf({ name, flags }: Component): FileFlag[] {
  if (!flags) return [];
  const read = READ[name];
  const last = new Map<string, ComponentFlag>();
  const found: FileFlag[] = [];
  for (const flag of flags) {
    if (!read.has(flag.name)) continue;
    if (LISTS.has(flag.name)) add(flag);
    else last.set(flag.name, flag);
  }
  for (const flag of last.values()) add(flag);
  return found;

  function add(flag: ComponentFlag): void {
    const path = flag.value ?? '';
    if (path.startsWith('/') && !path.includes('$(')) found.push({ flag, path });
  }
}
