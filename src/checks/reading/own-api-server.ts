import { type Component, componentsNamed, flagValue } from '../../control-plane/component.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { Host } from '../../node/host/host.ts';
import type { Kubeconfig } from '../../pki/kubeconfig.ts';
import type { NodeSubject } from '../define-check.ts';
import { componentFile } from './component-file.ts';
import { kubeconfigAt } from './kubelet-client.ts';
import { startOnNode, textOf } from './kubelet-on-node.ts';
import { runningComponents } from './running-components.ts';

/** A kubeconfig of the node with who uses it. */
export interface NodeKubeconfig {
  readonly of: string;
  readonly config: Kubeconfig;
}

/** The one API server of the node; undefined where there is none, or more. */
export function ownAPIServer({ files }: NodeSubject): Component | undefined {
  const [server, another] = componentsNamed(runningComponents(files), 'kube-apiserver');
  return another ? undefined : server;
}

/** The kubeconfigs of the node that can be read and used: the kubelet's, those of the control plane and of people. */
export function kubeconfigsOn(subject: NodeSubject): NodeKubeconfig[] {
  const { host, files, report } = subject;
  const components = runningComponents(files);
  const found = new Map<string, string>();
  const own = startOnNode(report)?.flags.kubeconfig;
  if (own) found.set(own, 'the kubelet');
  for (const [name, of] of [
    ['kube-controller-manager', 'the controller manager'],
    ['kube-scheduler', 'the scheduler'],
  ] as const) {
    const file = componentFile(host, components, name, 'kubeconfig');
    if (file && !found.has(file.path)) found.set(file.path, of);
  }
  for (const path of ['/etc/kubernetes/admin.conf', '/etc/kubernetes/super-admin.conf']) {
    if (!found.has(path)) found.set(path, 'kubectl');
  }
  return [...found].flatMap(([path, of]) => {
    const config = kubeconfigAt(host, path);
    return config && !config.problem ? [{ of, config }] : [];
  });
}

/** The host and the port of a kubeconfig's server, where it is asked over TLS and without a proxy. */
export function serverOf({
  cluster,
}: Kubeconfig): { host: string; port: string; location: Location } | undefined {
  if (!cluster?.server || cluster.proxyUrl) return undefined;
  const [, host, port = '443'] =
    /^https:\/\/(\[[^\]]+\]|[^:/?#@]+)(?::(\d+))?\/?$/.exec(cluster.server.value) ?? [];
  return host === undefined ? undefined : { host, port, location: cluster.server.location };
}

/** Whether a name or an address is this node's, so that the API server here answers: a balancer may too, elsewhere. */
export function isHere(host: Host, apiServer: Component, name: string): boolean {
  const address = flagValue(apiServer, 'advertise-address')?.value ?? '';
  const own = ['127.0.0.1', 'localhost', '::1', ...(address === '' ? [] : [address])];
  const bare = name.replace(/^\[|\]$/g, '');
  if (own.includes(bare) || bare === host.hostName()) return true;
  const hosts = textOf(host, '/etc/hosts') ?? '';
  return hosts.split('\n').some((line) => {
    const [ip = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return own.includes(ip) && names.includes(bare);
  });
}

/** The certificate that the API server shows, where it shows one only. */
export function servingCertificate({ host, files }: NodeSubject, apiServer: Component) {
  if (apiServer.flags === null || flagValue(apiServer, 'tls-sni-cert-key')) return undefined;
  return componentFile(host, runningComponents(files), 'kube-apiserver', 'tls-cert-file');
}
