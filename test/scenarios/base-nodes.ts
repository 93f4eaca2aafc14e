import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileSpec } from '../../src/node/host/memory-host.ts';

/** A node's files, by their paths on it. */
export type NodeFiles = Readonly<Record<string, FileSpec>>;

const NODES = fileURLToPath(new URL('../../fixtures/nodes/', import.meta.url));

/** What git can't hold: modes of more than one bit, and directories with nothing in them. */
const ON_EVERY_NODE: NodeFiles = {
  '/etc/kubernetes/manifests': { dir: true, mode: 0o775 },
  '/etc/ca-certificates': { dir: true },
  '/usr/share/ca-certificates': { dir: true },
  '/usr/local/share/ca-certificates': { dir: true },
  '/usr/libexec/kubernetes/kubelet-plugins/volume/exec': { dir: true },
};

/** What is there only while a node runs. */
export const WHILE_RUNNING: NodeFiles = {
  '/run/systemd/resolve/resolv.conf': 'nameserver 10.0.0.1\n',
  '/run/systemd/resolve/stub-resolv.conf': 'nameserver 127.0.0.53\n',
};

/** The sound nodes that every fault of the table is put into: what the real kubeadm wrote, and a disk around it. */
export const BASE_NODES = {
  'control-plane': {
    ...ON_EVERY_NODE,
    '/var/lib/etcd': { dir: true, mode: 0o700 },
    ...filesBelow(join(NODES, 'control-plane')),
  },
  worker: { ...ON_EVERY_NODE, ...filesBelow(join(NODES, 'worker')) },
} satisfies Readonly<Record<string, NodeFiles>>;

export type BaseNode = keyof typeof BASE_NODES;

/** A certificate that a fault puts in the place of a sound one. */
export function spareCertificate(name: string): string {
  return readFileSync(join(NODES, 'spare-certificates', name), 'utf8');
}

function filesBelow(folder: string): NodeFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => !entry.isDirectory() && entry.name !== '.gitkeep')
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [
          `/${relative(folder, path)}`,
          entry.isSymbolicLink() ? { link: readlinkSync(path) } : file(path),
        ];
      }),
  );
}

function file(path: string): FileSpec {
  const text = readFileSync(path, 'utf8');
  if (statSync(path).mode & 0o100) return { text, mode: 0o755 };
  return text;
}
