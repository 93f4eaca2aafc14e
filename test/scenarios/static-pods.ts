import type { FileSpec } from '../../src/node/host/memory-host.ts';
import type { NodeFiles } from './control-plane-node.ts';

/** A way in which nodes break, put into a sound one. */
export interface Scenario {
  /** The fault, in the words of who made it. */
  readonly fault: string;
  readonly change: (node: NodeFiles) => Readonly<Record<string, FileSpec | null>>;
  /** The rule of the first finding above info, and a part of its message that names the cause. */
  readonly first: readonly [ruleId: string, says: string | RegExp];
  /** As which kubelet; the node's own otherwise. */
  readonly version?: number;
}

const MANIFESTS = '/etc/kubernetes/manifests';
const at = (name: string) => `${MANIFESTS}/${name}.yaml`;

/** Replaces a text in one of the control plane's manifests, where it stands first. */
const edit =
  (name: string, from: string | RegExp, to: string): Scenario['change'] =>
  (node) => ({ [at(name)]: replaced(textOf(node, at(name)), from, to) });

const both =
  (...changes: readonly Scenario['change'][]): Scenario['change'] =>
  (node) => {
    const changed: Record<string, FileSpec | null> = {};
    for (const change of changes) Object.assign(changed, change({ ...node, ...changed } as NodeFiles));
    return changed;
  };

const add =
  (path: string, content: FileSpec | ((node: NodeFiles) => FileSpec)): Scenario['change'] =>
  (node) => ({ [path]: typeof content === 'function' ? content(node) : content });

const copyOf =
  (name: string, from: string, to: string) =>
  (node: NodeFiles): FileSpec =>
    replaced(textOf(node, at(name)), from, to);

const flag = (name: string, from: string, to: string) => edit(name, `- --${from}`, `- --${to}`);

const addFlag = (name: string, added: string) =>
  edit(name, `    - ${name}\n`, `    - ${name}\n    - --${added}\n`);

function textOf(node: NodeFiles, path: string): string {
  const text = node[path];
  if (typeof text !== 'string') throw new Error(`${path} is no text`);
  return text;
}

function replaced(text: string, from: string | RegExp, to: string): string {
  const after = text.replace(from, to);
  if (after === text) throw new Error(`nothing to replace: ${from}`);
  return after;
}

const pod = (spec: string, metadata = 'name: web') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  ${metadata.replaceAll('\n', '\n  ')}\nspec:\n  ${spec.replaceAll('\n', '\n  ')}\n`;

const CONTAINER = 'containers:\n- name: web\n  image: nginx:1.29';
const WEB = `${MANIFESTS}/web.yaml`;
const web = (spec = CONTAINER, metadata?: string) => add(WEB, pod(spec, metadata));

/** Static pods that do not appear, or not as they were meant. */
export const STATIC_PODS: Readonly<Record<string, readonly Scenario[]>> = {
  D1: ['.yaml.bak', '.yaml~', '.yaml.save', '.yaml.orig', '.yaml.rpmsave', '.yamle', '.yaml.1'].map(
    (suffix): Scenario => ({
      fault: `a copy with the suffix ${suffix} lies beside the manifest that is edited`,
      change: add(
        `${MANIFESTS}/kube-apiserver${suffix}`,
        copyOf('kube-apiserver', 'allow-privileged=true', 'allow-privileged=false'),
      ),
      first: ['manifest-shadowed', `"kube-apiserver${suffix}"`],
    }),
  ),
  D2: [
    {
      fault: 'the manifest is renamed to .disabled in place',
      change: (node) => ({
        [at('kube-scheduler')]: null,
        [`${at('kube-scheduler')}.disabled`]: textOf(node, at('kube-scheduler')),
      }),
      first: ['disabled-manifest-runs', /still runs|runs/],
    },
  ],
  D7: [
    {
      fault: 'a tab',
      change: edit('kube-apiserver', '    image:', '\timage:'),
      first: ['manifest-syntax', /tab/],
    },
    {
      fault: 'metadata; for metadata:',
      change: edit('kube-apiserver', 'metadata:', 'metadata;'),
      first: ['manifest-syntax', ''],
    },
    {
      fault: 'a list item without its dash',
      change: edit('kube-apiserver', '    - --allow-privileged', '    --allow-privileged'),
      first: ['manifest-syntax', ''],
    },
    {
      fault: 'a swap file',
      change: add(`${MANIFESTS}/kube-apiserver.yaml.swp`, 'b0VIM 9.0\u0000\u0000\u0001'),
      first: ['manifest-syntax', ''],
    },
  ],
  D8: [
    {
      fault: 'the first flag continues the program',
      change: edit('kube-apiserver', '- kube-apiserver\n    - --', '- kube-apiserver\n      --'),
      first: ['argument-is-two-words', /kube-apiserver --/],
    },
    {
      fault: 'a flag with a colon and a space',
      change: addFlag('kube-apiserver', 'audit-log-path=a: b'),
      first: ['manifest-type', ''],
    },
    {
      fault: 'an environment value that is no text',
      change: web(`${CONTAINER}\n  env:\n  - name: A\n    value: true`),
      first: ['manifest-type', /text|string/],
    },
    {
      fault: 'a second block of volumes',
      change: edit(
        'kube-apiserver',
        /\nstatus: \{\}/,
        '\n  volumes:\n  - name: audit\n    hostPath: {path: /var/log/audit}\nstatus: {}',
      ),
      first: ['pod-not-found', ''],
    },
  ],
  D9: [
    {
      fault: 'two pods in a file',
      change: add(WEB, `${pod(CONTAINER)}---\n${pod(CONTAINER, 'name: other')}`),
      first: ['manifest-ignored-documents', ''],
    },
  ],
  D10: [
    { fault: 'an empty file', change: add(WEB, ''), first: ['manifest-kind-missing', ''] },
    { fault: 'only comments', change: add(WEB, '# later\n'), first: ['manifest-kind-missing', ''] },
    {
      fault: 'an empty first document',
      change: add(WEB, `---\n---\n${pod(CONTAINER)}`),
      first: ['manifest-kind-missing', ''],
    },
  ],
  D11: [
    {
      fault: 'apiVersion v2',
      change: edit('kube-apiserver', 'apiVersion: v1', 'apiVersion: v2'),
      first: ['manifest-not-a-pod', /v2/],
    },
    {
      fault: 'a Deployment',
      change: add(WEB, 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {}\n'),
      first: ['manifest-not-a-pod', /Deployment/],
    },
    {
      fault: 'kind: pod',
      change: add(WEB, pod(CONTAINER).replace('kind: Pod', 'kind: pod')),
      first: ['manifest-not-a-pod', /pod/],
    },
  ],
  D12: [{ fault: 'no name', change: web(CONTAINER, 'labels: {a: b}'), first: ['pod-name-missing', ''] }],
  D13: [
    {
      fault: 'an underscore in the name',
      change: web(CONTAINER, 'name: my_web'),
      first: ['pod-invalid-value', /my_web/],
    },
  ],
  D14: [
    {
      fault: 'volumeMount for volumeMounts',
      change: web(`${CONTAINER}\n  volumeMount: []`),
      first: ['pod-unknown-field', /volumeMount/],
    },
    {
      fault: 'a field in lower case',
      change: web(`${CONTAINER}\nhostnetwork: true`),
      first: ['pod-unknown-field', /hostnetwork/],
    },
    {
      fault: 'hostNetwork in the container',
      change: web(`${CONTAINER}\n  hostNetwork: true`),
      first: ['pod-unknown-field', /hostNetwork/],
    },
    {
      fault: 'resources one level too high',
      change: web(`${CONTAINER}\nlivenessProbe: {}`),
      first: ['pod-unknown-field', /livenessProbe/],
    },
  ],
  D15: [
    {
      fault: 'a secret',
      change: web(`${CONTAINER}\nvolumes:\n- name: s\n  secret: {secretName: s}`),
      first: ['manifest-api-reference', /secret/],
    },
    {
      fault: 'a ConfigMap, on an older kubelet',
      version: 33,
      change: web(`${CONTAINER}\n  envFrom:\n  - configMapRef: {name: c}`),
      first: ['mirror-pod-refused', ''],
    },
    {
      fault: 'a service account',
      change: web(`${CONTAINER}\nserviceAccountName: default`),
      first: ['manifest-api-reference', /service/i],
    },
  ],
  D19: [
    {
      fault: 'a priority without a class',
      change: web(`${CONTAINER}\npriority: 2000001000`),
      first: ['pod-priority', ''],
    },
    {
      fault: 'preemptionPolicy',
      change: web(
        `${CONTAINER}\npriorityClassName: system-node-critical\npriority: 2000001000\npreemptionPolicy: Never`,
      ),
      first: ['pod-priority', /preemptionPolicy/],
    },
  ],
  D21: [
    {
      fault: 'a hostPath of type File that is not there',
      change: web(
        `${CONTAINER}\n  volumeMounts: [{name: f, mountPath: /f}]\nvolumes:\n- name: f\n  hostPath: {path: /etc/kubernetes/dev-audit.yaml, type: File}`,
      ),
      first: ['host-path-type-mismatch', /dev-audit/],
    },
  ],
  D30: [
    {
      fault: 'a symlink that leads nowhere',
      change: add(WEB, { link: '/opt/web.yaml' }),
      first: ['manifest-link-broken', /opt/],
    },
  ],
  D31: [{ fault: 'a fifo', change: add(`${MANIFESTS}/pipe`, { fifo: true }), first: ['manifest-fifo', ''] }],
  D39: [
    {
      fault: 'more than ten megabytes',
      change: add(WEB, { text: pod(CONTAINER), pad: 10_485_760 }),
      first: ['manifest-too-large', ''],
    },
  ],
  D41: [
    {
      fault: 'a second pod on a host port that is taken',
      change: web(`${CONTAINER}\n  ports: [{containerPort: 10259}]\nhostNetwork: true`),
      first: ['host-port-conflict', /10259/],
    },
  ],
};

/** Control planes whose pods crash. */
export const CONTROL_PLANE: Readonly<Record<string, readonly Scenario[]>> = {
  E1: [
    {
      fault: 'a flag that does not exist',
      change: addFlag('kube-apiserver', 'this-is-wrong=x'),
      first: ['component-flag-unknown', /this-is-wrong/],
    },
    {
      fault: 'a misspelled flag',
      change: flag('kube-apiserver', 'authorization-mode=', 'authorization-mode-wrong='),
      first: ['component-flag-unknown', /authorization-mode-wrong/],
    },
    {
      fault: 'one dash',
      change: edit('kube-scheduler', '- --leader-elect', '- -leader-elect'),
      first: ['component-flag-unknown', /-leader-elect/],
    },
  ],
  E2: [
    {
      fault: 'no boolean',
      change: flag('kube-scheduler', 'leader-elect=true', 'leader-elect=truee'),
      first: ['component-flag-invalid', /truee/],
    },
  ],
  E3: [
    {
      fault: 'a certificate that is not there',
      change: flag(
        'kube-apiserver',
        'tls-cert-file=/etc/kubernetes/pki/apiserver.crt',
        'tls-cert-file=/etc/kubernetes/pki/apiserver-wrong.crt',
      ),
      first: ['flag-file-missing', /apiserver-wrong/],
    },
    {
      fault: 'a kubeconfig that is not there',
      change: flag(
        'kube-controller-manager',
        'kubeconfig=/etc/kubernetes/controller-manager.conf',
        'kubeconfig=/etc/kubernetes/controller-manager-XXXX.conf',
      ),
      first: ['flag-file-not-mounted', /controller-manager-XXXX/],
    },
  ],
  E4: [
    {
      fault: 'an audit policy that no volume brings',
      change: both(
        addFlag('kube-apiserver', 'audit-policy-file=/etc/kubernetes/audit/policy.yaml'),
        add('/etc/kubernetes/audit/policy.yaml', 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: []\n'),
      ),
      first: ['flag-file-not-mounted', /audit/],
    },
  ],
  E5: [
    {
      fault: 'another hostPath',
      change: edit(
        'kube-controller-manager',
        'path: /etc/kubernetes/pki',
        'path: /etc/kubernetes/WRONG-PKI-DIRECTORY',
      ),
      first: ['mount-source-differs', /WRONG-PKI/],
    },
  ],
  E6: [
    {
      fault: 'the program misspelled',
      change: edit('kube-scheduler', '- kube-scheduler\n', '- kube-schedulerrrr\n'),
      first: ['component-program-missing', /kube-schedulerrrr/],
    },
  ],
  E7: [
    {
      fault: "etcd's peer port",
      change: flag(
        'kube-apiserver',
        'etcd-servers=https://127.0.0.1:2379',
        'etcd-servers=https://127.0.0.1:2380',
      ),
      first: ['etcd-servers-not-served', /2380/],
    },
  ],
  E8: [
    {
      fault: 'a port where nothing listens',
      change: flag(
        'kube-apiserver',
        'etcd-servers=https://127.0.0.1:2379',
        'etcd-servers=https://127.0.0.1:9999',
      ),
      first: ['etcd-servers-not-served', /9999/],
    },
    {
      fault: 'another host',
      change: flag(
        'kube-apiserver',
        'etcd-servers=https://127.0.0.1:2379',
        'etcd-servers=https://128.0.0.1:2379',
      ),
      first: ['etcd-servers-not-served', /128\.0\.0\.1/],
    },
    {
      fault: 'no port',
      change: flag('kube-apiserver', 'etcd-servers=https://127.0.0.1:2379', 'etcd-servers=https://127.0.0.1'),
      first: ['etcd-servers-invalid', /port/],
    },
    {
      fault: 'http',
      change: flag(
        'kube-apiserver',
        'etcd-servers=https://127.0.0.1:2379',
        'etcd-servers=http://127.0.0.1:2379',
      ),
      first: ['etcd-servers-not-served', /http/],
    },
  ],
  E9: [
    {
      fault: "another CA than etcd's",
      change: flag(
        'kube-apiserver',
        'etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt',
        'etcd-cafile=/etc/kubernetes/pki/ca.crt',
      ),
      first: ['certificate-authority-mismatch', /ca\.crt/],
    },
  ],
  E10: [
    {
      fault: 'etcd does not listen on the loopback address',
      change: edit('etcd', 'listen-client-urls=https://127.0.0.1:2379,', 'listen-client-urls='),
      first: ['etcd-servers-not-served', /127\.0\.0\.1/],
    },
  ],
  E11: [
    {
      fault: 'a restored data directory that only the flag names',
      change: both(
        flag('etcd', 'data-dir=/var/lib/etcd', 'data-dir=/var/lib/etcd-restored'),
        add('/var/lib/etcd-restored/member/snap/db', ''),
      ),
      first: ['etcd-data-dir-not-mounted', /etcd-restored/],
    },
  ],
  E14: [
    {
      fault: 'another address',
      change: edit('kube-apiserver', '--advertise-address=10.0.0.4', '--advertise-address=10.0.0.55'),
      first: ['kubeadm-address-differs', /10\.0\.0\.55/],
    },
  ],
  E15: [
    {
      fault: 'a probe on another port',
      change: edit('kube-scheduler', /containerPort: 10259/, 'containerPort: 10250'),
      first: ['probe-not-served', /10250|10259/],
    },
    {
      fault: 'a probe by http',
      change: edit('kube-apiserver', 'scheme: HTTPS', 'scheme: HTTP'),
      first: ['probe-not-served', /HTTP/],
    },
  ],
  E16: [
    {
      fault: 'anonymous-auth=false',
      change: addFlag('kube-apiserver', 'anonymous-auth=false'),
      first: ['probe-unauthenticated', /anonymous-auth/],
    },
  ],
  E17: [
    {
      fault: 'an audit policy whose hostPath is wrong',
      change: both(
        addFlag('kube-apiserver', 'audit-policy-file=/etc/kubernetes/audit/policy.yaml'),
        edit(
          'kube-apiserver',
          '    volumeMounts:\n',
          '    volumeMounts:\n    - {name: audit, mountPath: /etc/kubernetes/audit/policy.yaml}\n',
        ),
        edit(
          'kube-apiserver',
          '\n  volumes:\n',
          '\n  volumes:\n  - {name: audit, hostPath: {path: /etc/kubernetes/dev-audit.yaml, type: File}}\n',
        ),
      ),
      first: ['host-path-type-mismatch', /dev-audit/],
    },
  ],
  E19: [
    {
      fault: 'AlwaysDeny',
      change: flag('kube-apiserver', 'authorization-mode=Node,RBAC', 'authorization-mode=AlwaysDeny'),
      first: ['requests-denied', /AlwaysDeny/],
    },
  ],
  E20: [
    {
      fault: 'another service range in one of two',
      change: edit(
        'kube-controller-manager',
        'service-cluster-ip-range=10.96.0.0/12',
        'service-cluster-ip-range=10.97.0.0/16',
      ),
      first: ['service-range-differs', /addresses of Services/],
    },
  ],
  E22: [
    {
      fault: 'the scheduler moved away',
      change: (node) => ({
        [at('kube-scheduler')]: null,
        '/etc/kubernetes/kube-scheduler.yaml': textOf(node, at('kube-scheduler')),
      }),
      first: ['control-plane-manifest-missing', /kube-scheduler/],
    },
  ],
  E26: [
    {
      fault: 'a flag that is gone',
      change: addFlag('kube-apiserver', 'cloud-provider=external'),
      first: ['component-flag-removed', /cloud-provider/],
    },
  ],
  E27: [
    {
      fault: 'a feature gate that does not exist',
      change: addFlag('kube-apiserver', 'feature-gates=NoSuchGate=true'),
      first: ['component-feature-gate', /NoSuchGate/],
    },
  ],
  E30: [
    {
      fault: 'a flag twice',
      change: addFlag('kube-apiserver', 'secure-port=6444'),
      first: ['component-flag-repeated', /secure-port/],
    },
  ],
};
