import { droppedIn, droppedInUnread, type Fault, restarted, unitIs } from './fault.ts';

/** What goes wrong before the kubelet reads its configuration: its unit, its program, its command line. */
export const UNIT_FAULTS: readonly Omit<Fault, 'mode'>[] = [
  {
    name: 'kubelet stopped',
    inject: ({ kubelet }) => kubelet.stop(),
    proof: unitIs('ActiveState=inactive', 'UnitFileState=enabled'),
    first: ['kubelet-stopped', /is stopped/],
  },
  {
    name: 'unit disabled and stopped',
    inject: ({ shell }) => void shell('systemctl disable --now kubelet'),
    proof: unitIs('ActiveState=inactive', 'UnitFileState=disabled'),
    first: ['kubelet-stopped', /stopped and disabled/],
  },
  {
    name: 'unit masked',
    inject: ({ shell }) => void shell('systemctl stop kubelet && systemctl mask kubelet'),
    proof: unitIs('LoadState=masked'),
    first: ['unit-masked', /masked/],
  },
  {
    name: 'drop-in starts a program that is not there',
    inject: droppedIn('ExecStart=', 'ExecStart=/usr/local/bin/kubelet $KUBELET_CONFIG_ARGS'),
    proof: /Unable to locate executable|Failed at step EXEC/,
    first: ['unit-executable-missing', /"\/usr\/local\/bin\/kubelet"/],
  },
  {
    name: 'drop-in adds a second ExecStart=',
    inject: droppedIn('ExecStart=/usr/bin/kubelet $KUBELET_CONFIG_ARGS'),
    proof: unitIs('LoadState=bad-setting'),
    first: ['unit-second-exec-start', /ExecStart/],
  },
  {
    name: 'drop-in written without daemon-reload',
    inject: restarted(
      droppedInUnread(
        'ExecStart=',
        'ExecStart=/usr/bin/kubelet $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS --node-labels=disk=ssd',
      ),
    ),
    proof: unitIs('NeedDaemonReload=yes'),
    first: ['unit-changed-on-disk', /changed after systemd read it/],
  },
  {
    name: 'unknown flag in /etc/default/kubelet',
    inject: restarted((node) => node.write('/etc/default/kubelet', 'KUBELET_EXTRA_ARGS=--no-such-flag\n')),
    proof: /unknown flag: --no-such-flag/,
    first: ['kubelet-flag-unknown', /--no-such-flag/],
  },
  {
    name: 'flag of an older kubelet left in kubeadm-flags.env',
    inject: restarted((node) =>
      node.edit('/var/lib/kubelet/kubeadm-flags.env', '--v=2', '--container-runtime=remote --v=2'),
    ),
    proof: /unknown flag: --container-runtime/,
    first: ['kubelet-flag-removed', /--container-runtime/],
  },
  {
    name: 'kubeconfig that is not there, no bootstrap',
    inject: droppedIn('Environment="KUBELET_KUBECONFIG_ARGS=--kubeconfig=/etc/kubernetes/kubelt.conf"'),
    proof: /command failed.*stat \/etc\/kubernetes\/kubelt\.conf: no such file/,
    first: ['kubelet-kubeconfig-unusable', /kubelt\.conf/],
  },
  {
    name: 'client certificate expired, kubeadm token long gone',
    inject: (node) => {
      node.write('/etc/kubernetes/kubelet.conf', KUBECONFIG);
      const bootstrap = '--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf';
      droppedIn(
        `Environment="KUBELET_KUBECONFIG_ARGS=${bootstrap} --kubeconfig=/etc/kubernetes/kubelet.conf"`,
      )(node);
    },
    proof: /command failed.*unable to load bootstrap kubeconfig: stat .*no such file/,
    first: ['kubelet-client-certificate-expired', /2021-01-01/],
  },
];

const KUBECONFIG = `apiVersion: v1
kind: Config
clusters:
  - name: kubernetes
    cluster:
      server: https://10.77.0.1:6443
      certificate-authority: /etc/kubernetes/pki/ca.crt
users:
  - name: default-auth
    user:
      client-certificate: /etc/kubernetes/pki/client.pem
      client-key: /etc/kubernetes/pki/client.pem
contexts:
  - name: default
    context:
      cluster: kubernetes
      user: default-auth
current-context: default
`;
