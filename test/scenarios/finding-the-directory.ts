import {
  all,
  append,
  at,
  CONFIG,
  CONTAINER,
  DROP_IN,
  edit,
  KUBECONFIG,
  kubeletFlag,
  MANIFESTS,
  pod,
  put,
  removeTree,
  textOf,
  WEB,
  web,
} from './changes.ts';
import { not, onControlPlane, onWorker, type Section } from './scenario.ts';

const ELSEWHERE = '/etc/just-to-mess-with-you';
const GREENBOX = pod('containers:\n- name: greenbox\n  image: busybox', 'name: static-greenbox');
const DROP_INS = '/etc/kubernetes/kubelet.conf.d';
const withDropIns = edit(DROP_IN, 'config.yaml"', `config.yaml --config-dir=${DROP_INS}"`);
const dropIn = (text: string) =>
  `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n${text}`;
const staticPodPath = (to: string) => edit(CONFIG, `staticPodPath: ${MANIFESTS}`, `staticPodPath: ${to}`);
const OWN_POD = pod('containers:\n- name: db\n  image: redis', 'name: db');

/** Where the kubelet of this node reads static pods. */
export const FINDING_THE_DIRECTORY: Section = {
  A1: [
    not('a question and no fault: "spctl where" answers it, with "--why" and the line that decided'),
    onControlPlane('which directory is it? The usual one', () => ({}), null),
    onWorker('which directory is it? The usual one', () => ({}), null),
  ],
  A2: [
    onWorker(
      'the node reads another directory than the others, and that is meant',
      all(staticPodPath(ELSEWHERE), put(`${ELSEWHERE}/greenbox.yaml`, GREENBOX)),
      null,
    ),
    onWorker(
      'another directory, and the pod was put into the usual one',
      all(staticPodPath(ELSEWHERE), put(`${ELSEWHERE}/greenbox.yaml`, GREENBOX), web()),
      ['unused-manifests-directory', /just-to-mess-with-you/],
    ),
  ],
  A3: [
    onControlPlane(
      'the flag and the field, with different directories',
      kubeletFlag('--pod-manifest-path=/etc/kubernetes/other'),
      ['kubelet-config-overridden', '/etc/kubernetes/other'],
    ),
    onWorker(
      'the flag alone',
      all(edit(CONFIG, /staticPodPath:.*\n/, ''), kubeletFlag(`--pod-manifest-path=${MANIFESTS}`), web()),
      null,
    ),
    onWorker('the flag that does not exist', kubeletFlag(`--static-pod-path=${MANIFESTS}`), [
      'kubelet-flag-unknown',
      '--static-pod-path',
    ]),
    onWorker('the field as a flag', kubeletFlag(`--staticPodPath=${MANIFESTS}`), [
      'kubelet-flag-unknown',
      '--staticPodPath',
    ]),
    onControlPlane('the flag as a field', edit(CONFIG, 'staticPodPath:', 'podManifestPath:'), [
      'kubelet-config-unknown-field',
      'podManifestPath',
    ]),
    onControlPlane(
      'staticPodPath in the kubeconfig',
      all(
        edit(CONFIG, /staticPodPath:.*\n/, ''),
        edit(KUBECONFIG, 'apiVersion: v1\n', `apiVersion: v1\nstaticPodPath: ${MANIFESTS}\n`),
      ),
      ['unused-static-pod-path', 'kubeconfig'],
    ),
  ],
  A4: [
    onControlPlane('no staticPodPath', edit(CONFIG, /staticPodPath:.*\n/, ''), [
      'unused-manifests-directory',
      /no path at all/,
    ]),
    onControlPlane('an empty staticPodPath', staticPodPath('""'), [
      'unused-manifests-directory',
      /no path at all/,
    ]),
    onControlPlane('staticPodPath commented out', edit(CONFIG, 'staticPodPath:', '#staticPodPath:'), [
      'unused-manifests-directory',
      /no path at all/,
    ]),
    onWorker('no staticPodPath, and a pod waits', all(edit(CONFIG, /staticPodPath:.*\n/, ''), web()), [
      'unused-manifests-directory',
      /no path at all.*web\.yaml/,
    ]),
    onWorker('no staticPodPath, and no pod either', edit(CONFIG, /staticPodPath:.*\n/, ''), null),
  ],
  A5: [
    onControlPlane('a directory that is not there', staticPodPath('/etc/kubernetes/no-such-dir'), [
      'static-pod-path-missing',
      'no-such-dir',
    ]),
    onControlPlane('a letter too few', staticPodPath('/etc/kubernetes/manifest'), [
      'static-pod-path-missing',
      '/etc/kubernetes/manifest"',
    ]),
    onWorker('a directory that is not there', staticPodPath('/etc/kubernetes/manifestss'), [
      'static-pod-path-missing',
      'manifestss',
    ]),
    onControlPlane('upper case', staticPodPath('/etc/Kubernetes/manifests'), [
      'static-pod-path-missing',
      '/etc/Kubernetes/manifests',
    ]),
    onControlPlane('a relative path', staticPodPath('etc/kubernetes/manifests'), [
      'static-pod-path-missing',
      '/var/lib/kubelet/etc/kubernetes/manifests',
    ]),
    onWorker('the directory removed', removeTree(MANIFESTS), ['static-pod-path-missing', MANIFESTS]),
    onControlPlane(
      'the whole directory moved',
      (node) => ({
        ...removeTree(MANIFESTS)(node),
        ...Object.fromEntries(
          ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((name) => [
            `/etc/kubernetes/manifests.bak/${name}.yaml`,
            textOf(node, at(name)),
          ]),
        ),
      }),
      ['static-pod-path-missing', MANIFESTS],
    ),
  ],
  A6: [
    onControlPlane('a file', staticPodPath(at('etcd')), ['unused-manifests-directory', 'etcd.yaml']),
    onWorker(
      'a file with the one pod that is meant',
      all(staticPodPath('/etc/kubernetes/static.yaml'), put('/etc/kubernetes/static.yaml', OWN_POD)),
      null,
    ),
  ],
  A7: [
    onWorker(
      'a pod made well',
      web('containers:\n- name: web\n  image: nginx\n  command: ["sleep", "1000"]'),
      null,
    ),
    {
      ...onWorker('the name already ends in that of the node', web(CONTAINER, 'name: web-node01'), null),
      note: 'node-suffix-twice',
    },
    not('a manifest in a directory that no kubelet was ever told to read looks like any file'),
    onWorker('the file lies in a subdirectory', put(`${MANIFESTS}/web/web.yaml`, pod(CONTAINER)), [
      'manifests-directory-mistaken',
      `${MANIFESTS}/web`,
    ]),
    onWorker(
      'the directory lacks its last letter',
      put('/etc/kubernetes/manifest/web.yaml', pod(CONTAINER)),
      ['manifests-directory-mistaken', '"/etc/kubernetes/manifest"'],
    ),
    onWorker('the directory above is misspelt', put('/etc/kubernets/manifests/web.yaml', pod(CONTAINER)), [
      'manifests-directory-mistaken',
      '/etc/kubernets/manifests',
    ]),
    onWorker('in the directory of the guides', put('/etc/kubelet.d/web.yaml', pod(CONTAINER)), [
      'manifests-directory-mistaken',
      '/etc/kubelet.d',
    ]),
    onWorker(
      'in a directory for what is not to run',
      put('/etc/kubernetes/manifests-off/web.yaml', pod(CONTAINER)),
      null,
    ),
    onWorker('the words of kubectl in the file', put(WEB, `pod/web created\n${pod(CONTAINER)}`), [
      'manifest-syntax',
      '',
    ]),
  ],
  A8: [
    not(
      'only the API server knows a pod that was applied with kubectl: "spctl status" with a kubeconfig tells',
    ),
  ],
  A9: [
    onWorker(
      'a pod as the cluster printed it',
      put(
        WEB,
        `${pod(
          `${CONTAINER}\n  volumeMounts:\n  - mountPath: /var/run/secrets/kubernetes.io/serviceaccount\n    name: kube-api-access-x8l2p\nnodeName: node01\nserviceAccountName: default\nvolumes:\n- name: kube-api-access-x8l2p\n  projected:\n    sources:\n    - serviceAccountToken: {path: token}`,
          'name: web\nuid: 5b1c9d9e-7a6e-4b0e-9a53-0a5d0c6d7f11\nresourceVersion: "4711"\ncreationTimestamp: "2026-02-01T10:00:00Z"',
        )}status:\n  phase: Running\n`,
      ),
      ['manifest-api-reference', /service ?account/i],
    ),
    onWorker(
      'the same on an older kubelet',
      put(
        WEB,
        `${pod(`${CONTAINER}\nnodeName: node01\nserviceAccountName: default`, 'name: web\nuid: 5b1c9d9e-7a6e-4b0e-9a53-0a5d0c6d7f11')}status:\n  phase: Running\n`,
      ),
      ['mirror-pod-refused', /service ?account/i],
      { version: 33 },
    ),
    onWorker(
      'without the references, but with what the server filled in',
      web(CONTAINER, 'name: web\nuid: 5b1c9d9e-7a6e-4b0e-9a53-0a5d0c6d7f11\nresourceVersion: "4711"'),
      ['pasted-from-cluster', 'saved out of a cluster'],
    ),
  ],
  A10: [
    onControlPlane(
      'flags in the kubeconfig',
      append(KUBECONFIG, '--container-runtime-endpoint=unix:///run/cri-dockerd.sock\n'),
      ['kubelet-kubeconfig-unusable', '--container-runtime-endpoint'],
    ),
    onWorker('flags in the kubeconfig', append(KUBECONFIG, 'KUBELET_EXTRA_ARGS="--node-ip=10.0.0.5"\n'), [
      'kubelet-kubeconfig-unusable',
      '',
    ]),
    onControlPlane(
      'the kubeconfig as --config',
      edit(DROP_IN, `--config=${CONFIG}`, `--config=${KUBECONFIG}`),
      ['kubelet-config-kind', 'kubeconfig'],
    ),
    onControlPlane(
      'the configuration as --kubeconfig',
      edit(DROP_IN, `--kubeconfig=${KUBECONFIG}`, `--kubeconfig=${CONFIG}`),
      ['kubelet-kubeconfig-unusable', ''],
    ),
  ],
  A11: [
    not(
      'layouts of sound nodes, and no fault: the tests of "src/node/distributions" and of real nodes have them',
    ),
  ],
  A12: [
    onControlPlane(
      "the file of the other family's packages",
      put('/etc/sysconfig/kubelet', 'KUBELET_EXTRA_ARGS=--node-ip=10.0.0.9\n'),
      ['environment-file-unread', '/etc/sysconfig/kubelet'],
    ),
    onWorker(
      'an environment file that no unit names',
      put('/etc/kubernetes/kubelet.env', 'KUBELET_EXTRA_ARGS=--node-ip=10.0.0.9\n'),
      ['environment-file-unread', '/etc/kubernetes/kubelet.env'],
    ),
    onWorker(
      'a variable that the command line does not use',
      put('/etc/default/kubelet', 'KUBELET_ARGS=--node-ip=10.0.0.9\n'),
      ['environment-variable-unused', 'KUBELET_ARGS'],
    ),
    onWorker(
      'a letter lost in the variable',
      put('/etc/default/kubelet', 'KUBELET_EXTRA_ARG=--node-ip=10.0.0.9\n'),
      ['environment-variable-unused', 'KUBELET_EXTRA_ARG'],
    ),
  ],
  A13: [
    onControlPlane('drop-ins that no flag names', put(`${DROP_INS}/10-pods.conf`, dropIn('maxPods: 50\n')), [
      'kubelet-drop-ins-unread',
      DROP_INS,
    ]),
    onControlPlane(
      'a drop-in that does not end in .conf',
      all(withDropIns, put(`${DROP_INS}/10-pods.yaml`, dropIn('maxPods: 50\n'))),
      ['kubelet-drop-in-skipped', '10-pods.yaml'],
    ),
    onControlPlane(
      'a drop-in with another static pod path',
      all(withDropIns, put(`${DROP_INS}/10-pods.conf`, dropIn('staticPodPath: /etc/kubernetes/pods\n'))),
      ['static-pod-path-missing', '/etc/kubernetes/pods'],
    ),
    onControlPlane(
      'a drop-in that clears the static pod path',
      all(withDropIns, put(`${DROP_INS}/10-pods.conf`, dropIn('staticPodPath: ""\n'))),
      ['unused-manifests-directory', 'no path at all'],
    ),
    onWorker(
      'a drop-in whose list takes the place of the other',
      all(withDropIns, put(`${DROP_INS}/10-dns.conf`, dropIn('clusterDNS:\n- 10.96.0.300\n'))),
      ['cluster-dns-invalid', '10.96.0.300'],
    ),
  ],
  A14: [
    not(
      'a question and no fault: "spctl config" merges what "/configz" would tell, with the origin of each value',
    ),
  ],
  A15: [
    not(
      'who edits the right file on the wrong node leaves nothing wrong on either; every answer begins with the name of the node',
    ),
  ],
};
