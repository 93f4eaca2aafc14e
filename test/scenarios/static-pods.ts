import type { NodeFiles } from './base-nodes.ts';
import {
  addFlag,
  all,
  append,
  at,
  CONTAINER,
  edit,
  MANIFESTS,
  pod,
  put,
  replaced,
  textOf,
  WEB,
  web,
} from './changes.ts';
import { not, onControlPlane, onWorker, type Section } from './scenario.ts';

const copyOf = (name: string, from: string, to: string) => (node: NodeFiles) =>
  replaced(textOf(node, at(name)), from, to);
const beside = (suffix: string) =>
  put(
    `${MANIFESTS}/kube-apiserver${suffix}`,
    copyOf('kube-apiserver', 'allow-privileged=true', 'allow-privileged=false'),
  );
const inPlace = (name: string, suffix: string) => (node: NodeFiles) => ({
  [at(name)]: null,
  [`${MANIFESTS}/${name}${suffix}`]: textOf(node, at(name)),
});

/** Static pods that do not appear, or not as they were meant. */
export const STATIC_PODS: Section = {
  D1: [
    ...[
      '.yaml.bak',
      '.yaml~',
      '.yaml.save',
      '.yaml.orig',
      '.yaml.rpmsave',
      '.yamle',
      '.yaml.1',
      '.yaml.old',
      '.yaml.backup',
      '.yaml-bak',
      '.yaml_old',
      '.yml',
      '2.yaml',
      '_bak.yaml',
    ].map((suffix) =>
      onControlPlane(`a copy "kube-apiserver${suffix}" beside the manifest that is edited`, beside(suffix), [
        'manifest-shadowed',
        `"kube-apiserver${suffix}"`,
      ]),
    ),
    ...['-backup.yaml', '.bak', '-copy.yaml'].map((suffix) =>
      onControlPlane(`a copy "kube-apiserver${suffix}" that loses`, beside(suffix), [
        'manifest-shadowed',
        '"kube-apiserver.yaml" holds the same pod',
      ]),
    ),
    onControlPlane(
      'a copy by its date in front',
      put(`${MANIFESTS}/2026-05-01-etcd.yaml`, copyOf('etcd', '10000', '20000')),
      ['manifest-shadowed', '"etcd.yaml" holds the same pod'],
    ),
    onControlPlane(
      'a copy without a change, which is one pod all the same',
      put(`${at('kube-scheduler')}.bak`, (node) => textOf(node, at('kube-scheduler'))),
      ['manifest-shadowed', 'kube-scheduler.yaml.bak'],
    ),
    onControlPlane(
      'a copy beside each of two manifests',
      all(beside('.yaml.bak'), put(`${at('etcd')}.bak`, copyOf('etcd', '10000', '20000'))),
      ['manifest-shadowed', /\.bak/],
    ),
    onControlPlane(
      'a copy of the sound one, and the fault in the one that is edited',
      all(
        put(`${at('kube-apiserver')}.backup`, (node) => textOf(node, at('kube-apiserver'))),
        edit(
          at('kube-apiserver'),
          '--etcd-servers=https://127.0.0.1:2379',
          '--etcd-servers=https://127.0.0.1:2380',
        ),
      ),
      ['manifest-shadowed', 'kube-apiserver.yaml.backup'],
    ),
  ],
  D2: [
    ...['.yaml.disabled', '.yaml.off', '.disabled'].map((suffix) =>
      onControlPlane(`renamed to "kube-scheduler${suffix}" in place`, inPlace('kube-scheduler', suffix), [
        'disabled-manifest-runs',
        'runs',
      ]),
    ),
    onControlPlane('renamed to a backup in place', inPlace('kube-scheduler', '.yaml.bak'), [
      'manifest-copy-runs',
      'backup copy',
    ]),
    onWorker('a pod of the own, renamed to be off', put(`${WEB}.disabled`, pod(CONTAINER)), [
      'disabled-manifest-runs',
      'runs',
    ]),
  ],
  D3: [
    onWorker('a text beside the manifests', put(`${MANIFESTS}/README.md`, '# our pods\n\nAsk the team.\n'), [
      'manifest-type',
      'a text for people',
    ]),
    onWorker('a manifest that ends in .txt runs', put(`${MANIFESTS}/web.txt`, pod(CONTAINER)), null),
    onWorker(
      'a manifest in JSON runs',
      put(
        `${MANIFESTS}/web.json`,
        '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"web","image":"nginx:1.29"}]}}',
      ),
      null,
    ),
  ],
  D4: [
    {
      ...onWorker(
        'a pod in a file that begins with a dot',
        put(`${MANIFESTS}/.web.yaml`, pod(CONTAINER)),
        null,
      ),
      note: 'dot-file-manifest',
    },
    onControlPlane(
      'the scheduler in a file that begins with a dot',
      (node) => ({
        [at('kube-scheduler')]: null,
        [`${MANIFESTS}/.kube-scheduler.yaml`]: textOf(node, at('kube-scheduler')),
      }),
      ['control-plane-manifest-missing', 'kube-scheduler'],
    ),
  ],
  D5: [
    onWorker('a pod in a subdirectory', put(`${MANIFESTS}/web/web.yaml`, pod(CONTAINER)), [
      'manifests-directory-mistaken',
      `${MANIFESTS}/web`,
    ]),
    {
      ...onWorker('a pod in one for backups', put(`${MANIFESTS}/backup/web.yaml`, pod(CONTAINER)), null),
      note: 'manifest-subdirectory',
    },
    onControlPlane(
      'the scheduler in a subdirectory',
      (node) => ({
        [at('kube-scheduler')]: null,
        [`${MANIFESTS}/off/kube-scheduler.yaml`]: textOf(node, at('kube-scheduler')),
      }),
      ['control-plane-manifest-missing', 'kube-scheduler'],
    ),
  ],
  D6: [not('the rows of A2, A5 and A7')],
  D7: [
    onControlPlane('a tab', edit(at('kube-apiserver'), '    image:', '\timage:'), ['manifest-syntax', 'tab']),
    onControlPlane('metadata; for metadata:', edit(at('kube-apiserver'), 'metadata:', 'metadata;'), [
      'manifest-syntax',
      '',
    ]),
    onControlPlane(
      'a list item without its dash',
      edit(at('kube-apiserver'), '    - --allow-privileged', '    --allow-privileged'),
      ['manifest-syntax', ''],
    ),
    onControlPlane(
      'a swap file',
      put(`${MANIFESTS}/kube-apiserver.yaml.swp`, 'b0VIM 9.0\u0000\u0000\u0001'),
      ['manifest-syntax', ''],
    ),
    onControlPlane(
      'a quote that is not closed',
      edit(at('kube-scheduler'), 'name: kube-scheduler', 'name: "kube-scheduler'),
      ['manifest-syntax', ''],
    ),
    onControlPlane(
      'a flag too far left',
      edit(at('kube-apiserver'), '    - --allow-privileged', '  - --allow-privileged'),
      ['manifest-syntax', ''],
    ),
    onControlPlane('a brace too many', edit(at('etcd'), 'hostNetwork: true', 'hostNetwork: {true'), [
      'manifest-syntax',
      '',
    ]),
    onControlPlane('a mark of a merge', edit(at('etcd'), '  containers:', '<<<<<<< HEAD\n  containers:'), [
      'manifest-syntax',
      '',
    ]),
    onWorker('a colon lost', put(WEB, pod(CONTAINER).replace('metadata:', 'metadata')), [
      'manifest-syntax',
      '',
    ]),
    onWorker('no space behind a colon', put(WEB, pod(CONTAINER).replace('name: web', 'name:web')), [
      'manifest-type',
      '',
    ]),
  ],
  D8: [
    onControlPlane(
      'the first flag continues the program',
      edit(at('kube-apiserver'), '- kube-apiserver\n    - --', '- kube-apiserver\n      --'),
      ['argument-is-two-words', 'kube-apiserver --'],
    ),
    onControlPlane('a flag with a colon and a space', addFlag('kube-apiserver', 'audit-log-path=a: b'), [
      'manifest-type',
      '',
    ]),
    onWorker(
      'an environment value that is no text',
      web(`${CONTAINER}\n  env:\n  - name: A\n    value: true`),
      ['manifest-type', /text|string/],
    ),
    onWorker('a number for a name', web(CONTAINER, 'name: 1234'), ['manifest-type', '']),
    onControlPlane(
      'a second block of volumes',
      edit(
        at('kube-apiserver'),
        '\nstatus: {}',
        '\n  volumes:\n  - name: audit\n    hostPath: {path: /var/log/audit}\nstatus: {}',
      ),
      ['manifest-duplicate-key', 'volumes'],
    ),
    onControlPlane(
      'a second block of volumeMounts',
      edit(
        at('kube-apiserver'),
        '    volumeMounts:\n',
        '    volumeMounts:\n    - {name: audit, mountPath: /a}\n    volumeMounts:\n',
      ),
      ['manifest-duplicate-key', 'volumeMounts'],
    ),
    onWorker('a port in quotes', web(`${CONTAINER}\n  ports:\n  - containerPort: "80"`), [
      'manifest-type',
      'containerPort',
    ]),
    onWorker('a command that is no list', web(`${CONTAINER}\n  command: sleep 1000`), [
      'manifest-type',
      'command',
    ]),
    onWorker('a flag and its value in one word', web(`${CONTAINER}\n  command: ["sleep 1000"]`), [
      'argument-is-two-words',
      'sleep 1000',
    ]),
    onWorker('Windows line ends are fine', (_) => ({ [WEB]: pod(CONTAINER).replaceAll('\n', '\r\n') }), null),
    onWorker('a byte order mark is fine', put(WEB, `\uFEFF${pod(CONTAINER)}`), null),
  ],
  D9: [
    onWorker('two pods in a file', put(WEB, `${pod(CONTAINER)}---\n${pod(CONTAINER, 'name: other')}`), [
      'manifest-ignored-documents',
      '',
    ]),
    onWorker(
      'a service behind the pod',
      put(WEB, `${pod(CONTAINER)}---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\n`),
      ['manifest-ignored-documents', ''],
    ),
  ],
  D10: [
    onWorker('an empty file', put(WEB, ''), ['manifest-kind-missing', '']),
    onWorker('only comments', put(WEB, '# later\n'), ['manifest-kind-missing', '']),
    onWorker('an empty first document', put(WEB, `---\n---\n${pod(CONTAINER)}`), [
      'manifest-kind-missing',
      '',
    ]),
    onControlPlane("etcd's manifest is empty", put(at('etcd'), ''), ['manifest-kind-missing', '']),
  ],
  D11: [
    onControlPlane('apiVersion v2', edit(at('kube-apiserver'), 'apiVersion: v1', 'apiVersion: v2'), [
      'manifest-not-a-pod',
      'v2',
    ]),
    onControlPlane(
      'apiVersion vv1',
      edit(at('kube-controller-manager'), 'apiVersion: v1', 'apiVersion: vv1'),
      ['manifest-not-a-pod', 'vv1'],
    ),
    onControlPlane('a kind misspelled', edit(at('kube-scheduler'), 'kind: Pod', 'kind: Pods'), [
      'manifest-not-a-pod',
      'Pods',
    ]),
    onControlPlane('the key misspelled', edit(at('kube-apiserver'), 'apiVersion:', 'apiVersio:'), [
      'manifest-version-missing',
      'no apiVersion',
    ]),
    onWorker(
      'a Deployment',
      put(WEB, 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {}\n'),
      ['manifest-not-a-pod', 'Deployment'],
    ),
    onWorker('a list', put(WEB, `apiVersion: v1\nkind: List\nitems: []\n`), ['manifest-not-a-pod', 'List']),
    onWorker('kind: pod', put(WEB, pod(CONTAINER).replace('kind: Pod', 'kind: pod')), [
      'manifest-not-a-pod',
      'pod',
    ]),
    onWorker('no kind', put(WEB, pod(CONTAINER).replace('kind: Pod\n', '')), ['manifest-kind-missing', '']),
    onWorker('apps/v1', put(WEB, pod(CONTAINER).replace('apiVersion: v1', 'apiVersion: apps/v1')), [
      'manifest-not-a-pod',
      'apps/v1',
    ]),
  ],
  D12: [
    onWorker('no name', web(CONTAINER, 'labels: {a: b}'), ['pod-name-missing', '']),
    onWorker('an empty name', web(CONTAINER, 'name: ""'), ['pod-name-missing', '']),
  ],
  D13: [
    onWorker('an underscore in the name', web(CONTAINER, 'name: my_web'), ['pod-invalid-value', 'my_web']),
    onWorker('upper case in the name', web(CONTAINER, 'name: Web'), ['pod-invalid-value', 'Web']),
    onWorker('a container of no name', web('containers:\n- image: nginx:1.29'), [
      'pod-required-field',
      'name',
    ]),
    onWorker(
      'an underscore in the name of the container',
      web('containers:\n- name: my_web\n  image: nginx:1.29'),
      ['pod-invalid-value', 'my_web'],
    ),
    onWorker('no container', web('containers: []'), ['pod-required-field', 'containers']),
    onWorker('no image', web('containers:\n- name: web'), ['pod-required-field', 'image']),
    onWorker('a port that is none', web(`${CONTAINER}\n  ports: [{containerPort: 80800}]`), [
      'pod-invalid-value',
      '80800',
    ]),
    onWorker('two containers of one name', web(`${CONTAINER}\n- name: web\n  image: redis`), [
      'pod-duplicate',
      'taken already',
    ]),
    onWorker('a restart policy that is none', web(`${CONTAINER}\nrestartPolicy: always`), [
      'pod-unsupported-value',
      'always',
    ]),
  ],
  D14: [
    onControlPlane(
      'hostnetwork in the API server',
      edit(at('kube-apiserver'), 'hostNetwork: true', 'hostnetwork: true'),
      ['pod-unknown-field', 'hostnetwork'],
    ),
    onControlPlane('volumeMount in etcd', edit(at('etcd'), 'volumeMounts:', 'volumeMount:'), [
      'pod-unknown-field',
      'volumeMount',
    ]),
    onControlPlane('volume in the scheduler', edit(at('kube-scheduler'), '  volumes:', '  volume:'), [
      'pod-unknown-field',
      'volume',
    ]),
    onWorker('the image is misspelt', web('containers:\n- name: web\n  imge: nginx:1.29'), [
      'pod-unknown-field',
      'imge',
    ]),
    onWorker('the spec is misspelt', put(WEB, pod(CONTAINER).replace('spec:', 'spce:')), [
      'pod-unknown-field',
      'spce',
    ]),
    onWorker('volumeMount for volumeMounts', web(`${CONTAINER}\n  volumeMount: []`), [
      'pod-unknown-field',
      'volumeMount',
    ]),
    onWorker('a field in lower case', web(`${CONTAINER}\nhostnetwork: true`), [
      'pod-unknown-field',
      'hostnetwork',
    ]),
    onWorker('hostNetwork in the container', web(`${CONTAINER}\n  hostNetwork: true`), [
      'pod-unknown-field',
      'hostNetwork',
    ]),
    onWorker('a probe one level too high', web(`${CONTAINER}\nlivenessProbe: {}`), [
      'pod-unknown-field',
      'livenessProbe',
    ]),
    onControlPlane('a key that does not exist at the top', append(at('kube-scheduler'), 'broken: yes\n'), [
      'pod-unknown-field',
      'broken',
    ]),
    onWorker('commands', web(`${CONTAINER}\n  commands: [sleep, "1000"]`), ['pod-unknown-field', 'commands']),
  ],
  D15: [
    onWorker('a secret', web(`${CONTAINER}\nvolumes:\n- name: s\n  secret: {secretName: s}`), [
      'manifest-api-reference',
      'secret',
    ]),
    onWorker(
      'a ConfigMap, on an older kubelet',
      web(`${CONTAINER}\n  envFrom:\n  - configMapRef: {name: c}`),
      ['mirror-pod-refused', ''],
      { version: 33 },
    ),
    onWorker('a ConfigMap', web(`${CONTAINER}\n  envFrom:\n  - configMapRef: {name: c}`), [
      'manifest-api-reference',
      /config ?map/i,
    ]),
    onWorker('a service account', web(`${CONTAINER}\nserviceAccountName: default`), [
      'manifest-api-reference',
      /service/i,
    ]),
    onWorker('a claim', web(`${CONTAINER}\nvolumes:\n- name: d\n  persistentVolumeClaim: {claimName: d}`), [
      'manifest-api-reference',
      /claim/i,
    ]),
    onWorker('a secret to pull with', web(`${CONTAINER}\nimagePullSecrets: [{name: r}]`), [
      'manifest-api-reference',
      'imagePullSecrets',
    ]),
  ],
  D16: [
    {
      ...onWorker('a namespace of the own', web(CONTAINER, 'name: web\nnamespace: team-a'), null),
      note: 'namespace-may-be-missing',
    },
  ],
  D17: [
    not('who else refuses the mirror pod only the API server knows: "spctl status" with a kubeconfig tells'),
  ],
  D18: [not('the rows of C8')],
  D19: [
    onWorker('a priority without a class', web(`${CONTAINER}\npriority: 2000001000`), ['pod-priority', '']),
    onWorker(
      'preemptionPolicy',
      web(
        `${CONTAINER}\npriorityClassName: system-node-critical\npriority: 2000001000\npreemptionPolicy: Never`,
      ),
      ['pod-priority', 'preemptionPolicy'],
    ),
    {
      ...onWorker(
        'a class without its number',
        web(`${CONTAINER}\npriorityClassName: system-node-critical`),
        null,
      ),
      note: 'pod-priority',
    },
  ],
  D20: [not('two machines of one name show only beside each other, in the API server')],
  D21: [
    onControlPlane(
      'a hostPath of type File that is not there',
      web(
        `${CONTAINER}\n  volumeMounts: [{name: f, mountPath: /f}]\nvolumes:\n- name: f\n  hostPath: {path: /etc/kubernetes/dev-audit.yaml, type: File}`,
      ),
      ['host-path-type-mismatch', 'dev-audit'],
    ),
    onWorker(
      'a directory where a file is meant',
      web(
        `${CONTAINER}\n  volumeMounts: [{name: f, mountPath: /f}]\nvolumes:\n- name: f\n  hostPath: {path: /etc/kubernetes/pki, type: File}`,
      ),
      ['host-path-type-mismatch', '/etc/kubernetes/pki'],
    ),
    onWorker(
      'a mount of a volume that is not there',
      web(`${CONTAINER}\n  volumeMounts: [{name: html, mountPath: /f}]`),
      ['pod-not-found', 'html'],
    ),
    onWorker(
      'path outside of hostPath',
      web(
        `${CONTAINER}\n  volumeMounts: [{name: f, mountPath: /f}]\nvolumes:\n- name: f\n  hostPath:\n  path: /srv`,
      ),
      ['volume-becomes-empty', 'empty directory'],
    ),
  ],
  D22: [
    not(
      'whether an image exists only its registry knows; tags that differ among the programs of a control plane are the rows of E13',
    ),
    onWorker('no image name at all', web('containers:\n- name: web\n  image: "nginx 1.29"'), [
      'image-name-invalid',
      'nginx 1.29',
    ]),
  ],
  D23: [not('what a node can hold, and what it holds already, shows only while it runs')],
  D24: [not('a pod that runs without a manifest: "spctl status" shows it')],
  D25: [not('nothing is wrong: "spctl explain static-pod" says which file is the switch')],
  D26: [not('what is left of a pod lies with the container runtime: "spctl status" shows it')],
  D27: [
    onWorker('what vim tries', put(`${MANIFESTS}/4913`, ''), ['manifest-kind-missing', '']),
    onWorker('what an editor left, as a pod of its own', put(`${MANIFESTS}/#web.yaml#`, pod(CONTAINER)), [
      'manifest-copy-runs',
      'an editor',
    ]),
  ],
  D28: [
    onControlPlane(
      'what sed left',
      put(
        `${MANIFESTS}/sedaB3xYz`,
        copyOf('kube-apiserver', 'allow-privileged=true', 'allow-privileged=false'),
      ),
      ['manifest-shadowed', 'sedaB3xYz'],
    ),
  ],
  D29: [
    onWorker('half a file', put(WEB, 'apiVersion: v1\nkind: Po'), ['manifest-not-a-pod', 'Po']),
    onControlPlane(
      'half of the manifest',
      put(at('kube-apiserver'), (node) => textOf(node, at('kube-apiserver')).slice(0, 900)),
      ['pod-required-field', 'name'],
    ),
  ],
  D30: [
    onWorker('a symlink that leads nowhere', put(WEB, { link: '/opt/web.yaml' }), [
      'manifest-link-broken',
      'opt',
    ]),
    {
      ...onWorker(
        'a symlink to another directory',
        all(put(WEB, { link: '/srv/pods/web.yaml' }), put('/srv/pods/web.yaml', pod(CONTAINER))),
        null,
      ),
      note: 'symlink-target-unwatched',
    },
  ],
  D31: [onWorker('a fifo', put(`${MANIFESTS}/pipe`, { fifo: true }), ['manifest-fifo', ''])],
  D32: [
    not(
      'the kubelet is root, and labels of SELinux are in no copy: only the log of a kubelet that runs tells',
    ),
  ],
  D33: [
    {
      ...onWorker(
        'a fixed uid',
        web(CONTAINER, 'name: web\nuid: 5b1c9d9e-7a6e-4b0e-9a53-0a5d0c6d7f11'),
        null,
      ),
      note: 'fixed-uid',
    },
  ],
  D34: [not('nothing is wrong in the files: what a program holds in its memory they do not tell')],
  D35: [not('nothing is wrong')],
  D36: [not('what an upgrade of the kubelet does once, and no fault')],
  D37: [
    onControlPlane(
      'the address was changed by hand',
      edit(at('kube-apiserver'), '--advertise-address=10.0.0.4', '--advertise-address=10.0.0.44'),
      ['kubeadm-address-differs', '10.0.0.44'],
    ),
    not('which edits kubeadm will take back its ConfigMap in the cluster tells'),
  ],
  D38: [
    onWorker(
      'ephemeral containers',
      web(`${CONTAINER}\nephemeralContainers:\n- name: debug\n  image: busybox`),
      ['pod-forbidden-field', 'ephemeralContainers'],
    ),
  ],
  D39: [
    onWorker('more than ten megabytes', put(WEB, { text: pod(CONTAINER), pad: 10_485_760 }), [
      'manifest-too-large',
      '',
    ]),
  ],
  D40: [
    onWorker(
      'seccomp by annotation',
      web(CONTAINER, 'name: web\nannotations:\n  seccomp.security.alpha.kubernetes.io/pod: runtime/default'),
      ['pod-annotation-ignored', 'seccomp'],
    ),
  ],
  D41: [
    onControlPlane(
      'a second pod on a host port that is taken',
      web(`${CONTAINER}\n  ports: [{containerPort: 10259}]\nhostNetwork: true`),
      ['host-port-conflict', '10259'],
    ),
    onWorker(
      'two pods of one host port',
      all(
        web(`${CONTAINER}\n  ports: [{containerPort: 80, hostPort: 8080}]`),
        put(
          `${MANIFESTS}/other.yaml`,
          pod(
            'containers:\n- name: o\n  image: nginx\n  ports: [{containerPort: 80, hostPort: 8080}]',
            'name: other',
          ),
        ),
      ),
      ['host-port-conflict', '8080'],
    ),
    onWorker(
      'a pod on the port of the kubelet itself',
      web(`${CONTAINER}\n  ports: [{containerPort: 10250}]\nhostNetwork: true`),
      ['kubelet-port-asked-for', '10250'],
    ),
    onWorker(
      'a host port where the kubelet tells its health',
      web(`${CONTAINER}\n  ports: [{containerPort: 80, hostPort: 10248}]`),
      ['kubelet-port-asked-for', 'healthzPort'],
    ),
  ],
};
