import { spareCertificate } from './base-nodes.ts';
import {
  all,
  CLIENT_PEM,
  CONFIG,
  edit,
  KUBECONFIG,
  kubeletFlag,
  move,
  PKI,
  put,
  remove,
  replaced,
  textOf,
  web,
} from './changes.ts';
import { logging, machine } from './machine.ts';
import { not, onControlPlane, onWorker, type Section } from './scenario.ts';

const SERVER = 'https://10.0.0.4:6443';
const server = (to: string) => edit(KUBECONFIG, SERVER, to);
const pem = (name: string) => put(CLIENT_PEM, spareCertificate(`${name}.pem`));
const authority = (name: string) =>
  edit(
    KUBECONFIG,
    /certificate-authority-data: \S+/,
    `certificate-authority-data: ${Buffer.from(spareCertificate(name)).toString('base64')}`,
  );
const LIVE = { machine: machine() };
const registering = (err: string) =>
  logging(
    `kubelet_node_status.go:106] "Unable to register node with API server" err="Post \\"https://10.0.0.4:6443/api/v1/nodes\\": ${err}" node="node01"`,
  );
const BOOTSTRAP = '/etc/kubernetes/bootstrap-kubelet.conf';
const TOKEN = `apiVersion: v1\nkind: Config\nclusters:\n- cluster: {server: ${SERVER}}\n  name: kubernetes\ncontexts:\n- context: {cluster: kubernetes, user: tls-bootstrap-token-user}\n  name: c\ncurrent-context: c\nusers:\n- name: tls-bootstrap-token-user\n  user: {token: abcdef.0123456789abcdef}\n`;

/** Kubelets that run, and do not reach the API server or are not let in. */
export const API_SERVER: Section = {
  C1: [
    onWorker('a slash of the URL is missing', server('https:/10.0.0.4:6443'), [
      'kubelet-kubeconfig-unusable',
      'https:/10.0.0.4:6443',
    ]),
    onControlPlane('port 6553', server('https://10.0.0.4:6553'), ['kubeconfig-server-port', '6553']),
    onControlPlane('port 7777', server('https://10.0.0.4:7777'), ['kubeconfig-server-unlike', '7777']),
    onControlPlane("etcd's port", server('https://10.0.0.4:2379'), ['kubeconfig-server-port', '2379']),
    onControlPlane('no port', server('https://10.0.0.4'), ['kubeconfig-server-unlike', '443']),
    onControlPlane(
      'the API server moved to another port',
      edit('/etc/kubernetes/manifests/kube-apiserver.yaml', '--secure-port=6443', '--secure-port=6444'),
      ['kubeadm-address-differs', '6444'],
    ),
    onControlPlane('http', server('http://10.0.0.4:6443'), ['kubeconfig-server-wrong', 'http']),
    onWorker('port 6553', server('https://10.0.0.4:6553'), ['kubelet-requests-fail', '6553'], {
      machine: logging(
        'kubelet_node_status.go:106] "Unable to register node with API server" err="Post \\"https://10.0.0.4:6553/api/v1/nodes\\": dial tcp 10.0.0.4:6553: connect: connection refused" node="node01"',
      ),
    }),
    not("on a copy of a worker nothing beside the kubeconfig tells the API server's port"),
  ],
  C2: [
    onControlPlane('another address', server('https://10.0.0.99:6443'), [
      'kubeconfig-server-unlike',
      '10.0.0.99',
    ]),
    onControlPlane('the old address of the machine', server('https://192.168.1.10:6443'), [
      'kubeconfig-server-unlike',
      '192.168.1.10',
    ]),
    onControlPlane('a name that the certificate does not have', server('https://controlplane:6443'), [
      'kubeconfig-server-unlike',
      'controlplane',
    ]),
    onControlPlane('a name that the certificate has', server('https://cp-1:6443'), null),
    onWorker(
      'nobody at that address',
      server('https://10.0.0.99:6443'),
      ['kubelet-requests-fail', '10.0.0.99'],
      {
        machine: registering('dial tcp 10.0.0.99:6443: connect: no route to host'),
      },
    ),
    onWorker(
      'no answer from that address',
      server('https://10.0.0.99:6443'),
      ['kubelet-requests-fail', '10.0.0.99'],
      {
        machine: registering('dial tcp 10.0.0.99:6443: i/o timeout'),
      },
    ),
    not('on a copy of a worker no certificate of the API server tells its names'),
  ],
  C3: [
    onWorker(
      'a name that nobody knows',
      server('https://controlplane:6443'),
      ['kubelet-requests-fail', 'controlplane'],
      {
        machine: registering('dial tcp: lookup controlplane on 10.0.0.1:53: no such host'),
      },
    ),
    not('whether a name resolves shows only while the machine runs'),
  ],
  C4: [
    onControlPlane('kubelet.conf is gone', remove(KUBECONFIG), ['kubelet-kubeconfig-unusable', KUBECONFIG]),
    onWorker('kubelet.conf is renamed', move(KUBECONFIG, '/etc/kubernetes/kubelet.conf.bak'), [
      'kubelet-kubeconfig-unusable',
      KUBECONFIG,
    ]),
  ],
  C5: [
    onWorker('the certificate expired', pem('kubelet-client-expired'), [
      'kubelet-client-certificate-expired',
      '2026-02-18 22:10',
    ]),
    onControlPlane('the certificate expired', pem('kubelet-client-cp-1-expired'), [
      'kubelet-client-certificate-expired',
      '2026-02-18 22:10',
    ]),
    onWorker('the API server says Unauthorized', () => ({}), ['kubelet-requests-fail', 'Unauthorized'], {
      machine: logging(
        'kubelet_node_status.go:106] "Unable to register node with API server" err="Unauthorized" node="node01"',
      ),
    }),
    onWorker('rotation is off', edit(CONFIG, 'rotateCertificates: true', 'rotateCertificates: false'), null),
  ],
  C6: [
    ...[onWorker, onControlPlane].map((on) =>
      on('the link is gone', remove(CLIENT_PEM), ['kubelet-kubeconfig-unusable', CLIENT_PEM]),
    ),
    onWorker(
      'the link leads nowhere',
      put(CLIENT_PEM, { link: '/var/lib/kubelet/pki/kubelet-client-2026-01-01-00-00-00.pem' }),
      ['kubelet-kubeconfig-unusable', CLIENT_PEM],
    ),
    onWorker(
      'the link leads to a copy that is gone',
      put(CLIENT_PEM, { link: '/var/lib/kubelet/pki/kubelet-client-current.pem.old' }),
      ['kubelet-kubeconfig-unusable', CLIENT_PEM],
      LIVE,
    ),
    onWorker(
      'all of them removed',
      (node) => ({
        ...remove(
          ...Object.keys(node).filter((path) => path.startsWith('/var/lib/kubelet/pki/kubelet-client')),
        )(node),
      }),
      ['kubelet-kubeconfig-unusable', CLIENT_PEM],
    ),
    onWorker(
      'a file without the key',
      put(CLIENT_PEM, spareCertificate('kubelet-client-other-ca.pem').split('-----BEGIN EC')[0]!),
      ['kubelet-client-certificate-unusable', 'key'],
    ),
    onWorker('a file without the certificate', put(CLIENT_PEM, spareCertificate('other.key')), [
      'kubelet-client-certificate-unusable',
      'certificate',
    ]),
    onWorker('an empty file', put(CLIENT_PEM, ''), ['kubelet-client-certificate-unusable', '']),
    onWorker('neither of the two', put(CLIENT_PEM, 'to do\n'), ['kubelet-client-certificate-unusable', '']),
    onWorker(
      'the key of another',
      put(
        CLIENT_PEM,
        `${spareCertificate('kubelet-client-other-node.pem').split('-----BEGIN EC')[0]}${spareCertificate('other.key')}`,
      ),
      ['kubelet-client-certificate-unusable', 'key'],
    ),
    onControlPlane(
      "made of the API server's own client certificate, which may do everything",
      put(
        CLIENT_PEM,
        (node) =>
          `${textOf(node, `${PKI}/apiserver-kubelet-client.crt`)}${textOf(node, `${PKI}/apiserver-kubelet-client.key`)}`,
      ),
      null,
    ),
    onWorker(
      'the certificate of an administrator, who may do everything',
      pem('kubelet-client-no-node'),
      null,
    ),
    onWorker('not in the group of the nodes', pem('kubelet-client-without-group'), [
      'kubelet-client-certificate-without-group',
      'system:nodes',
    ]),
    onWorker('a certificate for servers', pem('kubelet-client-server-usage'), [
      'kubelet-client-certificate-refused',
      '',
    ]),
  ],
  C7: [
    onWorker(
      'the name of the authority is misspelt',
      edit(KUBECONFIG, 'certificate-authority-data', 'certificate-autority-data'),
      ['kubeconfig-field-unknown', 'certificate-autority-data'],
    ),
    ...[onWorker, onControlPlane].map((on) =>
      on('the authority of another cluster', authority('other-ca.crt'), [
        'kubeconfig-authority-mismatch',
        '',
      ]),
    ),
    ...[onWorker].map((on) =>
      on('the client certificate of another cluster', pem('kubelet-client-other-ca'), [
        'kubelet-client-certificate-refused',
        'another "kubernetes"',
      ]),
    ),
    onControlPlane(
      'the authority expired',
      all(authority('ca-expired.crt'), put(`${PKI}/ca.crt`, spareCertificate('ca-expired.crt'))),
      ['control-plane-authority-expired', '2026-02-18 22:10'],
    ),
    onWorker(
      'no base64',
      edit(KUBECONFIG, /certificate-authority-data: \S+/, 'certificate-authority-data: "%%%%"'),
      ['kubelet-kubeconfig-unusable', 'base64'],
      LIVE,
    ),
    onWorker(
      'base64 of something else',
      edit(KUBECONFIG, /certificate-authority-data: \S+/, 'certificate-authority-data: aGVsbG8='),
      ['kubelet-client-certificate-unusable', 'certificate-authority-data'],
    ),
    onWorker(
      'a file that is not there',
      edit(
        KUBECONFIG,
        /certificate-authority-data: \S+/,
        'certificate-authority: /etc/kubernetes/pki/cluster-ca.crt',
      ),
      ['kubelet-kubeconfig-unusable', 'cluster-ca.crt'],
      LIVE,
    ),
    onControlPlane(
      "etcd's authority",
      edit(KUBECONFIG, /certificate-authority-data: \S+/, `certificate-authority: ${PKI}/etcd/ca.crt`),
      ['kubeconfig-authority-mismatch', 'did not sign'],
    ),
  ],
  C8: [
    onWorker('--hostname-override that no API server takes', kubeletFlag('--hostname-override=Node_01'), [
      'node-name-invalid',
      'node_01',
    ]),
    onWorker('the machine is named otherwise', put('/etc/hostname', 'node02\n'), [
      'kubelet-client-certificate-of-other-node',
      'node02',
    ]),
    onControlPlane('the machine is named otherwise', put('/etc/hostname', 'controlplane\n'), [
      'kubelet-client-certificate-of-other-node',
      'controlplane',
    ]),
    onWorker('a flag names it otherwise', kubeletFlag('--hostname-override=worker-1'), [
      'kubelet-client-certificate-of-other-node',
      'worker-1',
    ]),
    onWorker('the whole name of the domain', put('/etc/hostname', 'node01.example.com\n'), [
      'kubelet-client-certificate-of-other-node',
      'node01.example.com',
    ]),
    onWorker('the certificate of another node', pem('kubelet-client-other-node'), [
      'kubelet-client-certificate-of-other-node',
      'localhost.localdomain',
    ]),
    onWorker('upper case, which the kubelet lowers', put('/etc/hostname', 'NODE01\n'), null),
  ],
  C9: [
    onWorker('the certificate is of the future', pem('kubelet-client-not-yet-valid'), [
      'kubelet-client-certificate-refused',
      '2027-03-01 08:00',
    ]),
    onControlPlane(
      "the API server's certificate is of the future",
      put(`${PKI}/apiserver.crt`, spareCertificate('apiserver-not-yet-valid.crt')),
      ['control-plane-certificate-not-yet-valid', '2027-03-01 08:00'],
    ),
  ],
  C10: [not('only the API server knows which nodes it has: "spctl status" with a kubeconfig tells')],
  C11: [
    not(
      'a deadlock that exists only while the old pod runs and the new one is not read: nothing is wrong in the files',
    ),
    onControlPlane(
      'the kubelet reaches the API server through a static pod of this node, which is meant',
      all(
        server('https://127.0.0.1:7443'),
        web(
          'hostNetwork: true\ncontainers:\n- name: lb\n  image: haproxy:3.2\n  ports: [{containerPort: 7443}]',
          'name: lb',
        ),
      ),
      ['api-server-certificate-names', '127.0.0.1'],
    ),
  ],
  C12: [not('an arrangement and no fault')],
  C13: [
    not('whether a token still counts only the API server knows: the kubelet of a running machine logs it'),
    onWorker(
      'the node has not joined yet',
      (node) => ({
        ...remove(
          KUBECONFIG,
          ...Object.keys(node).filter((path) => path.startsWith('/var/lib/kubelet/pki/kubelet-client')),
        )(node),
        [BOOTSTRAP]: TOKEN,
      }),
      null,
    ),
    onWorker(
      'its bootstrap kubeconfig names a context that is not there',
      (node) => ({
        ...remove(
          KUBECONFIG,
          ...Object.keys(node).filter((path) => path.startsWith('/var/lib/kubelet/pki/kubelet-client')),
        )(node),
        [BOOTSTRAP]: replaced(TOKEN, /current-context: \S+/, 'current-context: other'),
      }),
      ['kubelet-bootstrap-unusable', 'no context "other"'],
    ),
  ],
};
