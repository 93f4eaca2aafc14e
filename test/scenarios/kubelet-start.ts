import type { FileSpec } from '../../src/node/host/memory-host.ts';
import { spareCertificate } from './base-nodes.ts';
import {
  all,
  append,
  at,
  CLIENT_PEM,
  CONFIG,
  CONTAINERD,
  DROP_IN,
  edit,
  FLAGS,
  KUBECONFIG,
  kubeletFlag,
  MANIFESTS,
  move,
  PKI,
  pod,
  put,
  remove,
  removeTree,
  UNIT,
} from './changes.ts';
import { machine, restarting } from './machine.ts';
import { not, onControlPlane, onWorker, type Section } from './scenario.ts';

const BIN = '/usr/bin/kubelet';
const WANTS = '/etc/systemd/system/multi-user.target.wants';
const OWN_DROP_INS = '/etc/systemd/system/kubelet.service.d';
const ELF: FileSpec = { text: '\u007fELF', mode: 0o755 };
const NODE_IP = 'Environment="KUBELET_EXTRA_ARGS=--node-ip=10.0.0.9"\n';
const DROP_INS = '/etc/kubernetes/kubelet.conf.d';
const withDropIns = edit(DROP_IN, 'config.yaml"', `config.yaml --config-dir=${DROP_INS}"`);
const extraArgs = (args: string) => put('/etc/default/kubelet', `KUBELET_EXTRA_ARGS=${args}\n`);
const LIVE = { machine: machine() };
const config = (text: string) => append(CONFIG, text);
const flagsFile = (text: string) => put(FLAGS, text);
const exec = (to: string) => edit(DROP_IN, `ExecStart=${BIN}`, `ExecStart=${to}`);
const runtime = (to: string) =>
  edit(
    CONFIG,
    'containerRuntimeEndpoint: unix:///run/containerd/containerd.sock',
    `containerRuntimeEndpoint: ${to}`,
  );

/** Kubelets that do not start, or do so and not as they were meant. */
export const KUBELET_START: Section = {
  B1: [
    onWorker(
      'enabled by a target that is misspelt',
      all(edit(UNIT, 'multi-user.target', 'multiuser.target'), remove(`${WANTS}/kubelet.service`)),
      ['kubelet-not-enabled', 'not enabled'],
    ),
    onWorker('not enabled', remove(`${WANTS}/kubelet.service`), ['kubelet-not-enabled', 'not enabled']),
    onControlPlane('not enabled', remove(`${WANTS}/kubelet.service`), ['kubelet-not-enabled', 'not enabled']),
    onWorker('masked', put('/etc/systemd/system/kubelet.service', { link: '/dev/null' }), [
      'unit-masked',
      'masked',
    ]),
    onControlPlane(
      'masked and disabled',
      all(
        remove(`${WANTS}/kubelet.service`),
        put('/etc/systemd/system/kubelet.service', { link: '/dev/null' }),
      ),
      ['unit-masked', 'masked'],
    ),
    onWorker('an empty unit file', put('/etc/systemd/system/kubelet.service', ''), ['unit-masked', 'masked']),
    onWorker('the unit file is gone', remove(UNIT), ['unit-not-found', 'kubelet.service']),
    onWorker('the unit and its drop-ins are gone', all(remove(UNIT), remove(DROP_IN)), [
      'unit-not-found',
      '',
    ]),
    onWorker('the unit file is renamed', move(UNIT, `${UNIT}.bak`), ['unit-not-found', 'kubelet.service']),
    onWorker(
      'a condition that is not met',
      put(`${OWN_DROP_INS}/10-condition.conf`, '[Unit]\nConditionPathExists=/etc/kubernetes/enabled\n'),
      ['unit-condition-unmet', '/etc/kubernetes/enabled'],
    ),
    onWorker('stopped', () => ({}), ['kubelet-stopped', ''], {
      machine: machine({ kubelet: { activeState: 'inactive', subState: 'dead' }, tcp: [] }),
    }),
    onControlPlane('stopped', () => ({}), ['kubelet-stopped', ''], {
      machine: machine({ kubelet: { activeState: 'inactive', subState: 'dead' }, tcp: [] }),
    }),
    onWorker('stopped and disabled', remove(`${WANTS}/kubelet.service`), ['kubelet-stopped', ''], {
      machine: machine({
        kubelet: { activeState: 'inactive', subState: 'dead', unitFileState: 'disabled' },
        tcp: [],
      }),
    }),
    onWorker(
      'stopped and masked',
      put('/etc/systemd/system/kubelet.service', { link: '/dev/null' }),
      ['unit-masked', 'masked'],
      {
        machine: machine({
          kubelet: {
            loadState: 'masked',
            activeState: 'inactive',
            subState: 'dead',
            unitFileState: 'masked',
          },
          tcp: [],
        }),
      },
    ),
    onWorker('killed too often', () => ({}), ['kubelet-unit-fails', ''], {
      machine: machine({
        kubelet: { activeState: 'failed', subState: 'failed', result: 'start-limit-hit', exitStatus: 1 },
        tcp: [],
      }),
    }),
  ],
  B2: [
    onWorker('the program is gone', remove(BIN), ['program-missing', BIN]),
    onWorker('the program may not be executed', put(BIN, { text: 'ELF', mode: 0o644 }), [
      'program-missing',
      'may not be executed',
    ]),
    onWorker('another user than root', edit(UNIT, 'Restart=always', 'Restart=always\nUser=kubelet'), [
      'kubelet-not-root',
      'kubelet',
    ]),
    onWorker('/usr/local/bin', exec('/usr/local/bin/kubelet'), [
      'kubelet-binary-elsewhere',
      '/usr/local/bin/kubelet',
    ]),
    onControlPlane('/usr/local/bin', exec('/usr/local/bin/kubelet'), [
      'kubelet-binary-elsewhere',
      '/usr/local/bin/kubelet',
    ]),
    onWorker('/usr/bin/kubelet-broken', exec('/usr/bin/kubelet-broken'), [
      'kubelet-binary-elsewhere',
      'kubelet-broken',
    ]),
    onWorker('/usr/bin/kublet', exec('/usr/bin/kublet'), ['kubelet-binary-elsewhere', '/usr/bin/kublet']),
    onWorker('/usr/bin/local/kubelet', exec('/usr/bin/local/kubelet'), [
      'kubelet-binary-elsewhere',
      '/usr/bin/local/kubelet',
    ]),
    onWorker('the binary renamed', move(BIN, '/usr/bin/kubelet.bak'), ['unit-executable-missing', BIN], LIVE),
    onWorker('the binary removed', remove(BIN), ['unit-executable-missing', BIN], LIVE),
    onWorker(
      'the binary may not be executed',
      put(BIN, { text: '\u007fELF', mode: 0o644 }),
      ['unit-executable-missing', 'execut'],
      LIVE,
    ),
    onWorker(
      'an empty binary',
      put(BIN, { text: '', mode: 0o755 }),
      ['unit-executable-missing', 'neither a program'],
      LIVE,
    ),
    onWorker(
      'a link to nothing',
      put(BIN, { link: '/opt/kubernetes/bin/kubelet' }),
      ['unit-executable-missing', BIN],
      LIVE,
    ),
    onWorker('another program', exec('/usr/bin/kubeadm'), ['kubelet-not-found', 'kubeadm']),
    onWorker(
      'a drop-in of the same name in /etc, with another path',
      put(`${OWN_DROP_INS}/10-kubeadm.conf`, (node) =>
        (node[DROP_IN] as string).replace(`ExecStart=${BIN}`, 'ExecStart=/usr/local/bin/kubelet'),
      ),
      ['kubelet-binary-elsewhere', '/usr/local/bin/kubelet'],
    ),
    onWorker(
      'a later drop-in with another path',
      put(
        `${OWN_DROP_INS}/99-custom.conf`,
        '[Service]\nExecStart=\nExecStart=/opt/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS\n',
      ),
      ['kubelet-binary-elsewhere', '/opt/bin/kubelet'],
    ),
    onWorker(
      'wrong in the unit alone, which the drop-in resets',
      edit(UNIT, `ExecStart=${BIN}`, 'ExecStart=/usr/local/bin/kubelet'),
      null,
    ),
  ],
  B3: [
    onWorker('gone, and systemd tries again and again', remove(CONFIG), ['kubelet-config-missing', CONFIG], {
      machine: restarting([
        `run.go:72] "command failed" err="failed to load kubelet config file, path: ${CONFIG}, error: failed to load Kubelet config file ${CONFIG}, error failed to read kubelet config file \\"${CONFIG}\\", error: open ${CONFIG}: no such file or directory"`,
      ]),
    }),
    onWorker('the configuration is gone', remove(CONFIG), ['kubelet-config-missing', CONFIG]),
    onControlPlane('the configuration is gone', remove(CONFIG), ['kubelet-config-missing', CONFIG]),
    onWorker('it is renamed', move(CONFIG, `${CONFIG}.bak`), ['kubelet-config-missing', CONFIG]),
    onWorker('it is empty', put(CONFIG, ''), ['kubelet-config-empty', CONFIG]),
    onWorker('it is a directory', put(CONFIG, { dir: true }), ['kubelet-config-unreadable', CONFIG]),
    onWorker('it is a link to nothing', put(CONFIG, { link: '/etc/kubernetes/kubelet-config.yaml' }), [
      'kubelet-config-missing',
      CONFIG,
    ]),
    onWorker(
      'before the node joins',
      all(
        remove(CONFIG, FLAGS, KUBECONFIG, `${PKI}/ca.crt`, '/var/lib/kubelet/instance-config.yaml'),
        removeTree('/var/lib/kubelet/pki'),
      ),
      ['kubelet-config-missing', CONFIG],
    ),
    onWorker('/var/lib/kubelet removed', removeTree('/var/lib/kubelet'), ['kubelet-config-missing', CONFIG]),
  ],
  B4: [
    onWorker('another name in the drop-in', edit(DROP_IN, CONFIG, '/var/lib/kubelet/wrong-config.yaml'), [
      'kubelet-config-missing',
      'wrong-config.yaml',
    ]),
    onWorker(
      'another name in the extra arguments',
      extraArgs('--config=/var/lib/kubelet/wrong-config.yaml'),
      ['kubelet-config-missing', 'wrong-config.yaml'],
    ),
    onControlPlane('.yml', edit(DROP_IN, CONFIG, '/var/lib/kubelet/config.yml'), [
      'kubelet-config-missing',
      'config.yml',
    ]),
    onWorker('another directory', edit(DROP_IN, CONFIG, '/var/lib/kubelets/config.yaml'), [
      'kubelet-config-missing',
      '/var/lib/kubelets/config.yaml',
    ]),
    onControlPlane('the directory', edit(DROP_IN, CONFIG, '/var/lib/kubelet'), [
      'kubelet-config-unreadable',
      'is a directory',
    ]),
    onWorker('no configuration at all', edit(DROP_IN, `--config=${CONFIG}`, ''), [
      'unused-static-pod-path',
      'does not read this file',
    ]),
  ],
  B5: [
    ...[onWorker, onControlPlane].map((on) =>
      on('another name for the CA', edit(CONFIG, `${PKI}/ca.crt`, `${PKI}/WRONG-CA-FILE.crt`), [
        'kubelet-file-missing',
        'WRONG-CA-FILE.crt',
      ]),
    ),
    onWorker('the CA is gone', remove(`${PKI}/ca.crt`), ['kubelet-file-missing', `${PKI}/ca.crt`], LIVE),
    onControlPlane('the CA is renamed', move(`${PKI}/ca.crt`, `${PKI}/ca.crt.bak`), [
      'kubelet-file-missing',
      `${PKI}/ca.crt`,
    ]),
    onWorker(
      'another directory',
      edit(CONFIG, `${PKI}/ca.crt`, '/etc/kubernetes/ca.crt'),
      ['kubelet-file-missing', '/etc/kubernetes/ca.crt'],
      LIVE,
    ),
    onWorker('the CA is empty', put(`${PKI}/ca.crt`, ''), ['kubelet-certificate-unusable', `${PKI}/ca.crt`]),
    onWorker('the CA is no certificate', put(`${PKI}/ca.crt`, 'not a certificate\n'), [
      'kubelet-certificate-unusable',
      `${PKI}/ca.crt`,
    ]),
    onWorker(
      'the CA is cut off',
      put(`${PKI}/ca.crt`, (node) => (node[`${PKI}/ca.crt`] as string).slice(0, 200)),
      ['kubelet-certificate-unusable', `${PKI}/ca.crt`],
    ),
    onControlPlane('a key as the CA', edit(CONFIG, `${PKI}/ca.crt`, `${PKI}/ca.key`), [
      'kubelet-certificate-unusable',
      `${PKI}/ca.key`,
    ]),
    onWorker(
      'serving certificates that are not there',
      config(
        'tlsCertFile: /var/lib/kubelet/pki/server.crt\ntlsPrivateKeyFile: /var/lib/kubelet/pki/server.key\n',
      ),
      ['kubelet-file-missing', '/var/lib/kubelet/pki/server.crt'],
    ),
    onWorker(
      'a serving certificate with another key',
      all(
        config(
          'tlsCertFile: /var/lib/kubelet/pki/kubelet.crt\ntlsPrivateKeyFile: /var/lib/kubelet/pki/other.key\n',
        ),
        put('/var/lib/kubelet/pki/other.key', spareCertificate('other.key')),
      ),
      ['kubelet-certificate-unusable', 'other.key'],
    ),
  ],
  B6: [
    onWorker('a tab', edit(CONFIG, '  anonymous', '\tanonymous'), ['kubelet-config-syntax', '']),
    onControlPlane('a line too far right', edit(CONFIG, 'clusterDomain:', ' clusterDomain:'), [
      'kubelet-config-syntax',
      '',
    ]),
    onWorker('a colon lost', edit(CONFIG, 'authentication:\n', 'authentication\n'), [
      'kubelet-config-syntax',
      '',
    ]),
    onWorker(
      'a quote that is not closed',
      edit(CONFIG, 'clusterDomain: cluster.local', 'clusterDomain: "cluster.local'),
      ['kubelet-config-syntax', ''],
    ),
    onWorker('a merge left half done', edit(CONFIG, 'cgroupDriver:', '<<<<<<< HEAD\ncgroupDriver:'), [
      'kubelet-config-syntax',
      '',
    ]),
    onWorker('a semicolon for a colon', edit(CONFIG, 'kind: ', 'kind; '), ['kubelet-config-syntax', '']),
    onWorker('a colon without a space', edit(CONFIG, 'cgroupDriver: systemd', 'cgroupDriver:systemd'), [
      'kubelet-config-syntax',
      '',
    ]),
    onWorker('the answer of a web server', put(CONFIG, '404: Not Found\n'), ['kubelet-config-kind', '']),
    onWorker(
      'saved in Windows, and fine',
      (node) => ({ [CONFIG]: (node[CONFIG] as string).replaceAll('\n', '\r\n') }),
      null,
    ),
  ],
  B7: [
    onControlPlane('a field that does not exist', edit(CONFIG, /^/, 'invalidConfigKey: "Trigger Crash"\n'), [
      'kubelet-config-unknown-field',
      'invalidConfigKey',
    ]),
    onControlPlane('a field twice', config('staticPodPath: /etc/kubernetes/other\n'), [
      'kubelet-config-duplicate-key',
      'staticPodPath',
    ]),
    onWorker('a field twice with one meaning', config('cgroupDriver: systemd\n'), null),
    onControlPlane('upper case', edit(CONFIG, 'staticPodPath', 'StaticPodPath'), [
      'kubelet-config-unknown-field',
      'StaticPodPath',
    ]),
    onControlPlane('lower case', edit(CONFIG, 'staticPodPath', 'staticpodpath'), [
      'kubelet-config-unknown-field',
      'staticpodpath',
    ]),
    onControlPlane(
      'within a mapping that does not exist',
      edit(CONFIG, 'staticPodPath:', 'x:\n  staticPodPath:'),
      ['kubelet-config-unknown-field', 'x'],
    ),
    onControlPlane(
      'within another field',
      all(
        edit(CONFIG, /staticPodPath:.*\n/, ''),
        edit(CONFIG, 'authentication:\n', `authentication:\n  staticPodPath: ${MANIFESTS}\n`),
      ),
      ['kubelet-config-unknown-field', 'staticPodPath'],
    ),
    onWorker('clientCAFile at the top', config(`clientCAFile: ${PKI}/ca.crt\n`), [
      'kubelet-config-unknown-field',
      'clientCAFile',
    ]),
    onWorker('clusterDns', edit(CONFIG, 'clusterDNS', 'clusterDns'), [
      'kubelet-config-unknown-field',
      'clusterDns',
    ]),
    onWorker(
      'fields of a later version',
      config('failCgroupV1: false\n'),
      ['kubelet-config-unknown-field', 'came with'],
      { version: 30 },
    ),
  ],
  B8: [
    onWorker('apiVersion v1', edit(CONFIG, 'kubelet.config.k8s.io/v1beta1', 'kubelet.config.k8s.io/v1'), [
      'kubelet-config-kind',
      'kubelet.config.k8s.io/v1',
    ]),
    onWorker('only v1', edit(CONFIG, 'kubelet.config.k8s.io/v1beta1', 'v1'), ['kubelet-config-kind', 'v1']),
    onWorker(
      'a letter wrong',
      edit(CONFIG, 'kubelet.config.k8s.io/v1beta1', 'kubelet.config.k8s.io/v1beta'),
      ['kubelet-config-kind', 'v1beta'],
    ),
    onWorker(
      'a letter wrong in the kind',
      edit(CONFIG, 'kind: KubeletConfiguration', 'kind: KubeletConfig'),
      ['kubelet-config-kind', 'KubeletConfig'],
    ),
    onWorker('no kind', edit(CONFIG, 'kind: KubeletConfiguration\n', ''), ['kubelet-config-kind', '']),
    onWorker('no apiVersion', edit(CONFIG, /apiVersion: .*\n/, ''), ['kubelet-config-kind', '']),
    onControlPlane(
      "kubeadm's own configuration",
      put(
        CONFIG,
        'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.37.1\n',
      ),
      ['kubelet-config-kind', 'ClusterConfiguration'],
    ),
    onControlPlane('a pod', put(CONFIG, pod('containers: []')), ['kubelet-config-kind', 'Pod']),
  ],
  B9: [
    onWorker('a key twice, the second time of another type', config('shutdownGracePeriod: 10\n'), [
      'kubelet-config-type',
      'shutdownGracePeriod',
    ]),
    onWorker('a number in quotes', config('maxPods: "110"\n'), ['kubelet-config-type', 'maxPods']),
    onWorker('a text for a mapping', config('evictionSoft: "nil"\n'), [
      'kubelet-config-type',
      'evictionSoft',
    ]),
    onWorker('a text for a list', edit(CONFIG, 'clusterDNS:\n- 10.96.0.10', 'clusterDNS: 10.96.0.10'), [
      'kubelet-config-type',
      'clusterDNS',
    ]),
    onWorker('a text for a boolean', config('failSwapOn: "false"\n'), ['kubelet-config-type', 'failSwapOn']),
    onWorker(
      'a list for a text',
      edit(CONFIG, `staticPodPath: ${MANIFESTS}`, `staticPodPath:\n- ${MANIFESTS}`),
      ['kubelet-config-type', 'staticPodPath'],
    ),
    onWorker(
      'a boolean for a mapping',
      edit(CONFIG, '  anonymous:\n    enabled: false', '  anonymous: false'),
      ['kubelet-config-type', 'anonymous'],
    ),
    onWorker('no duration', edit(CONFIG, 'syncFrequency: 0s', 'syncFrequency: 1 minute'), [
      'kubelet-config-type',
      'syncFrequency',
    ]),
    onWorker('a port in words', edit(CONFIG, 'healthzPort: 10248', 'healthzPort: default'), [
      'kubelet-config-type',
      'healthzPort',
    ]),
  ],
  B10: [
    onWorker(
      'the log says it too',
      kubeletFlag('--network-plugin=cni'),
      ['kubelet-flag-removed', '--network-plugin'],
      {
        machine: restarting([
          'run.go:72] "command failed" err="failed to parse kubelet flag: unknown flag: --network-plugin"',
        ]),
      },
    ),
    ...[
      '--network-plugin=cni',
      '--container-runtime=remote',
      '--pod-infra-container-image=registry.k8s.io/pause:3.10',
      '--cni-bin-dir=/opt/cni/bin',
      '--logtostderr=true',
      '--register-schedulable=false',
      '--cloud-config=/etc/kubernetes/cloud.conf',
      '--keep-terminated-pod-volumes=false',
      '--docker-endpoint=unix:///var/run/docker.sock',
      '--allow-privileged=true',
      '--master-service-namespace=default',
    ].map((one) =>
      onWorker(`${one} after an upgrade`, kubeletFlag(one), [
        'kubelet-flag-removed',
        one.slice(0, one.indexOf('=')),
      ]),
    ),
    onControlPlane('in the extra arguments', extraArgs('--network-plugin=cni'), [
      'kubelet-flag-removed',
      '--network-plugin',
    ]),
    onWorker(
      'in a drop-in',
      put(
        `${OWN_DROP_INS}/20-extra.conf`,
        '[Service]\nEnvironment="KUBELET_SYSTEM_PODS_ARGS=--allow-privileged=true"\nExecStart=\nExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_SYSTEM_PODS_ARGS $KUBELET_CONFIG_ARGS\n',
      ),
      ['kubelet-flag-removed', '--allow-privileged'],
    ),
  ],
  B11: [
    onWorker('a flag that never was', kubeletFlag('--improve-speed'), [
      'kubelet-flag-unknown',
      '--improve-speed',
    ]),
    onControlPlane('a flag that never was', kubeletFlag('--improve-speed'), [
      'kubelet-flag-unknown',
      '--improve-speed',
    ]),
    onWorker('a field as a flag', kubeletFlag('--cgroupDriver=systemd'), [
      'kubelet-flag-unknown',
      '--cgroupDriver',
    ]),
    onWorker('what only the file can say', kubeletFlag('--shutdown-grace-period=30s'), [
      'kubelet-flag-unknown',
      '--shutdown-grace-period',
    ]),
    onWorker('a letter lost', edit(DROP_IN, '--kubeconfig=', '--kubeconfg='), [
      'kubelet-flag-unknown',
      '--kubeconfg',
    ]),
    onWorker('one dash', edit(DROP_IN, ' --kubeconfig=', ' -kubeconfig='), ['kubelet-flag-unknown', '-k']),
    onWorker('a long dash out of a document', edit(DROP_IN, '--config=', '–config='), [
      'kubelet-argument',
      '–config',
    ]),
    onWorker('a flag of another program', extraArgs('--secure-port=6443'), [
      'kubelet-flag-unknown',
      '--secure-port',
    ]),
    onWorker('a value that the flag does not take', extraArgs('--v=high'), ['kubelet-flag-invalid', '--v']),
    onWorker('a word that is no flag', extraArgs('node-ip=10.0.0.5'), ['kubelet-argument', 'node-ip']),
    onWorker('a space around the equals sign', extraArgs('--node-ip = 10.0.0.5'), ['kubelet-argument', '']),
  ],
  B12: [
    onWorker('a gate that is gone', config('featureGates:\n  InTreePluginGCEUnregister: true\n'), [
      'kubelet-feature-gate',
      'InTreePluginGCEUnregister',
    ]),
    onWorker('a gate that never was', config('featureGates:\n  NoSuchGate: true\n'), [
      'kubelet-feature-gate',
      'NoSuchGate',
    ]),
    onControlPlane('a gate as a flag', kubeletFlag('--feature-gates=SidecarContainers=true'), [
      'kubelet-feature-gate',
      'SidecarContainers',
    ]),
    onWorker('a gate that is locked', config('featureGates:\n  KubeletCgroupDriverFromCRI: false\n'), [
      'kubelet-feature-gate',
      'KubeletCgroupDriverFromCRI',
    ]),
    onWorker('neither true nor false', config('featureGates:\n  NodeSwap: enabled\n'), [
      'kubelet-config-type',
      '',
    ]),
  ],
  B13: [
    onWorker('a policy with a capital', config('cpuManagerPolicy: Static\n'), [
      'kubelet-manager-policy-unknown',
      'Static',
    ]),
    onWorker('a reservation with a space', config('systemReserved:\n  cpu: 100 m\n'), [
      'kubelet-reservation-invalid',
      '100 m',
    ]),
    onWorker('a resource that can not be reserved', config('kubeReserved:\n  gpu: "1"\n'), [
      'kubelet-reservation-invalid',
      'gpu',
    ]),
    onWorker('static memory and none reserved', config('memoryManagerPolicy: Static\n'), [
      'static-memory-without-reserved',
      'reservedMemory',
    ]),
    onWorker('an address that is none', config('address: 10.0.0.999\n'), [
      'kubelet-address-invalid',
      '10.0.0.999',
    ]),
    onWorker('--node-ip that is no address', kubeletFlag('--node-ip=10.0.0.555'), [
      'kubelet-node-ip-unusable',
      '10.0.0.555',
    ]),
    onWorker('--node-ip of the loopback', kubeletFlag('--node-ip=127.0.0.1'), [
      'kubelet-node-ip-unusable',
      'loopback',
    ]),
    onWorker('two of one family in --node-ip', kubeletFlag('--node-ip=10.0.0.5,10.0.0.6'), [
      'kubelet-node-ip-refused',
      '10.0.0.6',
    ]),
    onWorker('a cgroup without its name', config('enforceNodeAllocatable: [pods, system-reserved]\n'), [
      'kubelet-config-invalid',
      'systemReservedCgroup',
    ]),
    onWorker('UnlimitedSwap', edit(CONFIG, 'memorySwap: {}', 'memorySwap:\n  swapBehavior: UnlimitedSwap'), [
      'kubelet-config-invalid',
      'UnlimitedSwap',
    ]),
    onWorker('a negative number of pods', config('maxPods: -1\n'), ['kubelet-config-invalid', 'maxPods']),
    onWorker(
      'the thresholds of images the wrong way round',
      config('imageGCHighThresholdPercent: 70\nimageGCLowThresholdPercent: 80\n'),
      ['kubelet-config-invalid', 'imageGC'],
    ),
    onWorker('a port that is none', edit(CONFIG, 'healthzPort: 10248', 'healthzPort: 102480'), [
      'kubelet-config-invalid',
      'healthzPort',
    ]),
    onWorker('one log file', config('containerLogMaxFiles: 1\n'), [
      'kubelet-config-invalid',
      'containerLogMaxFiles',
    ]),
    onWorker('a topology policy that is none', config('topologyManagerPolicy: strict\n'), [
      'kubelet-config-invalid',
      'topologyManagerPolicy',
    ]),
    onWorker('an authorization mode that is none', edit(CONFIG, '  mode: Webhook', '  mode: RBAC'), [
      'kubelet-authorization-mode',
      'RBAC',
    ]),
    onWorker('an eviction value that is no quantity', config('evictionHard:\n  memory.available: 100Mx\n'), [
      'eviction-threshold-invalid',
      '100Mx',
    ]),
    onWorker('an eviction signal that is none', config('evictionHard:\n  memory.avail: 100Mi\n'), [
      'eviction-threshold-invalid',
      'memory.avail',
    ]),
    onWorker('static CPUs without reserved ones', config('cpuManagerPolicy: static\n'), [
      'static-cpus-without-reserved',
      'no CPU is reserved',
    ]),
    onWorker('a name for the DNS server', edit(CONFIG, '10.96.0.10', 'kube-dns'), [
      'cluster-dns-invalid',
      'kube-dns',
    ]),
  ],
  B14: [
    onWorker(
      'a machine with cgroup v1',
      put('/sys/fs/cgroup/memory/memory.limit_in_bytes', '0\n'),
      ['kubelet-config-invalid', 'cgroup v1'],
      {
        machine: restarting([
          'run.go:72] "command failed" err="failed to run Kubelet: failed to validate kubelet configuration, error: kubelet is configured to not run on a host using cgroup v1. cgroup v1 support is unsupported and will be removed in a future release"',
        ]),
      },
    ),
    onWorker(
      'cgroup v1 by the command line of the kernel',
      put('/etc/default/grub', 'GRUB_CMDLINE_LINUX="systemd.unified_cgroup_hierarchy=0"\n'),
      ['cgroup-v1-boot', 'cgroup v1'],
    ),
    onWorker(
      'the same, and the kubelet takes it',
      all(
        put('/etc/default/grub', 'GRUB_CMDLINE_LINUX="systemd.unified_cgroup_hierarchy=0"\n'),
        config('failCgroupV1: false\n'),
      ),
      null,
    ),
  ],
  B15: [
    onWorker(
      'swap is on now, whatever fstab says',
      put('/proc/swaps', 'Filename Type Size Used Priority\n/swapfile file 2097148 0 -2\n'),
      ['swap-is-on', '/swapfile'],
      {
        machine: restarting([
          'run.go:72] "command failed" err="failed to run Kubelet: running with swap on is not supported, please disable swap or set --fail-swap-on flag to false"',
        ]),
      },
    ),
    ...[onWorker, onControlPlane].map((on) =>
      on('swap in fstab', edit('/etc/fstab', '#/swap.img', '/swap.img'), ['swap-on', 'swap']),
    ),
    onWorker(
      'a partition',
      append('/etc/fstab', 'UUID=0b2f3a4c-77aa-4d0a-8f55-6a3e1d2c4b5a swap swap defaults 0 0\n'),
      ['swap-on', 'swap'],
    ),
    onWorker(
      'a swap unit',
      all(
        put(
          '/etc/systemd/system/swapfile.swap',
          '[Swap]\nWhat=/swapfile\n\n[Install]\nWantedBy=swap.target\n',
        ),
        put('/etc/systemd/system/swap.target.wants/swapfile.swap', {
          link: '/etc/systemd/system/swapfile.swap',
        }),
      ),
      ['swap-on', 'swap'],
    ),
    onWorker(
      'swap, and the kubelet takes it',
      all(edit('/etc/fstab', '#/swap.img', '/swap.img'), config('failSwapOn: false\n')),
      null,
    ),
    onWorker(
      'swap that does not come by itself',
      append('/etc/fstab', '/swapfile none swap noauto 0 0\n'),
      null,
    ),
  ],
  B16: [
    not(
      "the driver was held against Docker's up to kubelet 1.23, which is older than the versions that are judged",
    ),
  ],
  B17: [
    onControlPlane(
      'containerd with cgroupfs',
      edit(CONTAINERD, 'SystemdCgroup = true', 'SystemdCgroup = false'),
      ['cgroup-driver-mismatch', 'cgroupfs'],
    ),
    onWorker(
      'containerd 2 with cgroupfs, which tells the kubelet',
      edit(CONTAINERD, 'SystemdCgroup = true', 'SystemdCgroup = false'),
      null,
    ),
    onControlPlane('a containerd configuration that says nothing', put(CONTAINERD, 'version = 2\n'), [
      'cgroup-driver-mismatch',
      'cgroupfs',
    ]),
    onControlPlane('no SystemdCgroup', edit(CONTAINERD, '      SystemdCgroup = true\n', ''), [
      'cgroup-driver-mismatch',
      'cgroupfs',
    ]),
    onControlPlane(
      'the kubelet with cgroupfs',
      edit(CONFIG, 'cgroupDriver: systemd', 'cgroupDriver: cgroupfs'),
      ['cgroup-driver-mismatch', 'cgroupfs'],
    ),
    onControlPlane('a driver that is none', edit(CONFIG, 'cgroupDriver: systemd', 'cgroupDriver: system'), [
      'cgroup-driver-mismatch',
      'cgroupfs',
    ]),
    onControlPlane('the kubelet with cgroupfs by flag', kubeletFlag('--cgroup-driver=cgroupfs'), [
      'kubelet-config-overridden',
      'cgroupfs',
    ]),
  ],
  B18: [
    onWorker(
      'wrong.sock, and systemd tries again and again',
      runtime('unix:///run/containerd/wrong.sock'),
      ['runtime-endpoint-wrong', 'wrong.sock'],
      {
        machine: restarting([
          'run.go:72] "command failed" err="failed to run Kubelet: validate service connection: validate CRI v1 runtime API for endpoint \\"unix:///run/containerd/wrong.sock\\": rpc error: code = Unavailable desc = connection error: desc = \\"transport: Error while dialing: dial unix /run/containerd/wrong.sock: connect: no such file or directory\\""',
        ]),
      },
    ),
    onWorker('without a scheme', runtime('/run/containerd/containerd.sock'), null),
    onWorker('wrong.sock', runtime('unix:///run/containerd/wrong.sock'), [
      'runtime-endpoint-wrong',
      'wrong.sock',
    ]),
    onControlPlane('wrong.sock', runtime('unix:///run/containerd/wrong.sock'), [
      'runtime-endpoint-wrong',
      'wrong.sock',
    ]),
    onWorker(
      'a wrong flag',
      kubeletFlag('--container-runtime-endpoint=unix:///run/containerd/containerd.sokc'),
      ['runtime-endpoint-wrong', 'containerd.sokc'],
    ),
    onWorker('two slashes', runtime('unix://run/containerd/containerd.sock'), [
      'runtime-endpoint-wrong',
      'of "unix://run/containerd',
    ]),
    onWorker('dockershim', runtime('unix:///var/run/dockershim.sock'), [
      'runtime-endpoint-wrong',
      'dockershim.sock',
    ]),
    onWorker("CRI-O's socket, and containerd is there", runtime('unix:///var/run/crio/crio.sock'), [
      'runtime-endpoint-wrong',
      'crio.sock',
    ]),
    onWorker("Docker's socket", runtime('unix:///var/run/docker.sock'), [
      'runtime-endpoint-wrong',
      'docker.sock',
    ]),
    onWorker('an empty one is the usual one', runtime('""'), null),
    onWorker('http', runtime('http:///run/containerd/containerd.sock'), ['runtime-endpoint-wrong', 'http']),
  ],
  B19: [
    onWorker(
      'the unit starts a containerd that is elsewhere',
      edit('/usr/lib/systemd/system/containerd.service', '/usr/bin/containerd', '/usr/local/bin/containerd'),
      ['program-missing', '/usr/local/bin/containerd'],
    ),
    onWorker('the runtime is gone', remove('/usr/bin/containerd'), [
      'program-missing',
      '/usr/bin/containerd',
    ]),
    onWorker(
      'a path without quotes',
      edit(CONTAINERD, 'version = 3', 'version = 3\nroot = /var/lib/containerd'),
      ['containerd-config-refused', '/var/lib/containerd'],
    ),
    ...[onControlPlane, onWorker].map((on) =>
      on('the plugin is switched off', put(CONTAINERD, 'disabled_plugins = ["cri"]\n'), [
        'containerd-without-cri',
        'CRI plugin',
      ]),
    ),
    onControlPlane(
      "Docker's own file of containerd",
      put(CONTAINERD, '#   Copyright\n\ndisabled_plugins = ["cri"]\n\n#root = "/var/lib/containerd"\n'),
      ['containerd-without-cri', 'CRI plugin'],
    ),
    onControlPlane(
      'the plugin by its whole name',
      edit(CONTAINERD, 'version = 2', 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]'),
      ['containerd-without-cri', 'CRI plugin'],
    ),
    onControlPlane('a configuration that is not TOML', append(CONTAINERD, '[plugins\n'), [
      'containerd-config-refused',
      '',
    ]),
    onWorker('a value without quotes', edit(CONTAINERD, "'io.containerd.runc.v2'", 'io.containerd.runc.v2'), [
      'containerd-config-refused',
      '',
    ]),
    ...[onControlPlane, onWorker].map((on) =>
      on('containerd is masked', put('/etc/systemd/system/containerd.service', { link: '/dev/null' }), [
        'runtime-not-enabled',
        'masked',
      ]),
    ),
    onWorker('containerd is not enabled', remove(`${WANTS}/containerd.service`), [
      'runtime-not-enabled',
      'not enabled',
    ]),
    onWorker('containerd is stopped', () => ({}), ['runtime-not-listening', 'containerd'], {
      machine: machine({ containerd: { activeState: 'inactive', subState: 'dead' }, unix: [] }),
    }),
  ],
  B20: [
    onWorker('a quote is missing at the end', flagsFile('KUBELET_KUBEADM_ARGS="--v=2\n'), null),
    onWorker('a quote is missing', flagsFile('KUBELET_KUBEADM_ARGS="--v=2\nOTHER=1\n'), [
      'environment-file-unclosed-quote',
      'never closed',
    ]),
    onWorker(
      'words behind the quotes',
      flagsFile('KUBELET_KUBEADM_ARGS="--v=2" --hostname-override=node01\n'),
      ['environment-file-text-after-quote', 'the quote ends'],
    ),
    onWorker('Windows line ends', flagsFile('KUBELET_KUBEADM_ARGS="--v=2"\r\n'), null),
    onWorker('a line break', flagsFile('KUBELET_KUBEADM_ARGS=--v=2\n--hostname-override=node01\n'), [
      'environment-file-bad-name',
      '--hostname-override',
    ]),
    onWorker('export', flagsFile('export KUBELET_KUBEADM_ARGS="--v=2"\n'), [
      'environment-file-bad-name',
      'export',
    ]),
    onWorker('spaces around the equals sign', flagsFile('KUBELET_KUBEADM_ARGS = "--v=2"\n'), null),
    onWorker(
      'a variable in it',
      flagsFile('NODE=node01\nKUBELET_KUBEADM_ARGS="--hostname-override=$NODE"\n'),
      ['kubelet-client-certificate-of-other-node', '$node'],
    ),
    onWorker('a comment at the end of the line', flagsFile('KUBELET_KUBEADM_ARGS=--v=2 # verbosity\n'), [
      'kubelet-argument',
      '#',
    ]),
    onWorker(
      'one word without quotes too few',
      flagsFile('KUBELET_KUBEADM_ARGS=--v=2 --hostname-override=node01\n'),
      null,
    ),
    onWorker('quotes in quotes', flagsFile('KUBELET_KUBEADM_ARGS="--node-labels="a=b" --v=2"\n'), [
      'environment-file-text-after-quote',
      'the quote ends',
    ]),
    onWorker('a colon', flagsFile('KUBELET_KUBEADM_ARGS: "--v=2"\n'), ['environment-file-bad-name', '']),
    onControlPlane('the file is gone', remove(FLAGS), null),
  ],
  B21: [
    onWorker(
      'the drop-in was edited',
      () => ({}),
      ['unit-changed-on-disk', 'changed after systemd read it'],
      { machine: machine({ kubelet: { needDaemonReload: true } }) },
    ),
  ],
  B22: [
    onWorker('the drop-in with all flags is set aside', move(DROP_IN, `${DROP_IN}.bak`), [
      'unit-drop-in-unread',
      'does not end in ".conf"',
    ]),
    onWorker('no empty ExecStart= before the second', edit(DROP_IN, 'ExecStart=\n', ''), [
      'unit-second-exec-start',
      'second',
    ]),
    onWorker(
      'a drop-in of the own without the empty one',
      put(
        `${OWN_DROP_INS}/20-custom.conf`,
        '[Service]\nExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS\n',
      ),
      ['unit-second-exec-start', 'second'],
    ),
    onWorker('a drop-in without .conf', put(`${OWN_DROP_INS}/20-extra`, `[Service]\n${NODE_IP}`), [
      'unit-drop-in-unread',
      '.conf',
    ]),
    onWorker('a drop-in set aside', put(`${OWN_DROP_INS}/20-extra.conf.bak`, `[Service]\n${NODE_IP}`), null),
    onWorker('kubelet.d', put('/etc/systemd/system/kubelet.d/20-extra.conf', `[Service]\n${NODE_IP}`), [
      'unit-drop-in-unread',
      'kubelet.d',
    ]),
    onWorker(
      'no "system" in the path',
      put('/etc/systemd/kubelet.service.d/20-extra.conf', `[Service]\n${NODE_IP}`),
      ['unit-drop-in-unread', '/etc/systemd/kubelet.service.d'],
    ),
    onWorker(
      'a letter lost in the directory',
      put('/etc/systemd/system/kublet.service.d/20-extra.conf', `[Service]\n${NODE_IP}`),
      ['unit-drop-in-unread', 'kublet'],
    ),
    onWorker('no section', put(`${OWN_DROP_INS}/20-extra.conf`, NODE_IP), [
      'unit-outside-section',
      'section',
    ]),
    onControlPlane('a section in lower case', edit(DROP_IN, '[Service]', '[service]'), [
      'unit-unknown-section',
      'service',
    ]),
    onWorker(
      'a letter lost in the variable',
      edit(DROP_IN, '$KUBELET_KUBECONFIG_ARGS', '$KUBELET_KUBECONFG_ARGS'),
      ['environment-variable-unused', 'KUBELET_KUBECONFIG_ARGS'],
    ),
    onWorker(
      'a letter lost in the variable of the configuration',
      edit(DROP_IN, '$KUBELET_CONFIG_ARGS', '$KUBLET_CONFIG_ARGS'),
      ['environment-variable-unused', 'KUBELET_CONFIG_ARGS'],
    ),
    onWorker(
      'an Environment= over two lines',
      edit(DROP_IN, 'bootstrap-kubelet.conf --kubeconfig', 'bootstrap-kubelet.conf\n--kubeconfig'),
      ['environment-bad-syntax', 'quote'],
    ),
    onWorker('two backslashes', edit(DROP_IN, '$KUBELET_CONFIG_ARGS', '\\\\\n  $KUBELET_CONFIG_ARGS'), [
      'unit-broken-continuation',
      'two backslashes',
    ]),
    onWorker(
      'a space behind the backslash',
      edit(DROP_IN, '$KUBELET_CONFIG_ARGS', '\\ \n  $KUBELET_CONFIG_ARGS'),
      ['unit-broken-continuation', 'white space behind'],
    ),
    onWorker(
      'an Environment= that a file overrides',
      put(`${OWN_DROP_INS}/99-x.conf`, '[Service]\nEnvironment="KUBELET_EXTRA_ARGS=--v=9"\n'),
      ['environment-overridden', 'KUBELET_EXTRA_ARGS'],
    ),
    onWorker('a key misspelled', edit(DROP_IN, 'ExecStart=/usr', 'ExecStrat=/usr'), [
      'unit-unknown-key',
      'ExecStrat',
    ]),
    onWorker(
      'the file of the flags misspelled',
      all(kubeletFlag('--node-ip=10.0.0.5'), edit(DROP_IN, 'kubeadm-flags.env', 'kubeadm-flag.env')),
      ['environment-file-unread', 'kubeadm-flags.env'],
    ),
    onWorker(
      'an environment file that must be there, and is not',
      put(`${OWN_DROP_INS}/20-env.conf`, '[Service]\nEnvironmentFile=/etc/kubernetes/kubelet.env\n'),
      ['environment-file-missing', '/etc/kubernetes/kubelet.env'],
    ),
    onWorker(
      'the working directory is not there',
      put(`${OWN_DROP_INS}/20-dir.conf`, '[Service]\nWorkingDirectory=/var/lib/kubelet-work\n'),
      ['unit-working-directory-missing', '/var/lib/kubelet-work'],
    ),
    onWorker(
      'what runs before is not there',
      put(`${OWN_DROP_INS}/20-pre.conf`, '[Service]\nExecStartPre=/usr/local/bin/prepare-node\n'),
      ['unit-executable-missing', '/usr/local/bin/prepare-node'],
      LIVE,
    ),
  ],
  B23: [
    onWorker('one port for health and API', edit(CONFIG, 'healthzPort: 10248', 'healthzPort: 10250'), [
      'kubelet-ports-clash',
      'healthzPort',
    ]),
    onWorker('something else has the port', () => ({}), ['kubelet-port-taken', '10250'], {
      machine: {
        ...restarting([
          'server.go:212] "Failed to listen and serve" err="listen tcp 0.0.0.0:10250: bind: address already in use"',
        ]),
        listening: {
          tcp: [{ address: '::', port: 10250, owner: { pid: 77, name: 'k3s' } }],
          unix: new Set(['/run/containerd/containerd.sock']),
        },
      },
    }),
    onControlPlane(
      'k3s too',
      all(
        put('/etc/systemd/system/k3s.service', '[Service]\nExecStart=/usr/local/bin/k3s server\n'),
        put('/usr/local/bin/k3s', ELF),
        put(`${WANTS}/k3s.service`, { link: '/etc/systemd/system/k3s.service' }),
      ),
      ['kubelets-on-one-node', 'k3s.service'],
    ),
    onWorker(
      'an agent of k3s too',
      all(
        put('/etc/systemd/system/k3s-agent.service', '[Service]\nExecStart=/usr/local/bin/k3s agent\n'),
        put('/usr/local/bin/k3s', ELF),
        put(`${WANTS}/k3s-agent.service`, { link: '/etc/systemd/system/k3s-agent.service' }),
      ),
      ['kubelets-on-one-node', 'k3s-agent.service'],
    ),
  ],
  B24: [
    onWorker(
      'expired, and the log speaks of the file to bootstrap from',
      put(CLIENT_PEM, spareCertificate('kubelet-client-expired.pem')),
      ['kubelet-client-certificate-expired', '2026-02-18 22:10'],
      {
        machine: restarting([
          'bootstrap.go:266] "part of the existing bootstrap client certificate in /etc/kubernetes/kubelet.conf is expired" err="2026-02-18 22:10:15 +0000 UTC"',
          'run.go:72] "command failed" err="failed to run Kubelet: unable to load bootstrap kubeconfig: stat /etc/kubernetes/bootstrap-kubelet.conf: no such file or directory"',
        ]),
      },
    ),
    onWorker(
      'the client certificate expired',
      put(CLIENT_PEM, spareCertificate('kubelet-client-expired.pem')),
      ['kubelet-client-certificate-expired', '2026-02-18 22:10'],
    ),
    onControlPlane(
      'the client certificate expired',
      put(CLIENT_PEM, spareCertificate('kubelet-client-cp-1-expired.pem')),
      ['kubelet-client-certificate-expired', '2026-02-18 22:10'],
    ),
    onControlPlane(
      'the certificate in the kubeconfig expired',
      edit(
        KUBECONFIG,
        new RegExp(`client-certificate: ${CLIENT_PEM}`),
        `client-certificate-data: ${base64(spareCertificate('kubelet-client-cp-1-expired.pem'))}`,
      ),
      ['kubelet-client-certificate-expired', '2026-02-18 22:10'],
    ),
  ],
  B25: [
    onWorker('the file is gone', remove(KUBECONFIG), [
      'kubelet-kubeconfig-unusable',
      'there is no kubeconfig',
    ]),
    onWorker(
      'a current context that is not there',
      edit(KUBECONFIG, 'current-context: default-context', 'current-context: other'),
      ['kubelet-kubeconfig-unusable', 'no context "other"'],
    ),
    onWorker(
      'a letter too many',
      edit(
        DROP_IN,
        '--kubeconfig=/etc/kubernetes/kubelet.conf',
        '--kubeconfig=/etc/kubernetes/kubelet.conff',
      ),
      ['kubelet-kubeconfig-unusable', 'kubelet.conff'],
    ),
    onWorker(
      'another name',
      edit(
        DROP_IN,
        '--kubeconfig=/etc/kubernetes/kubelet.conf',
        '--kubeconfig=/etc/kubernetes/kubelet-MISSING.conf',
      ),
      ['kubelet-kubeconfig-unusable', 'kubelet-MISSING.conf'],
    ),
    onControlPlane('the file moved', move(KUBECONFIG, '/root/kubelet.conf'), [
      'kubelet-kubeconfig-unusable',
      KUBECONFIG,
    ]),
    onWorker('the file renamed', move(KUBECONFIG, `${KUBECONFIG}.bak`), [
      'kubelet-kubeconfig-unusable',
      KUBECONFIG,
    ]),
    onWorker('the file is gone', remove(KUBECONFIG), ['kubelet-kubeconfig-unusable', KUBECONFIG], LIVE),
    onWorker('the file is empty', put(KUBECONFIG, ''), ['kubelet-kubeconfig-unusable', 'is empty'], LIVE),
    onWorker('a tab', edit(KUBECONFIG, '- cluster:\n    ', '- cluster:\n\t'), [
      'kubelet-kubeconfig-unusable',
      '',
    ]),
    onWorker('in the extra arguments', extraArgs('--kubeconfig=/etc/kubernetes/kubelet.config'), [
      'kubelet-kubeconfig-unusable',
      'kubelet.config',
    ]),
    onWorker('no --kubeconfig at all', edit(DROP_IN, '$KUBELET_KUBECONFIG_ARGS ', ''), [
      'environment-variable-unused',
      'KUBELET_KUBECONFIG_ARGS',
    ]),
    onWorker(
      'a context that is not there',
      edit(KUBECONFIG, 'current-context: default-context', 'current-context: default'),
      ['kubelet-kubeconfig-unusable', 'default'],
      LIVE,
    ),
    onWorker(
      'a user that is not there',
      edit(KUBECONFIG, '    user: default-auth', '    user: default'),
      ['kubelet-kubeconfig-unusable', 'default'],
      LIVE,
    ),
  ],
  B26: [
    onWorker('no such directory', withDropIns, ['kubelet-config-missing', DROP_INS]),
    onWorker('no kind', all(withDropIns, put(`${DROP_INS}/10-x.conf`, 'maxPods: 50\n')), [
      'kubelet-config-kind',
      '',
    ]),
    onWorker('an empty drop-in', all(withDropIns, put(`${DROP_INS}/10-x.conf`, '')), [
      'kubelet-config-empty',
      '10-x.conf',
    ]),
    onWorker(
      'a tab',
      all(
        withDropIns,
        put(
          `${DROP_INS}/10-x.conf`,
          'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n\tmaxPods: 50\n',
        ),
      ),
      ['kubelet-config-syntax', ''],
    ),
  ],
  B27: [
    onWorker('no watches are left', () => ({}), ['kubelet-ends', 'inotify'], {
      machine: restarting([
        'run.go:72] "command failed" err="failed to run Kubelet: inotify_init: too many open files"',
      ]),
    }),
    onWorker('few watches', put('/etc/sysctl.d/99-limits.conf', 'fs.inotify.max_user_instances = 8\n'), [
      'inotify-limit-low',
      'max_user_instances',
    ]),
  ],
  B28: [
    onWorker('a file that is not there', config('resolvConf: /etc/resolv-k8s.conf\n'), [
      'pod-resolv-conf',
      '/etc/resolv-k8s.conf',
    ]),
    onWorker('the flag names one that is not there', kubeletFlag('--resolv-conf=/etc/resolv.conf.kubelet'), [
      'pod-resolv-conf',
      '/etc/resolv.conf.kubelet',
    ]),
    onWorker(
      'the stub of systemd-resolved',
      put('/etc/resolv.conf', 'nameserver 127.0.0.53\noptions edns0\n'),
      ['pod-resolv-conf', '127.0.0.53'],
    ),
    onWorker(
      '/etc/resolv.conf is gone',
      remove('/etc/resolv.conf'),
      ['pod-resolv-conf', '/etc/resolv.conf'],
      LIVE,
    ),
    onWorker(
      'systemd-resolved does not run there',
      config('resolvConf: /run/systemd/resolved/resolv.conf\n'),
      ['pod-resolv-conf', '/run/systemd/resolved/resolv.conf'],
      LIVE,
    ),
  ],
  B29: [
    onWorker('a role', kubeletFlag('--node-labels=node-role.kubernetes.io/worker='), [
      'kubelet-node-labels',
      'node-role.kubernetes.io/worker',
    ]),
    onControlPlane('a label of Kubernetes', extraArgs('--node-labels=kubernetes.io/team=a'), [
      'kubelet-node-labels',
      'kubernetes.io/team',
    ]),
    onWorker('a label that it may set', kubeletFlag('--node-labels=team=a,node.kubernetes.io/pool=x'), null),
  ],
  B30: [
    onControlPlane('a flag over the file', all(config('maxPods: 110\n'), kubeletFlag('--max-pods=50')), [
      'kubelet-config-overridden',
      'maxPods',
    ]),
    not('whether the kubelet was restarted since: a row with a running machine'),
  ],
  B31: [
    onControlPlane(
      'an API server two minors older than all else',
      edit(at('kube-apiserver'), ':v1.37.1', ':v1.35.1'),
      ['component-version-skew', '1.35'],
    ),
    onControlPlane(
      'a control plane that is a minor older',
      all(
        ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((name) =>
          edit(at(name), ':v1.37.1', ':v1.36.2'),
        ),
      ),
      ['kubelet-version-skew', '1.36'],
    ),
    onControlPlane('a kubelet four minors older', edit('/var/lib/dpkg/status', /1\.37\.1/g, '1.33.5'), [
      'kubelet-version-skew',
      '1.33',
    ]),
    onControlPlane('a kubelet three minors older', edit('/var/lib/dpkg/status', /1\.37\.1/g, '1.34.2'), null),
  ],
  B32: [
    ...[
      '--containerd=/run/containerd/containerd.sock',
      '--boot-id-file=/proc/sys/kernel/random/boot_id',
      '--event-storage-age-limit=default=0',
      '--storage-driver-user=root',
    ].map((one) => onWorker(one, kubeletFlag(one), ['kubelet-flag-removed', one.slice(0, one.indexOf('='))])),
    onWorker(
      'before it is fatal',
      kubeletFlag('--containerd=/run/containerd/containerd.sock'),
      ['kubelet-flag-going', '--containerd'],
      { version: 36 },
    ),
  ],
};

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
