import { ownProgram } from '../build/go.ts';
import { CONFIG, configured, type Fault, MANIFESTS } from './fault.ts';

/** Another program listens before the kubelet does. */
const taken =
  (address: string): Fault['inject'] =>
  (node) => {
    node.kubelet.stop();
    node.shell(`ln -sf '${ownProgram('pod')}' /usr/bin/other`);
    node.start('/var/log/other.log', '/usr/bin/other', '-listen', address);
    node.kubelet.start();
  };

/** The container runtime, and what the machine has to give. */
export const MACHINE_FAULTS: readonly Fault[] = [
  {
    name: 'containerd stopped',
    mode: 'systemd',
    inject: ({ shell }) => void shell('systemctl stop containerd'),
    proof: /containerd\.sock: connect: (connection refused|no such file or directory)/,
    first: ['runtime-not-listening', /containerd/],
    mend: ({ shell }) => void shell('systemctl start containerd'),
  },
  {
    name: 'containerd killed',
    mode: 'plain',
    inject: ({ shell }) => void shell('pkill -x containerd'),
    proof: /containerd\.sock: connect: (connection refused|no such file or directory)/,
    first: ['runtime-not-listening', /containerd/],
    mend: (node) => node.start('/var/log/containerd.log', 'containerd'),
  },
  {
    name: 'runtime endpoint of another runtime',
    mode: 'systemd',
    inject: configured('/run/containerd/containerd.sock', '/var/run/crio/crio.sock'),
    proof: /crio\.sock: connect: no such file or directory/,
    first: ['runtime-endpoint-wrong', /crio\.sock/],
  },
  {
    name: 'cgroup drivers that differ',
    mode: 'systemd',
    inject: (node) => {
      configured('cgroupDriver: systemd', 'cgroupDriver: cgroupfs')(node);
      node.write(`${MANIFESTS}/late.yaml`, node.read(`${MANIFESTS}/web.yaml`).replaceAll('web', 'late'));
    },
    proof: /expected cgroupsPath to be of format/,
    first: ['cgroup-driver-mismatch', /cgroup/],
  },
  {
    name: 'port 10250 taken by another program',
    mode: 'systemd',
    inject: taken(':10250'),
    proof: /listen tcp .*:10250: bind: address already in use/,
    first: ['kubelet-port-taken', /10250/],
    mend: ({ shell }) => void shell('pkill -x other'),
  },
  {
    name: 'port 10248 taken by another program',
    mode: 'systemd',
    inject: taken('127.0.0.1:10248'),
    proof: /listen tcp 127\.0\.0\.1:10248: bind: address already in use/,
    first: ['port-taken', /10248/],
    mend: ({ shell }) => void shell('pkill -x other'),
  },
  {
    name: 'disk of /var/lib/kubelet full',
    mode: 'systemd',
    inject: (node) => {
      node.kubelet.stop();
      node.shell(`cp -r ${CONFIG} /var/lib/kubelet/kubeadm-flags.env /run/lock &&
        mount -t tmpfs -o size=1m tmpfs /var/lib/kubelet &&
        cp /run/lock/config.yaml /run/lock/kubeadm-flags.env /var/lib/kubelet`);
      node.run('dd', 'if=/dev/zero', 'of=/var/lib/kubelet/core', 'bs=4k');
      node.kubelet.start();
    },
    proof: /no space left on device/,
    first: ['kubelet-ends', /the disk is full/],
    mend: (node) => {
      node.kubelet.stop();
      node.shell('umount -R -l /var/lib/kubelet');
    },
  },
];
