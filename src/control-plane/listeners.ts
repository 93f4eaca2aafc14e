import { type Component, flagValue } from './component.ts';

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
  if (component.flags === null) return null;
  return component.name === 'etcd' ? ofEtcd(component) : ofKubernetes(component, component.name);
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
function ofEtcd(component: Component): readonly Listener[] | null {
  const { arguments: words, variables } = component;
  const isOther = words[0] !== undefined && !words[0].text.startsWith('-');
  if (isOther || flagValue(component, 'config-file')) return null;
  if (variables.some(({ name }) => DECIDING.has(name))) return null;
  const ofClients = asksCertificate(component, 'trusted-ca-file', 'client-cert-auth');
  const ofPeers = asksCertificate(component, 'peer-trusted-ca-file', 'peer-client-cert-auth');
  const clients = flagValue(component, 'listen-client-urls')?.value ?? 'http://localhost:2379';
  const metrics = flagValue(component, 'listen-metrics-urls')?.value ?? '';
  const peers = flagValue(component, 'listen-peer-urls')?.value ?? 'http://localhost:2380';
  const found = [...readUrls(`${clients},${metrics}`, ofClients), ...readUrls(peers, ofPeers)];
  return found.includes(null) ? null : (found as Listener[]);
}

/** Null for a URL that is none, or not known. */
function readUrls(urls: string, asksCertificate: boolean): (Listener | null)[] {
  return urls.split(',').flatMap((url) => {
    const text = url.trim();
    if (text === '' || text.startsWith('unix')) return [];
    const match = /^(https?):\/\/(\[[\da-fA-F:.]*\]|[^:/[\]$]*):(\d{1,5})\/?$/.exec(text);
    if (!match) return [null];
    const [, scheme, host = '', port] = match;
    const isSecure = scheme === 'https';
    const address = specific(host === 'localhost' ? '127.0.0.1' : host.replace(/^\[|\]$/g, ''));
    return [
      {
        port: Number(port),
        scheme: isSecure ? 'HTTPS' : 'HTTP',
        address,
        asksCertificate: isSecure && asksCertificate,
      },
    ];
  });
}

/** A trusted CA alone makes etcd ask (client/pkg/transport/listener.go TLSInfo.ServerConfig). */
function asksCertificate(component: Component, caFlag: string, authFlag: string): boolean {
  const auth = flagValue(component, authFlag);
  return (
    (flagValue(component, caFlag)?.value ?? '') !== '' ||
    (auth !== undefined && /^(?:true|1|t|T|TRUE|True)$/.test(auth.value ?? 'true'))
  );
}

/** Variables that etcd takes for the flags that decide (pkg/flags SetFlagsFromEnv). */
const DECIDING = new Set([
  'ETCD_CONFIG_FILE',
  'ETCD_LISTEN_CLIENT_URLS',
  'ETCD_LISTEN_METRICS_URLS',
  'ETCD_LISTEN_PEER_URLS',
  'ETCD_PEER_CLIENT_CERT_AUTH',
  'ETCD_PEER_TRUSTED_CA_FILE',
  'ETCD_TRUSTED_CA_FILE',
  'ETCD_CLIENT_CERT_AUTH',
]);

function specific(address: string): string {
  return /^(?:0\.0\.0\.0|[0:]*)$/.test(address) ? '' : address;
}

/** Whether an address or a name is the machine's own loopback. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127(?:\.\d{1,3}){3}$/.test(address);
}
