import { kubernetesProgram, ownProgram } from '../build/go.ts';
import type { PrivateNode } from '../node/private-node.ts';
import { until } from '../node/until.ts';

/** What the API server holds; only what the tests look at. */
export interface ApiObject {
  readonly metadata: {
    readonly uid: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly status?: {
    readonly phase?: string;
    readonly containerStatuses?: readonly {
      readonly state: { readonly waiting?: { readonly reason: string }; readonly terminated?: object };
    }[];
  };
}

/** An API server with its etcd, on a node beside its kubelet; neither scheduler nor controllers. */
export interface ApiServer {
  /** Undefined where there is no such thing, or no answer. */
  get(path: string): ApiObject | undefined;
  /** A pod of the node. */
  pod(namespace: string, name: string): ApiObject | undefined;
  /** Sends something, which must be accepted. */
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): void;
  start(): Promise<void>;
  kill(): void;
  /** It takes connections, and answers nothing. */
  halt(): void;
  goOn(): void;
}

const PKI = '/etc/kubernetes/pki';
export const ADMIN = '/etc/kubernetes/admin.conf';
const SERVER = 'https://127.0.0.1:6443';

/** Starts both, and gives the kubelet and an administrator their kubeconfigs; the kubelet is to be started after it. */
export async function startApiServer(node: PrivateNode): Promise<ApiServer> {
  const curl = (path: string, ...args: readonly string[]) =>
    node.run(
      'curl',
      '-s',
      '--fail-with-body',
      '--cacert',
      `${PKI}/ca.crt`,
      '--cert',
      `${PKI}/admin.pem`,
      ...args,
      SERVER + path,
    );
  const get = (path: string): ApiObject | undefined => {
    const { status, stdout } = curl(path);
    return status === 0 ? JSON.parse(stdout) : undefined;
  };
  const signal = (name: string) => node.shell(`pkill -${name} -x kube-apiserver`);
  const start = async () => {
    node.start('/var/log/kube-apiserver.log', 'kube-apiserver', ...FLAGS);
    await until('the API server is ready', 60, () => curl('/readyz').status === 0);
    // Made a moment after it is ready; pods need them.
    await until('namespaces and priorities are there', 30, () =>
      [
        '/api/v1/namespaces/kube-system',
        '/apis/scheduling.k8s.io/v1/priorityclasses/system-node-critical',
      ].every(get),
    );
  };
  const send: ApiServer['send'] = (method, path, body) => {
    const type = method === 'PATCH' ? 'application/strategic-merge-patch+json' : 'application/json';
    const content = body ? ['-H', `Content-Type: ${type}`, '-d', JSON.stringify(body)] : [];
    const { status, stdout } = curl(path, '-X', method, ...content);
    if (status !== 0) throw new Error(`${method} ${path}: ${stdout}`);
  };

  node.shell(`ln -s '${kubernetesProgram('kube-apiserver', node.minor)}' /usr/bin/kube-apiserver`);
  node.start('/var/log/etcd.log', ownProgram('etcd'), '--data-dir=/var/lib/etcd');
  await start();
  // A controller would have made it.
  send('POST', '/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'default' } });
  node.write('/etc/kubernetes/kubelet.conf', kubeconfig('system:node:node01', 'kubelet'));
  node.write(ADMIN, kubeconfig('kubernetes-admin', 'admin'));
  node.edit('/var/lib/kubelet/kubeadm-flags.env', '="', '="--kubeconfig=/etc/kubernetes/kubelet.conf ');
  return {
    get,
    pod: (namespace, name) => get(`/api/v1/namespaces/${namespace}/pods/${name}`),
    send,
    start,
    kill: () => void signal('KILL'),
    halt: () => void signal('STOP'),
    goOn: () => void signal('CONT'),
  };
}

const FLAGS = [
  '--etcd-servers=http://127.0.0.1:2379',
  '--secure-port=6443',
  '--advertise-address=10.77.0.2',
  '--service-cluster-ip-range=10.96.0.0/24',
  '--cert-dir=/run/kube-apiserver',
  `--client-ca-file=${PKI}/ca.crt`,
  `--tls-cert-file=${PKI}/apiserver.pem`,
  `--tls-private-key-file=${PKI}/apiserver.pem`,
  `--service-account-key-file=${PKI}/apiserver.pem`,
  `--service-account-signing-key-file=${PKI}/apiserver.pem`,
  '--service-account-issuer=https://kubernetes.default.svc',
  '--authorization-mode=Node,RBAC',
  '--enable-admission-plugins=NodeRestriction',
];

function kubeconfig(user: string, certificate: string): string {
  return `apiVersion: v1
kind: Config
clusters:
  - name: kubernetes
    cluster:
      server: ${SERVER}
      certificate-authority: ${PKI}/ca.crt
users:
  - name: ${user}
    user:
      client-certificate: ${PKI}/${certificate}.pem
      client-key: ${PKI}/${certificate}.pem
contexts:
  - name: ${user}@kubernetes
    context:
      cluster: kubernetes
      user: ${user}
current-context: ${user}@kubernetes
`;
}
