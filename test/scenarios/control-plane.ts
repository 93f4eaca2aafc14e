import { spareCertificate } from './base-nodes.ts';
import {
  addFlag,
  all,
  at,
  CONFIG,
  edit,
  flag,
  MANIFESTS,
  mount,
  move,
  PKI,
  put,
  remove,
  removeTree,
  textOf,
} from './changes.ts';
import { machine } from './machine.ts';
import { type Change, not, onControlPlane, onWorker, type Section } from './scenario.ts';

const API = 'kube-apiserver';
const KCM = 'kube-controller-manager';
const SCHED = 'kube-scheduler';
const ETCD_SERVERS = 'etcd-servers=https://127.0.0.1:2379';
const etcdServers = (to: string) => flag(API, ETCD_SERVERS, `etcd-servers=${to}`);
const LIVE = { machine: machine() };
const POLICY = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: Metadata\n';
const AUDIT = '/etc/kubernetes/audit/policy.yaml';
const auditFlag = addFlag(API, `audit-policy-file=${AUDIT}`);
const spare = (path: string, name: string) => put(`${PKI}/${path}`, spareCertificate(name));
const ADMISSION = '/etc/kubernetes/admission';
/** The certificate and the key by which the API server asks kubelets, as those that it shows. */
const spareClient: Change = (node) => ({
  [`${PKI}/apiserver.crt`]: textOf(node, `${PKI}/apiserver-kubelet-client.crt`),
  [`${PKI}/apiserver.key`]: textOf(node, `${PKI}/apiserver-kubelet-client.key`),
});
const RESTORED = '/var/lib/etcd-restored';
const restored = (path = RESTORED) => put(`${path}/member/snap/db`, 'stands for the database\n');
const image = (name: string, to: string) => edit(at(name), /image: \S+/, `image: ${to}`);
const CONF = '/etc/kubernetes';
const authority = (conf: string) =>
  edit(
    `${CONF}/${conf}`,
    /certificate-authority-data: \S+/,
    `certificate-authority-data: ${Buffer.from(spareCertificate('other-ca.crt')).toString('base64')}`,
  );
const clientOf = (conf: string, name: string) =>
  edit(
    `${CONF}/${conf}`,
    /client-certificate-data: \S+/,
    `client-certificate-data: ${Buffer.from(spareCertificate(name)).toString('base64')}`,
  );

/** Control planes whose pods crash, or do not do what they are there for. */
export const CONTROL_PLANE: Section = {
  E1: [
    onControlPlane('a flag that does not exist', addFlag(API, 'this-is-an-invalid-argument=x'), [
      'component-flag-unknown',
      '--this-is-an-invalid-argument',
    ]),
    onControlPlane('a misspelled flag', flag(API, 'authorization-mode=', 'authorization-mode-wrong='), [
      'component-flag-unknown',
      '--authorization-mode-wrong',
    ]),
    onControlPlane('one dash', edit(at(SCHED), '- --leader-elect', '- -leader-elect'), [
      'component-flag-unknown',
      '-leader-elect',
    ]),
    onControlPlane('of the controller manager', addFlag(KCM, 'enable-everything=true'), [
      'component-flag-unknown',
      '--enable-everything',
    ]),
    onControlPlane('of the scheduler', addFlag(SCHED, 'use-legacy-policy-config=true'), [
      'component-flag-removed',
      '--use-legacy-policy-config',
    ]),
    onControlPlane('of etcd', flag('etcd', 'data-dir=', 'data-dirr='), ['etcd-flag-unknown', 'data-dirr']),
    onControlPlane('a letter lost in --kubeconfig', flag(SCHED, 'kubeconfig=', 'kubeconfg='), [
      'component-flag-unknown',
      '--kubeconfg',
    ]),
    onControlPlane("a flag of the API server's, in the scheduler", addFlag(SCHED, 'secure-ports=10259'), [
      'component-flag-unknown',
      '--secure-ports',
    ]),
    onControlPlane(
      'a long dash out of a document',
      edit(at(API), '- --allow-privileged=true', '- –allow-privileged=true'),
      ['component-argument', 'allow-privileged'],
    ),
    onControlPlane('an underscore is fine', flag(API, 'allow-privileged', 'allow_privileged'), null),
    onControlPlane('the dashes lost', edit(at(KCM), '- --leader-elect=true', '- leader-elect=true'), [
      'component-argument',
      'leader-elect',
    ]),
  ],
  E2: [
    onControlPlane(
      'a controller that is not known',
      flag(KCM, 'controllers=*,', 'controllers=*,bootstrap-signer,'),
      ['component-value-refused', 'bootstrap-signer'],
    ),
    onControlPlane('no boolean', flag(SCHED, 'leader-elect=true', 'leader-elect=truee'), [
      'component-flag-invalid',
      'truee',
    ]),
    onControlPlane('no boolean', flag(KCM, 'leader-elect=true', 'leader-elect=not-a-bool'), [
      'component-flag-invalid',
      'not-a-bool',
    ]),
    onControlPlane('no number', flag(API, 'secure-port=6443', 'secure-port=https'), [
      'component-flag-invalid',
      'https',
    ]),
    onControlPlane('a port that is none', flag(API, 'secure-port=6443', 'secure-port=64430'), [
      'kubeadm-address-differs',
      '64430',
    ]),
    onControlPlane(
      'a mode that does not exist',
      flag(API, 'authorization-mode=Node,RBAC', 'authorization-mode=Node,RBACC'),
      ['authorization-mode-refused', 'RBACC'],
    ),
    onControlPlane(
      'an admission plugin that does not exist',
      flag(API, 'enable-admission-plugins=NodeRestriction', 'enable-admission-plugins=NodeRestrictions'),
      ['admission-plugin-refused', 'NodeRestrictions'],
    ),
    onControlPlane(
      'an admission plugin that is gone',
      flag(
        API,
        'enable-admission-plugins=NodeRestriction',
        'enable-admission-plugins=NodeRestriction,PodSecurityPolicy',
      ),
      ['admission-plugin-refused', 'PodSecurityPolicy'],
    ),
    onControlPlane(
      'an address that is none',
      flag(API, 'advertise-address=10.0.0.4', 'advertise-address=10.0.0.400'),
      ['component-flag-invalid', '10.0.0.400'],
    ),
    onControlPlane(
      'a range that is none',
      flag(API, 'service-cluster-ip-range=10.96.0.0/12', 'service-cluster-ip-range=10.96.0.0'),
      ['service-cluster-ip-range-refused', '10.96.0.0'],
    ),
    onControlPlane('a duration that is none', addFlag(KCM, 'node-monitor-grace-period=40'), [
      'component-flag-invalid',
      '40',
    ]),
    onControlPlane('no boolean in etcd', flag('etcd', 'client-cert-auth=true', 'client-cert-auth=yes'), [
      'etcd-flag-invalid',
      'yes',
    ]),
    onControlPlane('a number in etcd', flag('etcd', 'snapshot-count=10000', 'snapshot-count=10k'), [
      'etcd-flag-invalid',
      '10k',
    ]),
    onControlPlane('a space before the value', flag(API, 'secure-port=6443', 'secure-port= 6443'), [
      'component-flag-invalid',
      '6443',
    ]),
  ],
  E3: [
    onControlPlane("etcd's key is gone", remove(`${PKI}/etcd/server.key`), [
      'flag-file-missing',
      'server.key',
    ]),
    onControlPlane(
      'a certificate that is not there',
      flag(
        API,
        'tls-cert-file=/etc/kubernetes/pki/apiserver.crt',
        'tls-cert-file=/etc/kubernetes/pki/apiserver-wrong.crt',
      ),
      ['flag-file-missing', 'apiserver-wrong'],
    ),
    onControlPlane(
      'a kubeconfig that is not there',
      flag(
        KCM,
        'kubeconfig=/etc/kubernetes/controller-manager.conf',
        'kubeconfig=/etc/kubernetes/controller-manager-XXXX.conf',
      ),
      ['flag-file-not-mounted', 'controller-manager-XXXX'],
    ),
    onControlPlane(
      "the scheduler's",
      flag(
        SCHED,
        'authentication-kubeconfig=/etc/kubernetes/scheduler.conf',
        'authentication-kubeconfig=/etc/kubernetes/scheduler-authentication.conf',
      ),
      ['flag-file-not-mounted', 'scheduler-authentication.conf'],
    ),
    onControlPlane(
      'the client authority',
      flag(
        API,
        'client-ca-file=/etc/kubernetes/pki/ca.crt',
        'client-ca-file=/etc/kubernetes/pki/ca-authority.crt',
      ),
      ['flag-file-missing', 'ca-authority.crt'],
    ),
    onControlPlane(
      'the key of service accounts',
      flag(
        API,
        'service-account-key-file=/etc/kubernetes/pki/sa.pub',
        'service-account-key-file=/etc/kubernetes/pki/sa.pubb',
      ),
      ['flag-file-missing', 'sa.pubb'],
    ),
    onControlPlane(
      'the root authority',
      flag(KCM, 'root-ca-file=/etc/kubernetes/pki/ca.crt', 'root-ca-file=/etc/kubernetes/pki/ca-wrong.crt'),
      ['flag-file-missing', 'ca-wrong.crt'],
    ),
    onControlPlane(
      "etcd's certificate",
      flag(
        'etcd',
        'cert-file=/etc/kubernetes/pki/etcd/server.crt',
        'cert-file=/etc/kubernetes/pki/etcd/server-wrong.crt',
      ),
      ['flag-file-missing', 'server-wrong.crt'],
    ),
    onControlPlane(
      "etcd's authority",
      flag(
        API,
        'etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt',
        'etcd-cafile=/etc/kubernetes/pki/etcd/ca-etcd.crt',
      ),
      ['flag-file-missing', 'ca-etcd.crt'],
    ),
    onControlPlane('a file of the pki is gone', remove(`${PKI}/apiserver.crt`), [
      'flag-file-missing',
      'apiserver.crt',
    ]),
    onControlPlane('a key is renamed', move(`${PKI}/apiserver.key`, `${PKI}/apiserver.key.bak`), [
      'flag-file-missing',
      'apiserver.key',
    ]),
    onControlPlane(
      "etcd's key is gone",
      remove(`${PKI}/etcd/server.key`),
      ['flag-file-missing', 'etcd/server.key'],
      LIVE,
    ),
    onControlPlane('the key of service accounts is gone', remove(`${PKI}/sa.key`), [
      'flag-file-missing',
      'sa.key',
    ]),
    onControlPlane(
      "the controller manager's kubeconfig is gone",
      remove(`${CONF}/controller-manager.conf`),
      ['flag-file-missing', 'controller-manager.conf'],
      LIVE,
    ),
    onControlPlane(
      "the scheduler's kubeconfig is renamed",
      move(`${CONF}/scheduler.conf`, `${CONF}/scheduler.conf.bak`),
      ['flag-file-missing', 'scheduler.conf'],
      LIVE,
    ),
  ],
  E4: [
    onControlPlane('an audit policy that no volume brings', all(auditFlag, put(AUDIT, POLICY)), [
      'flag-file-not-mounted',
      'audit',
    ]),
    onControlPlane(
      'an encryption configuration that no volume brings',
      all(
        addFlag(API, 'encryption-provider-config=/etc/kubernetes/enc/enc.yaml'),
        put(
          '/etc/kubernetes/enc/enc.yaml',
          'apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n- resources: [secrets]\n  providers:\n  - identity: {}\n',
        ),
      ),
      ['flag-file-not-mounted', 'enc.yaml'],
    ),
    onControlPlane(
      'an admission configuration that no volume brings',
      all(
        addFlag(API, 'admission-control-config-file=/etc/kubernetes/admission/config.yaml'),
        put(
          '/etc/kubernetes/admission/config.yaml',
          'apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins: []\n',
        ),
      ),
      ['flag-file-not-mounted', 'admission/config.yaml'],
    ),
    {
      ...onControlPlane(
        'a log directory that no volume brings',
        all(
          auditFlag,
          put(AUDIT, POLICY),
          mount(API, 'audit', AUDIT, AUDIT, 'File'),
          addFlag(API, 'audit-log-path=/var/log/kubernetes/audit/audit.log'),
        ),
        null,
      ),
      note: 'audit-log-not-mounted',
    },
    onControlPlane(
      'the mount without its volume',
      edit(
        at(API),
        '    volumeMounts:\n',
        '    volumeMounts:\n    - {name: audit, mountPath: /etc/kubernetes/audit}\n',
      ),
      ['pod-not-found', 'audit'],
    ),
    onControlPlane(
      'the mount of certificates is gone',
      edit(at(API), /- mountPath: \/etc\/kubernetes\/pki\n {6}name: k8s-certs\n {6}readOnly: true\n {4}/, ''),
      ['flag-file-not-mounted', '/etc/kubernetes/pki'],
    ),
    onControlPlane(
      'another mount path',
      edit(at(API), 'mountPath: /etc/kubernetes/pki', 'mountPath: /etc/kubernetes/pkii'),
      ['flag-file-not-mounted', '/etc/kubernetes/pki'],
    ),
    onControlPlane(
      "etcd's mount at another path",
      edit(at('etcd'), 'mountPath: /etc/kubernetes/pki/etcd', 'mountPath: /etc/kubernetes/pki'),
      ['flag-file-missing', '/etc/kubernetes/pki/etcd'],
    ),
    onControlPlane(
      'a kubeconfig at another path',
      edit(at(SCHED), 'mountPath: /etc/kubernetes/scheduler.conf', 'mountPath: /etc/kubernetes/scheduler'),
      ['flag-file-not-mounted', 'scheduler.conf'],
    ),
  ],
  E5: [
    onControlPlane(
      'another hostPath',
      edit(at(KCM), 'path: /etc/kubernetes/pki', 'path: /etc/kubernetes/WRONG-PKI-DIRECTORY'),
      ['mount-source-differs', 'WRONG-PKI'],
    ),
    onControlPlane(
      'another hostPath of the API server',
      edit(at(API), 'path: /etc/kubernetes/pki', 'path: /etc/kubernetes/pki-wrong'),
      ['mount-source-differs', 'pki-wrong'],
    ),
    onControlPlane(
      "another hostPath of etcd's certificates",
      edit(at('etcd'), 'path: /etc/kubernetes/pki/etcd', 'path: /etc/kubernetes/pki/etcdd'),
      ['flag-file-missing', 'etcdd'],
    ),
    onControlPlane(
      "another hostPath of the scheduler's kubeconfig",
      edit(at(SCHED), 'path: /etc/kubernetes/scheduler.conf', 'path: /etc/kubernetes/schedular.conf'),
      ['flag-file-missing', 'schedular.conf'],
    ),
    onControlPlane(
      'the hostPath of the public authorities, which this cluster does not need',
      edit(at(API), 'path: /etc/ssl/certs', 'path: /etc/ssl/cert'),
      null,
    ),
    onControlPlane(
      'DirectoryOrCreate for a file',
      edit(at(SCHED), 'type: FileOrCreate', 'type: DirectoryOrCreate'),
      ['host-path-type-mismatch', 'scheduler.conf'],
    ),
    onControlPlane(
      'a volume of another name',
      edit(at(KCM), '    name: k8s-certs\n  - hostPath', '    name: k8s-cert\n  - hostPath'),
      ['pod-not-found', 'k8s-certs'],
    ),
  ],
  E6: [
    onControlPlane(
      'the scheduler misspelled',
      edit(at(SCHED), '- kube-scheduler\n', '- kube-schedulerrrr\n'),
      ['component-program-missing', 'kube-schedulerrrr'],
    ),
    onControlPlane(
      'the controller manager misspelled',
      edit(at(KCM), '- kube-controller-manager\n', '- kube-contro1ler-manager\n'),
      ['component-program-missing', 'kube-contro1ler-manager'],
    ),
    onControlPlane('the API server misspelled', edit(at(API), '- kube-apiserver\n', '- kube-api-server\n'), [
      'component-program-missing',
      'kube-api-server',
    ]),
    onControlPlane('etcd misspelled', edit(at('etcd'), '- etcd\n', '- etdc\n'), [
      'component-program-missing',
      'etdc',
    ]),
    onControlPlane(
      'a program of another image',
      edit(at(SCHED), '- kube-scheduler\n', '- kube-controller-manager\n'),
      ['component-program-missing', ''],
    ),
  ],
  E7: [
    onControlPlane("etcd's peer port", etcdServers('https://127.0.0.1:2380'), [
      'etcd-servers-not-served',
      '2380',
    ]),
    onControlPlane("etcd's metrics port", etcdServers('https://127.0.0.1:2381'), [
      'etcd-servers-not-served',
      '2381',
    ]),
    onControlPlane("etcd's peer port at its address", etcdServers('https://10.0.0.4:2380'), [
      'etcd-servers-not-served',
      '2380',
    ]),
  ],
  E8: [
    onControlPlane('a port where nothing listens', etcdServers('https://127.0.0.1:9999'), [
      'etcd-servers-not-served',
      '9999',
    ]),
    onControlPlane('another host', etcdServers('https://128.0.0.1:2379'), [
      'etcd-servers-not-served',
      '128.0.0.1',
    ]),
    onControlPlane('no port', etcdServers('https://127.0.0.1'), ['etcd-servers-invalid', 'port']),
    onControlPlane('http', etcdServers('http://127.0.0.1:2379'), ['etcd-servers-not-served', 'http']),
    onControlPlane('no scheme, which works with certificates', etcdServers('127.0.0.1:2379'), null),
    onControlPlane('two digits swapped', etcdServers('https://127.0.0.1:2397'), [
      'etcd-servers-not-served',
      '2397',
    ]),
    onControlPlane('only words', etcdServers('this-is-very-wrong'), [
      'etcd-servers-invalid',
      'this-is-very-wrong',
    ]),
    not('what a name in --etcd-servers leads to is not on the disk'),
    onControlPlane('a slash lost', etcdServers('https:/127.0.0.1:2379'), ['etcd-servers-invalid', '']),
    onControlPlane(
      'two servers without a comma',
      etcdServers('https://127.0.0.1:2379;https://10.0.0.4:2379'),
      ['etcd-servers-invalid', ''],
    ),
    onControlPlane('no server at all', edit(at(API), / {4}- --etcd-servers=\S+\n/, ''), [
      'component-flag-missing',
      'etcd-servers',
    ]),
    onControlPlane('the address of the node works too', etcdServers('https://10.0.0.4:2379'), null),
  ],
  E9: [
    onControlPlane(
      'another name for the front proxy',
      flag(API, 'requestheader-allowed-names=front-proxy-client', 'requestheader-allowed-names=aggregator'),
      ['front-proxy-name-refused', 'aggregator'],
    ),
    onControlPlane("a certificate of a client as the API server's", spareClient, [
      'control-plane-certificate-usage',
      'serverAuth',
    ]),
    onControlPlane(
      "another authority than etcd's",
      flag(API, 'etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt', 'etcd-cafile=/etc/kubernetes/pki/ca.crt'),
      ['certificate-authority-mismatch', 'ca.crt'],
    ),
    onControlPlane(
      'no client certificate',
      edit(at(API), / {4}- --etcd-certfile=\S+\n {4}- --etcd-keyfile=\S+\n/, ''),
      ['etcd-client-certificate-missing', ''],
    ),
    onControlPlane(
      'another client certificate',
      flag(
        API,
        'etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt',
        'etcd-certfile=/etc/kubernetes/pki/apiserver-kubelet-client.crt',
      ),
      ['certificate-authority-mismatch', 'apiserver-kubelet-client.crt'],
    ),
    onControlPlane(
      'the client certificate and its key of another pair',
      all(
        flag(
          API,
          'etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt',
          'etcd-certfile=/etc/kubernetes/pki/apiserver-kubelet-client.crt',
        ),
        flag(
          API,
          'etcd-keyfile=/etc/kubernetes/pki/apiserver-etcd-client.key',
          'etcd-keyfile=/etc/kubernetes/pki/apiserver-kubelet-client.key',
        ),
      ),
      ['certificate-authority-mismatch', 'apiserver-kubelet-client.crt'],
    ),
    onControlPlane(
      'the client certificate signed by another authority',
      spare('apiserver-etcd-client.crt', 'apiserver-etcd-client-other-ca.crt'),
      ['control-plane-certificate-untrusted', 'apiserver-etcd-client.crt'],
    ),
    onControlPlane(
      "etcd's certificate signed by another authority",
      spare('etcd/server.crt', 'etcd-server-other-ca.crt'),
      ['control-plane-certificate-untrusted', 'etcd/server.crt'],
    ),
    onControlPlane(
      "etcd trusts the cluster's authority",
      flag(
        'etcd',
        'trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt',
        'trusted-ca-file=/etc/kubernetes/pki/ca.crt',
      ),
      ['flag-file-not-mounted', 'ca.crt'],
    ),
    onControlPlane(
      'certificate and key swapped',
      all(
        flag(
          API,
          'tls-cert-file=/etc/kubernetes/pki/apiserver.crt',
          'tls-cert-file=/etc/kubernetes/pki/apiserver.key',
        ),
        flag(
          API,
          'tls-private-key-file=/etc/kubernetes/pki/apiserver.key',
          'tls-private-key-file=/etc/kubernetes/pki/apiserver.crt',
        ),
      ),
      ['certificate-key-swapped', ''],
    ),
    onControlPlane(
      'a key of another pair',
      flag(
        API,
        'tls-private-key-file=/etc/kubernetes/pki/apiserver.key',
        'tls-private-key-file=/etc/kubernetes/pki/apiserver-kubelet-client.key',
      ),
      ['certificate-key-mismatch', ''],
    ),
    onControlPlane('a key of another pair in its place', spare('apiserver.key', 'other.key'), [
      'control-plane-certificate-unusable',
      'apiserver.key',
    ]),
    onControlPlane("etcd's key is another", spare('etcd/server.key', 'other.key'), [
      'control-plane-certificate-unusable',
      'etcd/server.key',
    ]),
    onControlPlane('an empty certificate', put(`${PKI}/apiserver.crt`, ''), [
      'control-plane-certificate-unusable',
      'apiserver.crt',
    ]),
    onControlPlane(
      'the authority of another cluster',
      all(spare('ca.crt', 'other-ca.crt'), spare('ca.key', 'other-ca.key')),
      ['control-plane-certificate-untrusted', 'ca.crt'],
    ),
    onControlPlane("etcd's authority of another cluster", spare('etcd/ca.crt', 'other-ca.crt'), [
      'control-plane-certificate-untrusted',
      'etcd/ca.crt',
    ]),
  ],
  E10: [
    onControlPlane(
      'an address for peers that is not of the node',
      flag('etcd', 'listen-peer-urls=https://10.0.0.4', 'listen-peer-urls=https://10.0.0.9'),
      ['etcd-listens-elsewhere', '10.0.0.9'],
    ),
    onControlPlane(
      'etcd does not listen on the loopback address',
      edit(at('etcd'), 'listen-client-urls=https://127.0.0.1:2379,', 'listen-client-urls='),
      ['etcd-servers-not-served', '127.0.0.1'],
    ),
    onControlPlane(
      'etcd listens at another port',
      edit(
        at('etcd'),
        'listen-client-urls=https://127.0.0.1:2379,https://10.0.0.4:2379',
        'listen-client-urls=https://127.0.0.1:2378,https://10.0.0.4:2378',
      ),
      ['etcd-advertised-not-served', ''],
    ),
    onControlPlane(
      'etcd speaks http',
      edit(
        at('etcd'),
        'listen-client-urls=https://127.0.0.1:2379,https',
        'listen-client-urls=http://127.0.0.1:2379,http',
      ),
      ['etcd-advertised-not-served', 'it listens on "http://'],
    ),
    onControlPlane(
      'etcd does not answer its probe',
      flag('etcd', 'listen-metrics-urls=http://127.0.0.1:2381', 'listen-metrics-urls=http://127.0.0.1:2382'),
      ['probe-not-served', '2381'],
    ),
    onControlPlane(
      'etcd listens at a name',
      edit(at('etcd'), 'listen-client-urls=https://127.0.0.1:2379', 'listen-client-urls=https://cp-1:2379'),
      ['etcd-url', 'cp-1'],
    ),
    onControlPlane(
      'the name of the member is another, which its data outweigh',
      flag('etcd', 'name=cp-1', 'name=cp-2'),
      null,
    ),
  ],
  E11: [
    onControlPlane(
      'the data were put aside',
      all(removeTree('/var/lib/etcd/member'), restored('/var/lib/etcd.bak')),
      ['etcd-data-dir-empty', '/var/lib/etcd.bak'],
    ),
    onControlPlane(
      'a restored data directory that only the flag names',
      all(flag('etcd', 'data-dir=/var/lib/etcd', `data-dir=${RESTORED}`), restored()),
      ['etcd-data-dir-not-mounted', 'etcd-restored'],
    ),
    onControlPlane(
      'only the hostPath names it, which is right',
      all(edit(at('etcd'), 'path: /var/lib/etcd\n', `path: ${RESTORED}\n`), restored()),
      null,
    ),
    onControlPlane(
      'the hostPath misspelled',
      all(edit(at('etcd'), 'path: /var/lib/etcd\n', 'path: /var/lib/etcd-restord\n'), restored()),
      ['etcd-data-dir-empty', 'etcd-restord'],
    ),
    onControlPlane(
      'only the mountPath names it',
      all(edit(at('etcd'), 'mountPath: /var/lib/etcd\n', `mountPath: ${RESTORED}\n`), restored()),
      ['etcd-data-dir-not-mounted', '/var/lib/etcd'],
    ),
    onControlPlane(
      'all three, which is right',
      all(
        flag('etcd', 'data-dir=/var/lib/etcd', `data-dir=${RESTORED}`),
        edit(at('etcd'), 'mountPath: /var/lib/etcd\n', `mountPath: ${RESTORED}\n`),
        edit(at('etcd'), 'path: /var/lib/etcd\n', `path: ${RESTORED}\n`),
        restored(),
      ),
      null,
    ),
    onControlPlane(
      'restored one directory too deep',
      all(
        edit(at('etcd'), 'path: /var/lib/etcd\n', `path: ${RESTORED}\n`),
        restored(`${RESTORED}/default.etcd`),
      ),
      ['etcd-data-dir-empty', 'etcd-restored'],
    ),
    not('an empty data directory is that of a new cluster too, and a copy of a node has none of the data'),
    onControlPlane('no --data-dir', edit(at('etcd'), / {4}- --data-dir=\S+\n/, ''), [
      'etcd-data-dir-not-mounted',
      '',
    ]),
  ],
  E12: [
    {
      ...onControlPlane(
        'the data for everyone to read',
        put('/var/lib/etcd', { dir: true, mode: 0o755 }),
        null,
      ),
      note: 'etcd-data-dir-mode',
    },
  ],
  E13: [
    onControlPlane(
      'a tag that no program of this release has',
      image(API, 'registry.k8s.io/kube-apiserver:v1.99.0'),
      ['component-image-unknown', 'v1.99.0'],
    ),
    onControlPlane('a letter too many', image(SCHED, 'registry.k8s.io/kube-scheduler:v1.37.1.1'), [
      'component-image-unknown',
      'v1.37.1.1',
    ]),
    onControlPlane('no "v"', image(SCHED, 'registry.k8s.io/kube-scheduler:1.37.1'), [
      'component-image-unknown',
      '1.37.1',
    ]),
    onControlPlane('a tag of its own', image(KCM, 'registry.k8s.io/kube-controller-manager:v999.99.99'), [
      'component-image-unknown',
      'v999.99.99',
    ]),
    onControlPlane('a name misspelled', image(KCM, 'registry.k8s.io/kube-controler-manager:v1.37.1'), [
      'component-image-unknown',
      'kube-controler-manager',
    ]),
    onControlPlane('no tag', image(SCHED, 'registry.k8s.io/kube-scheduler'), [
      'component-image-unknown',
      'kube-scheduler',
    ]),
    onControlPlane('a registry misspelled', image(SCHED, 'registry.k8s.oi/kube-scheduler:v1.37.1'), [
      'component-image-unknown',
      'registry.k8s.oi',
    ]),
  ],
  E14: [
    onControlPlane(
      'another address',
      flag(API, 'advertise-address=10.0.0.4', 'advertise-address=10.0.0.55'),
      ['kubeadm-address-differs', '10.0.0.55'],
    ),
    onControlPlane(
      'the address of another network, which the machine may have',
      flag(API, 'advertise-address=10.0.0.4', 'advertise-address=192.168.1.10'),
      null,
    ),
    onControlPlane(
      "etcd's address",
      flag(
        'etcd',
        'advertise-client-urls=https://10.0.0.4:2379',
        'advertise-client-urls=https://10.0.0.99:2379',
      ),
      ['kubeadm-address-differs', '10.0.0.99'],
    ),
    not('whether the machine has the address shows only while it runs'),
  ],
  E15: [
    onControlPlane(
      "the scheduler's probe asks a path that is none",
      edit(at(SCHED), 'path: /livez', 'path: /live'),
      ['probe-not-served', '/live'],
    ),
    onControlPlane(
      'another address of the loopback',
      flag(SCHED, 'bind-address=127.0.0.1', 'bind-address=127.0.0.2'),
      ['probe-not-served', '127.0.0.2'],
    ),
    onControlPlane(
      "the controller manager's probe asks the node's address",
      edit(at(KCM), 'host: 127.0.0.1', 'host: 10.0.0.4'),
      ['probe-not-served', '127.0.0.1'],
    ),
    onControlPlane(
      "the API server is not in the node's network",
      edit(at(API), 'hostNetwork: true', 'hostNetwork: false'),
      ['component-outside-host-network', 'etcd-servers'],
    ),
    onControlPlane(
      'a probe on another port',
      edit(at(SCHED), 'containerPort: 10259', 'containerPort: 10250'),
      ['probe-not-served', /10250|10259/],
    ),
    onControlPlane('a probe by http', edit(at(API), 'scheme: HTTPS', 'scheme: HTTP'), [
      'probe-not-served',
      'HTTP',
    ]),
    onControlPlane('a port of the program in the probe', edit(at(KCM), 'port: probe-port', 'port: 10252'), [
      'probe-not-served',
      '10252',
    ]),
    onControlPlane('a name that no port has', edit(at(API), 'port: probe-port', 'port: probe'), [
      'probe-port-name-unknown',
      'probe',
    ]),
    onControlPlane('another host', edit(at(API), 'host: 10.0.0.4', 'host: 10.0.0.44'), [
      'kubeadm-address-differs',
      '10.0.0.44',
    ]),
    onControlPlane('the program moved to another port', addFlag(SCHED, 'secure-port=10359'), [
      'probe-not-served',
      '10359',
    ]),
    onControlPlane('a path that does not exist', edit(at(API), 'path: /livez', 'path: /livezz'), [
      'probe-not-served',
      '/livezz',
    ]),
  ],
  E16: [
    onControlPlane('anonymous-auth=false', addFlag(API, 'anonymous-auth=false'), [
      'probe-unauthenticated',
      'anonymous-auth',
    ]),
  ],
  E17: [
    onControlPlane(
      'a plugin without its configuration',
      flag(API, 'enable-admission-plugins=', 'enable-admission-plugins=ImagePolicyWebhook,'),
      ['admission-config-file-missing', 'ImagePolicyWebhook'],
    ),
    onControlPlane(
      "a plugin's configuration that is not there",
      all(
        flag(API, 'enable-admission-plugins=', 'enable-admission-plugins=ImagePolicyWebhook,'),
        addFlag(API, `admission-control-config-file=${ADMISSION}/config.yaml`),
        mount(API, 'admission', ADMISSION, ADMISSION, 'Directory'),
        put(
          `${ADMISSION}/config.yaml`,
          'apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins:\n- name: ImagePolicyWebhook\n  path: policy.yaml\n',
        ),
        put(`${ADMISSION}/image-policy.yaml`, 'imagePolicy: {}\n'),
      ),
      ['admission-config-file-missing', 'policy.yaml'],
    ),
    onControlPlane(
      'a hostPath that is wrong',
      all(auditFlag, mount(API, 'audit', '/etc/kubernetes/dev-audit.yaml', AUDIT, 'File')),
      ['host-path-type-mismatch', 'dev-audit'],
    ),
    onControlPlane(
      'a tab in the policy',
      all(
        auditFlag,
        put(AUDIT, POLICY.replace('- level', '\t- level')),
        mount(API, 'audit', AUDIT, AUDIT, 'File'),
      ),
      ['flag-file-wrong-kind', 'audit-policy-file'],
    ),
    onControlPlane(
      'a level that does not exist',
      all(
        auditFlag,
        put(AUDIT, POLICY.replace('Metadata', 'MetaData')),
        mount(API, 'audit', AUDIT, AUDIT, 'File'),
      ),
      ['audit-policy-refused', 'rules[0].level'],
    ),
    onControlPlane(
      'an apiVersion that does not exist',
      all(
        auditFlag,
        put(AUDIT, POLICY.replace('audit.k8s.io/v1', 'audit.k8s.io/v1beta1')),
        mount(API, 'audit', AUDIT, AUDIT, 'File'),
      ),
      ['audit-policy-refused', 'v1beta1'],
    ),
    onControlPlane(
      'no rules',
      all(
        auditFlag,
        put(AUDIT, 'apiVersion: audit.k8s.io/v1\nkind: Policy\n'),
        mount(API, 'audit', AUDIT, AUDIT, 'File'),
      ),
      ['flag-file-wrong-kind', 'rules'],
    ),
    onControlPlane(
      'an encryption key of a wrong length',
      all(
        addFlag(API, 'encryption-provider-config=/etc/kubernetes/enc.yaml'),
        put(
          '/etc/kubernetes/enc.yaml',
          'apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n- resources: [secrets]\n  providers:\n  - aescbc:\n      keys:\n      - {name: key1, secret: c2hvcnQ=}\n  - identity: {}\n',
        ),
        mount(API, 'enc', '/etc/kubernetes/enc.yaml', '/etc/kubernetes/enc.yaml', 'File'),
      ),
      ['encryption-config-refused', ''],
    ),
    onControlPlane(
      'all of it right',
      all(auditFlag, put(AUDIT, POLICY), mount(API, 'audit', AUDIT, AUDIT, 'File')),
      null,
    ),
  ],
  E18: [
    onControlPlane(
      'an encryption configuration out of a Secret',
      all(
        addFlag(API, 'encryption-provider-config=/etc/enc/enc.yaml'),
        edit(at(API), '    volumeMounts:\n', '    volumeMounts:\n    - {name: enc, mountPath: /etc/enc}\n'),
        edit(at(API), '\n  volumes:\n', '\n  volumes:\n  - {name: enc, secret: {secretName: enc}}\n'),
      ),
      ['manifest-api-reference', 'secret'],
    ),
  ],
  E19: [
    onControlPlane('AlwaysDeny', flag(API, 'authorization-mode=Node,RBAC', 'authorization-mode=AlwaysDeny'), [
      'requests-denied',
      'AlwaysDeny',
    ]),
    onControlPlane(
      'the plugin AlwaysDeny',
      flag(
        API,
        'enable-admission-plugins=NodeRestriction',
        'enable-admission-plugins=NodeRestriction,AlwaysDeny',
      ),
      ['requests-denied', 'AlwaysDeny'],
    ),
    onControlPlane(
      'no mode for nodes',
      flag(API, 'authorization-mode=Node,RBAC', 'authorization-mode=RBAC'),
      ['node-authorizer-missing', 'Node'],
    ),
  ],
  E20: [
    onControlPlane(
      'pods out of the range of Services',
      flag(KCM, 'cluster-cidr=10.244.0.0/16', 'cluster-cidr=10.96.0.0/16'),
      ['pod-range-overlaps-services', 'no node gets a range'],
    ),
    onControlPlane(
      'another service range in one of two',
      flag(KCM, 'service-cluster-ip-range=10.96.0.0/12', 'service-cluster-ip-range=10.97.0.0/16'),
      ['service-range-differs', 'addresses of Services'],
    ),
    onControlPlane('the address of the API server for DNS', edit(CONFIG, '10.96.0.10', '10.96.0.1'), [
      'cluster-dns-is-api-server',
      '10.96.0.1',
    ]),
    onControlPlane('another DNS server within the range', edit(CONFIG, '10.96.0.10', '10.100.0.10'), null),
    {
      ...onControlPlane(
        'a DNS server outside of the range',
        edit(CONFIG, '10.96.0.10', '192.168.0.10'),
        null,
      ),
      note: 'cluster-dns-outside-service-range',
    },
    onControlPlane(
      'the range changed in both',
      all(
        flag(KCM, 'service-cluster-ip-range=10.96.0.0/12', 'service-cluster-ip-range=172.20.0.0/16'),
        flag(API, 'service-cluster-ip-range=10.96.0.0/12', 'service-cluster-ip-range=172.20.0.0/16'),
      ),
      ['api-server-certificate-names', '172.20.0.1'],
    ),
  ],
  E21: [
    onControlPlane('a unit that does not exist', edit(at('etcd'), 'memory: 100Mi', 'memory: 100MB'), [
      'manifest-type',
      '100MB',
    ]),
    onControlPlane(
      'a memory of too few bytes',
      edit(at('etcd'), '      requests:\n', '      limits:\n        memory: 100m\n      requests:\n'),
      ['pod-invalid-value', ''],
    ),
    not('what the machine has shows only while it runs'),
  ],
  E22: [
    ...[SCHED, KCM, API, 'etcd'].map((name) =>
      onControlPlane(`${name} moved to /etc/kubernetes`, move(at(name), `/etc/kubernetes/${name}.yaml`), [
        'control-plane-manifest-missing',
        name,
      ]),
    ),
    onControlPlane('etcd moved to /tmp', move(at('etcd'), '/tmp/etcd.yaml'), [
      'control-plane-manifest-missing',
      'etcd',
    ]),
    onControlPlane('the scheduler moved to /root', move(at(SCHED), `/root/${SCHED}.yaml`), [
      'control-plane-manifest-missing',
      SCHED,
    ]),
    onControlPlane('the scheduler is gone', remove(at(SCHED)), ['control-plane-manifest-missing', SCHED]),
    onControlPlane(
      'all of them moved',
      (node) =>
        Object.fromEntries(
          [API, KCM, SCHED, 'etcd'].flatMap((name) => [
            [at(name), null],
            [`/etc/kubernetes/manifests-backup/${name}.yaml`, textOf(node, at(name))],
          ]),
        ),
      ['control-plane-manifest-missing', ''],
    ),
    onControlPlane('the manifest is empty', put(at(SCHED), ''), ['manifest-kind-missing', '']),
  ],
  E23: [
    onControlPlane(
      'a certificate for another address',
      spare('apiserver.crt', 'apiserver-other-address.crt'),
      ['api-server-certificate-names', '10.0.0.4'],
    ),
    onControlPlane('a certificate for nobody', spare('apiserver.crt', 'apiserver-without-names.crt'), [
      'api-server-certificate-names',
      '',
    ]),
    onControlPlane(
      'without the first address of Services',
      spare('apiserver.crt', 'apiserver-without-service-address.crt'),
      ['api-server-certificate-names', '10.96.0.1'],
    ),
    onControlPlane(
      "etcd's certificate without the loopback address",
      spare('etcd/server.crt', 'etcd-server-without-loopback.crt'),
      ['etcd-certificate-names', '127.0.0.1'],
    ),
    onControlPlane('signed by another authority', spare('apiserver.crt', 'apiserver-other-ca.crt'), [
      'control-plane-certificate-untrusted',
      'apiserver.crt',
    ]),
  ],
  E24: [
    onControlPlane('tokens are signed with another key', spare('sa.key', 'other.key'), [
      'service-account-keys-apart',
      'sa.key',
    ]),
    ...[
      ['apiserver.crt', 'apiserver-expired.crt'],
      ['apiserver-etcd-client.crt', 'apiserver-etcd-client-expired.crt'],
      ['apiserver-kubelet-client.crt', 'apiserver-kubelet-client-expired.crt'],
      ['front-proxy-client.crt', 'front-proxy-client-expired.crt'],
      ['etcd/server.crt', 'etcd-server-expired.crt'],
      ['etcd/peer.crt', 'etcd-peer-expired.crt'],
    ].map(([path, name]) =>
      onControlPlane(`${path} expired`, spare(path!, name!), [
        'control-plane-certificate-expired',
        `${path!}`,
      ]),
    ),
    onControlPlane('the authority of the cluster expired', spare('ca.crt', 'ca-expired.crt'), [
      'control-plane-authority-expired',
      'pki/ca.crt',
    ]),
    onControlPlane("etcd's authority expired", spare('etcd/ca.crt', 'etcd-ca-expired.crt'), [
      'control-plane-authority-expired',
      'pki/etcd/ca.crt',
    ]),
    ...['controller-manager', 'scheduler', 'admin'].map((name) =>
      onControlPlane(
        `the certificate in ${name}.conf expired`,
        clientOf(`${name}.conf`, `${name}-expired.crt`),
        ['control-plane-certificate-expired', `${name}.conf`],
      ),
    ),
    onControlPlane(
      'all of them expired',
      all(
        spare('apiserver.crt', 'apiserver-expired.crt'),
        spare('apiserver-etcd-client.crt', 'apiserver-etcd-client-expired.crt'),
        spare('etcd/server.crt', 'etcd-server-expired.crt'),
        clientOf('scheduler.conf', 'scheduler-expired.crt'),
      ),
      ['control-plane-certificate-expired', 'etcd/server.crt'],
    ),
    onControlPlane("another cluster's authority in the scheduler's kubeconfig", authority('scheduler.conf'), [
      'kubeconfig-authority-mismatch',
      'scheduler.conf',
    ]),
    onControlPlane(
      "another cluster's authority in the controller manager's kubeconfig",
      authority('controller-manager.conf'),
      ['kubeconfig-authority-mismatch', 'controller-manager.conf'],
    ),
    onControlPlane(
      "a wrong port in the scheduler's kubeconfig",
      edit(`${CONF}/scheduler.conf`, '10.0.0.4:6443', '10.0.0.4:6444'),
      ['kubeconfig-server-unlike', '6444'],
    ),
    onControlPlane(
      "a wrong port in the controller manager's kubeconfig",
      edit(`${CONF}/controller-manager.conf`, '10.0.0.4:6443', '10.0.0.4:7443'),
      ['kubeconfig-server-unlike', '7443'],
    ),
    onControlPlane(
      "a wrong port in the administrator's kubeconfig",
      edit(`${CONF}/admin.conf`, '10.0.0.4:6443', '10.0.0.4:6553'),
      ['kubeconfig-server-unlike', '6553'],
    ),
  ],
  E25: [
    not('which certificate a running program holds only its socket tells: nothing is wrong in the files'),
  ],
  E26: [
    onControlPlane('--cloud-provider', addFlag(API, 'cloud-provider=external'), [
      'component-flag-removed',
      '--cloud-provider',
    ]),
    onControlPlane('--insecure-port', addFlag(API, 'insecure-port=0'), [
      'component-flag-removed',
      '--insecure-port',
    ]),
    onControlPlane('--port of the scheduler', addFlag(SCHED, 'port=0'), ['component-flag-removed', '--port']),
    onControlPlane('--port of the controller manager', addFlag(KCM, 'port=0'), [
      'component-flag-removed',
      '--port',
    ]),
    onControlPlane('--policy-config-file', addFlag(SCHED, 'policy-config-file=/etc/policy.json'), [
      'component-flag-removed',
      '--policy-config-file',
    ]),
    onControlPlane('--pod-eviction-timeout', addFlag(KCM, 'pod-eviction-timeout=5m'), [
      'component-flag-removed',
      '--pod-eviction-timeout',
    ]),
    onControlPlane('--deleting-pods-qps', addFlag(KCM, 'deleting-pods-qps=0.1'), [
      'component-flag-removed',
      '--deleting-pods-qps',
    ]),
    onControlPlane(
      'an experimental flag of etcd',
      addFlag('etcd', 'experimental-initial-corrupt-check=true'),
      ['etcd-flag-unknown', 'experimental-initial-corrupt-check'],
    ),
    onControlPlane('--enable-v2 of etcd', addFlag('etcd', 'enable-v2=true'), [
      'etcd-flag-unknown',
      'enable-v2',
    ]),
  ],
  E27: [
    ...[API, KCM, SCHED].map((name) =>
      onControlPlane(
        `a gate that does not exist, in ${name}`,
        addFlag(name, 'feature-gates=NoSuchGate=true'),
        ['component-feature-gate', 'NoSuchGate'],
      ),
    ),
    onControlPlane('a gate that is gone', addFlag(API, 'feature-gates=TTLAfterFinished=true'), [
      'component-feature-gate',
      'TTLAfterFinished',
    ]),
    onControlPlane('no value', addFlag(API, 'feature-gates=NodeSwap'), [
      'component-feature-gate',
      'NodeSwap',
    ]),
  ],
  E28: [
    onControlPlane(
      'two schedulers of one port',
      put(`${MANIFESTS}/my-scheduler.yaml`, (node) =>
        textOf(node, at(SCHED)).replaceAll('name: kube-scheduler', 'name: my-scheduler'),
      ),
      ['second-scheduler', ''],
    ),
    onControlPlane("the controller manager on the scheduler's port", addFlag(KCM, 'secure-port=10259'), [
      'probe-not-served',
      '10259',
    ]),
    onControlPlane("the API server on etcd's port", flag(API, 'secure-port=6443', 'secure-port=2379'), [
      'listen-port-conflict',
      '2379',
    ]),
  ],
  E29: [
    onControlPlane(
      'a flag and a port and a path',
      all(
        flag(API, 'authorization-mode=', 'authorization-modus='),
        etcdServers('https://127.0.0.1:2380'),
        flag(KCM, 'root-ca-file=/etc/kubernetes/pki/ca.crt', 'root-ca-file=/etc/kubernetes/pki/cacert.crt'),
      ),
      ['component-flag-unknown', '--authorization-modus'],
    ),
    onControlPlane(
      'the kubelet and the API server',
      all(etcdServers('https://127.0.0.1:2380'), edit(CONFIG, `${PKI}/ca.crt`, `${PKI}/CA.crt`)),
      ['kubelet-file-missing', 'CA.crt'],
    ),
    onWorker(
      'the unit and the certificate',
      all(
        remove(`${PKI}/ca.crt`),
        edit(
          '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf',
          'ExecStart=/usr/bin/kubelet',
          'ExecStart=/usr/local/bin/kubelet',
        ),
      ),
      ['kubelet-binary-elsewhere', '/usr/local/bin/kubelet'],
    ),
  ],
  E30: [
    onControlPlane('a flag twice', addFlag(API, 'secure-port=6444'), [
      'component-flag-repeated',
      'secure-port',
    ]),
    onControlPlane('a list twice', addFlag(API, 'authorization-mode=AlwaysAllow'), [
      'probe-unauthenticated',
      'AlwaysAllow',
    ]),
    onControlPlane("etcd's directory twice", addFlag('etcd', 'data-dir=/var/lib/etcd2'), [
      'etcd-flag-repeated',
      'data-dir',
    ]),
  ],
};
