import type { Range } from '../diagnostics/location.ts';
import { type Component, type ComponentFlag, flagValue } from './component.ts';
import type { EtcdLine } from './etcd-line.ts';
import { type EtcdUrl, urlsOf } from './etcd-urls.ts';
import { bound, isAddress, specific } from './host-address.ts';
import { isOpen } from './read-line.ts';

/** A TCP port on which a program of the control plane listens for certain. */
export interface ListeningPort {
  readonly port: number;
  /** Empty: on all addresses. */
  readonly address: string;
  /** The flag that says so, without dashes; null where it is left to its default. */
  readonly flag: string | null;
  /** Of the flag's value, or of the program. */
  readonly range: Range;
}

const NONE: readonly ListeningPort[] = [];

/** The defaults of --secure-port, and the minor from which a program has it: before, it served without TLS alone. */
const SECURE_PORTS = {
  'kube-apiserver': { port: 6443, since: 0 },
  'kube-controller-manager': { port: 10257, since: 12 },
  'kube-scheduler': { port: 10259, since: 13 },
} as const;

/** Flags that let several programs have one address (SO_REUSEPORT, SO_REUSEADDR). */
const SHARING = [
  'permit-port-sharing',
  'permit-address-sharing',
  'socket-reuse-port',
  'socket-reuse-address',
];

/** What is certain of the ports of a component: less than where it might answer. */
export function listeningPortsOf(component: Component): readonly ListeningPort[] {
  const { line } = component;
  if (line === null || SHARING.some((flag) => flagValue(component, flag))) return NONE;
  return line.program === 'etcd' ? ofEtcd(component, line) : ofKubernetes(component, line.program);
}

/** SecureServingOptions.ApplyTo (k8s.io/apiserver pkg/server/options/serving.go): the port 0 is none. */
function ofKubernetes(component: Component, name: keyof typeof SECURE_PORTS): readonly ListeningPort[] {
  const written = flagValue(component, 'secure-port');
  const address = flagValue(component, 'bind-address')?.value ?? '';
  if (address !== '' && !isAddress(address)) return NONE;
  if (written) {
    const port = /^\d{1,5}$/.test(written.value ?? '') ? Number(written.value) : 0;
    return isPort(port) ? [at(written, port, address)] : NONE;
  }
  const { port, since } = SECURE_PORTS[name];
  const { version, program, container } = component;
  if (since > 0 && !(version?.major === 1 && version.minor >= since)) return NONE;
  return [{ port, address: specific(address), flag: null, range: (program ?? container).range }];
}

const ETCD_FLAGS = [
  'listen-client-urls',
  'listen-peer-urls',
  'listen-metrics-urls',
  'listen-client-http-urls',
];

/** With a configuration file etcd reads no flags (server/etcdmain/config.go parse). */
function ofEtcd(component: Component, line: EtcdLine): readonly ListeningPort[] {
  if (line.configFile) return NONE;
  return ETCD_FLAGS.flatMap((name) => {
    const flag = flagValue(component, name);
    return flag?.value && !isOpen(flag.value) ? urlsOf(flag.value).flatMap((url) => ofURL(flag, url)) : NONE;
  });
}

/** checkBindURLs (server/embed/config.go) takes addresses and "localhost". */
function ofURL(flag: ComponentFlag, { host, port }: EtcdUrl): readonly ListeningPort[] {
  return isPort(port) && isAddress(bound(host)) ? [at(flag, port, host)] : NONE;
}

function at({ name, valueWord }: ComponentFlag, port: number, address: string): ListeningPort {
  return { port, address: specific(address), flag: name, range: valueWord.range };
}

function isPort(port: number): boolean {
  return port > 0 && port <= 65535;
}
