import { type Etcd, settingOf } from './etcd-line.ts';
import { type EtcdUrl, isEverywhere, readUrls, urlsOf } from './etcd-urls.ts';
import { isLoopback } from './listeners.ts';

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

/** Whether a listener answers at a host of its node. */
export function answersAt({ host }: EtcdUrl, asked: string): boolean {
  if (isEverywhere(host)) return host.includes(':') || !asked.includes(':');
  const loopback = (one: string) => (one === 'localhost' ? '127.0.0.1' : one);
  return loopback(host) === loopback(asked);
}
