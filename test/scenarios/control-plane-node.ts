import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileSpec } from '../../src/node/host/memory-host.ts';

/** A node's files, by their paths on it. */
export type NodeFiles = Readonly<Record<string, FileSpec>>;

const KUBEADM = fileURLToPath(new URL('../../fixtures/conformance/kubeadm/1.37-default', import.meta.url));

/** What kubeadm writes beside the manifests and the recording leaves out. */
const PKI = [
  ...['ca', 'front-proxy-ca', 'apiserver', 'apiserver-etcd-client', 'apiserver-kubelet-client', 'etcd/ca'],
  ...['etcd/healthcheck-client', 'etcd/peer', 'etcd/server', 'front-proxy-client'],
].flatMap((name) => [`${name}.crt`, `${name}.key`]);

const CLIENTS = ['admin', 'controller-manager', 'kubelet', 'scheduler', 'super-admin'];

/** The sound control plane that every fault of the table is put into: the real kubeadm's files, and a disk around them. */
export const CONTROL_PLANE_NODE: NodeFiles = {
  ...filesBelow(KUBEADM),
  ...Object.fromEntries(
    [...PKI, 'sa.pub', 'sa.key'].map((name) => [`/etc/kubernetes/pki/${name}`, '-----BEGIN …\n']),
  ),
  ...Object.fromEntries(
    CLIENTS.map((name) => [`/etc/kubernetes/${name}.conf`, 'apiVersion: v1\nkind: Config\n']),
  ),
  '/etc/ssl/certs/ca-certificates.crt': '',
  '/etc/ca-certificates': { dir: true },
  '/usr/share/ca-certificates': { dir: true },
  '/usr/local/share/ca-certificates': { dir: true },
  '/usr/bin/kubelet': { text: '\u007fELF', mode: 0o755 },
  '/usr/libexec/kubernetes/kubelet-plugins/volume/exec': { dir: true },
  '/var/lib/etcd': { dir: true, mode: 0o700 },
  '/var/lib/etcd/member/wal/0000000000000000-0000000000000000.wal': '',
  '/var/lib/etcd/member/snap/db': '',
  '/etc/systemd/system/multi-user.target.wants/kubelet.service': {
    link: '/usr/lib/systemd/system/kubelet.service',
  },
};

function filesBelow(folder: string): NodeFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [`/${relative(folder, path)}`, readFileSync(path, 'utf8')]),
  );
}
