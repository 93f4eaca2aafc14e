import { type Component, flagValue, type HttpProbe } from './component.ts';
import { type EtcdLine, settingOf, switchOf } from './etcd-line.ts';
import { type EtcdUrl, readUrls } from './etcd-urls.ts';
import { specific } from './host-address.ts';

/** Where a program of the control plane answers HTTP. */
export interface Listener {
  readonly port: number;
  readonly scheme: 'HTTP' | 'HTTPS';
  /** An address, or nothing where it listens on all. */
  readonly address: string;
  /** Whether it asks every client for a certificate, which the kubelet's probes don't have. */
  readonly asksCertificate: boolean;
}

const SECURE_PORT = { 'kube-apiserver': 6443, 'kube-controller-manager': 10257, 'kube-scheduler': 10259 };
const INSECURE_PORT = { 'kube-apiserver': 8080, 'kube-controller-manager': 10252, 'kube-scheduler': 10251 };

/** Where a component answers, as its flags and its version say; null where that is not known. */
export function listenersOf(component: Component): readonly Listener[] | null {
  const { line } = component;
  if (line === null) return null;
  return line.program === 'etcd' ? ofEtcd(line) : ofKubernetes(component, line.program);
}

function ofKubernetes(component: Component, name: keyof typeof SECURE_PORT): readonly Listener[] | null {
  const minor = component.version?.major === 1 ? component.version.minor : null;
  const mayBeInsecure = minor === null || minor < 24;
  // Up to then the file that --config names could open ports too.
  if (mayBeInsecure && name === 'kube-scheduler' && flagValue(component, 'config')) return null;
  const secure = listener(component, 'secure-port', SECURE_PORT[name], 'bind-address', 'HTTPS');
  if (!mayBeInsecure) return secure;
  const [port, address] =
    name === 'kube-apiserver' ? ['insecure-port', 'insecure-bind-address'] : ['port', 'address'];
  const insecure = listener(component, port!, INSECURE_PORT[name], address!, 'HTTP');
  return secure && insecure && [...secure, ...insecure];
}

/** The port 0 is none (SecureServingOptions.ApplyTo). */
function listener(
  component: Component,
  portFlag: string,
  defaultPort: number,
  addressFlag: string,
  scheme: Listener['scheme'],
): readonly Listener[] | null {
  const written = flagValue(component, portFlag);
  const port = written ? Number(/^\d{1,5}$/.exec(written.value ?? '')?.[0]) : defaultPort;
  const address = flagValue(component, addressFlag)?.value ?? '';
  if (Number.isNaN(port) || address.includes('$(')) return null;
  return port === 0 ? [] : [{ port, scheme, address: specific(address), asksCertificate: false }];
}

/**
 * The URLs for clients and for metrics, which share certificates, and those for peers (etcd server/embed/etcd.go
 * configureClientListeners, serveMetrics, configurePeerListeners).
 */
function ofEtcd(line: EtcdLine): readonly Listener[] | null {
  if (line.positionals.length > 0 || line.configFile) return null;
  const ofClients = asksCertificate(line, 'trusted-ca-file', 'client-cert-auth');
  const ofPeers = asksCertificate(line, 'peer-trusted-ca-file', 'peer-client-cert-auth');
  const found: Listener[] = [];
  for (const [flag, asks] of [
    ['listen-client-urls', ofClients],
    ['listen-metrics-urls', ofClients],
    ['listen-peer-urls', ofPeers],
  ] as const) {
    const { text } = settingOf(line, flag);
    if (text === null || asks === null) return null;
    for (const read of text === '' ? [] : readUrls(text)) {
      if (read.kind === 'refused') return null;
      if (read.kind === 'url') found.push(listenerAt(read.url, asks));
    }
  }
  return found;
}

function listenerAt({ scheme, host, port }: EtcdUrl, asks: boolean): Listener {
  const isSecure = scheme === 'https';
  return {
    port,
    scheme: isSecure ? 'HTTPS' : 'HTTP',
    address: specific(host),
    asksCertificate: isSecure && asks,
  };
}

/**
 * A trusted CA alone makes etcd ask (client/pkg/transport/listener.go TLSInfo.ServerConfig); null where that is not
 * known.
 */
function asksCertificate(line: EtcdLine, caFlag: string, authFlag: string): boolean | null {
  const ca = settingOf(line, caFlag).text;
  return ca === null ? null : ca !== '' || switchOf(line, authFlag);
}

/** The port that a probe asks; of a name that of its container's own ports (pkg/probe/util.go ResolveContainerPort). */
export function probedPort({ ports }: Component, { port }: HttpProbe): number | undefined {
  return typeof port === 'number' ? port : ports.find(({ name }) => name === port)?.containerPort;
}
