import { type Etcd, settingOf } from './etcd-line.ts';
import type { Endpoint } from './etcd-servers.ts';
import { type EtcdUrl, readUrls, urlsOf } from './etcd-urls.ts';
import { bound, isAddress, isEverywhere, isLoopback } from './host-address.ts';

/** Where etcd answers its clients by gRPC; null where that is not known. */
export function clientUrlsOf({ line }: Etcd): readonly EtcdUrl[] | null {
  const { text } = settingOf(line, 'listen-client-urls');
  if (text === null) return null;
  const reads = text === '' ? [] : readUrls(text);
  return reads.some(({ kind }) => kind === 'refused') ? null : urlsOf(text);
}

const OWN_URLS = [
  'listen-client-urls',
  'advertise-client-urls',
  'listen-peer-urls',
  'initial-advertise-peer-urls',
];

/** The node's own hosts, as far as an etcd on it tells: those that it listens on or advertises. */
export function ownHostsOf(etcds: readonly Etcd[]): (host: string) => boolean {
  const hosts = new Set(
    etcds.flatMap(({ line }) =>
      OWN_URLS.flatMap((flag) => urlsOf(settingOf(line, flag).text ?? '').map(({ host }) => host)),
    ),
  );
  return (host) => isLoopback(host) || hosts.has(host);
}

/** Whether one of these endpoints is this etcd's, as far as ports and the hosts of its node tell. */
export function isAsked(etcd: Etcd, endpoints: readonly Endpoint[]): boolean {
  const isOwnHost = ownHostsOf([etcd]);
  const ports = new Set(clientUrlsOf(etcd)?.map(({ port }) => port));
  return endpoints.some(
    ({ dialed }) =>
      dialed !== null && ports.has(dialed.port) && (isOwnHost(dialed.host) || !isAddress(dialed.host)),
  );
}

/** Whether a listener answers at a host of its node. */
export function answersAt({ host }: EtcdUrl, asked: string): boolean {
  if (isEverywhere(host)) return host.includes(':') || !asked.includes(':');
  return bound(host) === bound(asked);
}
