import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileSpec } from '../../src/node/host/memory-host.ts';

const at = (path: string) => fileURLToPath(new URL(`../../fixtures/${path}`, import.meta.url));

/** A file of fixtures/pki: `apiserver.crt`. */
export const pem = (name: string) => readFileSync(at(`pki/${name}`), 'utf8');

/** What kubeadm writes for a client of the API server. */
export function kubeconfig(client: string, authority = 'ca', server = 'https://10.0.0.4:6443'): string {
  return `apiVersion: v1
kind: Config
clusters:
- cluster:
    certificate-authority-data: ${btoa(pem(`${authority}.crt`))}
    server: ${server}
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: default
  name: default
current-context: default
users:
- name: default
  user:
${client}`;
}

/** A client whose certificate and key are in the kubeconfig. */
export function withPair(name: string, key = name): string {
  return `    client-certificate-data: ${btoa(pem(`${name}.crt`))}
    client-key-data: ${btoa(pem(`${key}.key`))}
`;
}

const CURRENT = '/var/lib/kubelet/pki/kubelet-client-current.pem';
const IN_FILE = `    client-certificate: ${CURRENT}\n    client-key: ${CURRENT}\n`;

/** A node of the real kubeadm with all its certificates. */
export function soundNode(): Record<string, FileSpec> {
  const root = at('conformance/kubeadm/1.37-default');
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const files = entries.map((entry) => join(entry.parentPath, entry.name));
  const names = [
    'ca',
    'front-proxy-ca',
    'etcd/ca',
    'apiserver',
    'apiserver-kubelet-client',
    'apiserver-etcd-client',
  ];
  const pairs = [...names, 'front-proxy-client', 'etcd/server', 'etcd/peer', 'etcd/healthcheck-client'];
  return {
    ...Object.fromEntries(files.map((path) => [`/${relative(root, path)}`, readFileSync(path, 'utf8')])),
    ...Object.fromEntries(pairs.map((name) => [`/etc/kubernetes/pki/${name}.crt`, pem(`${name}.crt`)])),
    ...Object.fromEntries(
      pairs.slice(3).map((name) => [`/etc/kubernetes/pki/${name}.key`, pem(`${name}.key`)]),
    ),
    '/etc/kubernetes/kubelet.conf': kubeconfig(IN_FILE),
    '/etc/kubernetes/admin.conf': kubeconfig(withPair('clients/admin')),
    '/etc/kubernetes/controller-manager.conf': kubeconfig(withPair('clients/controller-manager')),
    '/etc/kubernetes/scheduler.conf': kubeconfig(withPair('clients/scheduler')),
    [CURRENT]: pem('clients/kubelet.crt') + pem('clients/kubelet.key'),
  };
}
