import type { FileReport } from '../directory/judge-directory.ts';
import type { Host } from '../node/host/host.ts';
import { join } from '../node/host/path.ts';
import { editDistance } from '../schema/suggest.ts';
import { defineCheck, type Finding, NOTHING, type NodeSubject } from './define-check.ts';
import kubeconfigServerPort from './kubeconfig-server-port.ts';
import { startOnNode, textOf } from './reading/kubelet-on-node.ts';
import { isMistypedPort } from './reading/near-name.ts';
import { type Server, serverIn, serverOfKubelet, serverText } from './reading/server-of-kubelet.ts';

/** Ports at which API servers and what stands before them speak TLS alone. */
const TLS_PORTS = ['443', '6443', '8443', '16443'];

const DIRECTORY = '/etc/kubernetes';

export default defineCheck({
  id: 'kubeconfig-server-wrong',
  scope: 'node',
  area: 'api-server',
  summary:
    "the API server's address in the kubelet's kubeconfig is nearly the one of the kubeconfigs beside it, or has the wrong scheme",
  severity: 'warning',
  why: 'The kubelet starts and runs its static pods, but never registers. The kubeconfigs of one node name one API server, or the one of this node; an API server answers plain HTTP with "Client sent an HTTP request to an HTTPS server".',
  bad: 'server: https://10.0.0.40:6443 in kubelet.conf, and https://10.0.0.4:6443 in admin.conf',
  good: 'the same server in both',
  fix: 'Correct the server in the kubeconfig, and restart the kubelet, which does not read it again by itself.',
  links: [
    'cmd/kubelet/app/server.go buildKubeletClientConfig',
    'cmd/kubeadm/app/phases/kubeconfig/kubeconfig.go getKubeConfigSpecs',
  ],
  check: (subject) => {
    const { host, files } = subject;
    const server = serverOfKubelet(subject);
    if (!server) return withPath(subject);
    if (kubeconfigServerPort.check(subject).length > 0) return NOTHING;
    return plain(server) ?? unlikeOthers(host, files, server) ?? NOTHING;
  },
});

/** Clients add such a path themselves; another one may be a proxy's (client-go rest/url_utils.go DefaultServerURL). */
function withPath({ host, report }: NodeSubject): readonly Finding[] {
  const path = startOnNode(report)?.flags.kubeconfig;
  const server = path ? serverText(host, path) : undefined;
  const [, plainUrl, added] = /^(https?:\/\/[^/]+)(\/apis?(?:\/.*)?)$/.exec(server?.value ?? '') ?? [];
  if (!server || plainUrl === undefined) return NOTHING;
  return [
    {
      message: `the node never registers: its kubeconfig names "${server.value}", and the kubelet adds "/api" and what follows itself`,
      location: server.location,
      help: `write "${plainUrl}", without "${added}", and restart the kubelet`,
    },
  ];
}

function plain({ url, scheme, name, port, location }: Server): readonly Finding[] | undefined {
  // A proxy on the node itself may well speak it.
  if (scheme !== 'http' || !TLS_PORTS.includes(port) || isLoopback(name)) return undefined;
  return [
    {
      message: `the node never registers: its kubeconfig names "${url}", and at port ${port} an API server does not speak plain HTTP`,
      location,
      help: `write "${url.replace('http:', 'https:')}", and restart the kubelet`,
    },
  ];
}

function unlikeOthers(
  host: Host,
  files: readonly FileReport[],
  server: Server,
): readonly Finding[] | undefined {
  const others = othersOf(host, server);
  const isSame = (other: Server) => other.name === server.name && other.port === server.port;
  const isKnown = others.some(isSame) || isLoopback(server.name) || isNamed(host, files, server.name);
  const meant = isKnown ? undefined : others.find((other) => isNear(server, other));
  if (!meant) return undefined;
  return [
    {
      message: `the node probably does not register: its kubeconfig names "${server.url}", and the kubeconfigs beside it name "${meant.url}"`,
      location: server.location,
      help: `write "${meant.url}" if that is what is meant, and restart the kubelet`,
      related: [{ location: meant.location, message: 'the one beside it' }],
    },
  ];
}

function othersOf(host: Host, server: Server): readonly Server[] {
  const names = host.readDir(DIRECTORY);
  return (names.ok ? names.value : [])
    .filter((name) => name.endsWith('.conf') && join(DIRECTORY, name) !== server.location.file)
    .flatMap((name) => serverIn(host, join(DIRECTORY, name)) ?? []);
}

/** Whether the API server of this node has the address: a kubelet of a control plane may go there directly. */
function isNamed(host: Host, files: readonly FileReport[], name: string): boolean {
  return files.some(({ path }) => textOf(host, path)?.includes(name.replace(/^\[|\]$/g, '')) === true);
}

function isNear(a: Server, b: Server): boolean {
  if (a.name === b.name) return isMistypedPort(a.port, b.port);
  if (a.port !== b.port || Math.max(a.name.length, b.name.length) > 64) return false;
  const isAddress = (name: string) => /^[\d.]+$|^\[/.test(name);
  // Another digit is another node as often as not; one that is lost or doubled hardly is.
  if (isAddress(a.name) || isAddress(b.name)) return isLonger(a.name, b.name) || isLonger(b.name, a.name);
  const letters = (name: string) => name.replaceAll(/\d/g, '');
  return letters(a.name) !== letters(b.name) && editDistance(a.name, b.name) <= 2;
}

/** Whether an address is another one with a digit more at its end. */
function isLonger(address: string, other: string): boolean {
  return address.length === other.length + 1 && address.startsWith(other);
}

function isLoopback(name: string): boolean {
  return /^127\.|^localhost$|^\[::1\]$/.test(name);
}
