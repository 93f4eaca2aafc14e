import { type Component, type ComponentFlag, type ComponentName, flagValue } from './component.ts';
import { rememberLatest } from './latest.ts';

/** A flag that names a file which must be there when the program starts. */
export interface FileFlag {
  readonly flag: ComponentFlag;
  readonly path: string;
}

const SERVING = ['client-ca-file', 'requestheader-client-ca-file', 'tls-cert-file', 'tls-private-key-file'];
const DELEGATED = ['authentication-kubeconfig', 'authorization-kubeconfig'];
const KUBECONFIGS = [...DELEGATED, 'kubeconfig'];

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

/** Flags that only count for one who serves: SecureServing, Authentication and Authorization (options.go ApplyTo). */
const OF_THE_PORT: ReadonlySet<string> = new Set([...SERVING, ...DELEGATED]);

/** Whether another flag keeps a program from looking at the file of one. */
function isIdle(component: Component, { name }: ComponentFlag): boolean {
  const textOf = (other: string) => flagValue(component, other)?.value ?? '';
  switch (component.name) {
    case 'kube-apiserver':
      // pkg/kubeapiserver/options/authentication.go ToAuthenticationConfig.
      return name === 'oidc-ca-file' && textOf('oidc-issuer-url') === '';
    case 'kube-scheduler':
      // cmd/kube-scheduler/app/options/options.go ApplyTo: the deprecated flags count without --config.
      if (name === 'kubeconfig') return textOf('config') !== '';
      return OF_THE_PORT.has(name) && textOf('secure-port') === '0';
    case 'kube-controller-manager':
      // The signing controllers alone read it; which of them run, a list of controllers says.
      if (name.startsWith('cluster-signing-')) return !/^(?:\*(?!.*sign).*)?$/.test(textOf('controllers'));
      return OF_THE_PORT.has(name) && textOf('secure-port') === '0';
    default:
      return false;
  }
}

/** Flags of which a program takes every one, and not only the last. */
const LISTS = new Set(['service-account-key-file']);
/** Of a list: nobody has more keys at a time, and each is looked for in each mount. */
const MOST_OF_A_LIST = 64;

/** The files that a component must find when it starts; a path that is not known is not among them. */
export const fileFlagsOf: (component: Component) => readonly FileFlag[] = rememberLatest(readFileFlags);

function readFileFlags(component: Component): readonly FileFlag[] {
  const { name, flags } = component;
  if (!flags) return [];
  const read = READ[name];
  const last = new Map<string, ComponentFlag>();
  const found: FileFlag[] = [];
  for (const flag of flags) {
    if (!read.has(flag.name)) continue;
    if (LISTS.has(flag.name)) found.length < MOST_OF_A_LIST && add(flag);
    else last.set(flag.name, flag);
  }
  for (const flag of last.values()) if (!isIdle(component, flag)) add(flag);
  return found;

  function add(flag: ComponentFlag): void {
    const path = flag.value ?? '';
    if (path.startsWith('/') && !path.includes('$(')) found.push({ flag, path });
  }
}
