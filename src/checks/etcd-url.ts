import {
  configuredEtcdsOf,
  type Etcd,
  type EtcdLine,
  settingOf,
  switchOf,
} from '../control-plane/etcd-line.ts';
import { type EtcdUrl, urlsOf } from '../control-plane/etcd-urls.ts';
import { bound, isAddress, isEverywhere } from '../control-plane/host-address.ts';
import type { Range } from '../diagnostics/location.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'etcd-url',
  scope: 'file',
  summary: 'etcd refuses a URL to listen on or to advertise, or one of two that need the same port',
  severity: 'warning',
  programs: ['etcd'],
  why: 'etcd listens on addresses, not on names, and only "localhost" is taken for one. What it advertises must be said when what it listens on is said. And no two of its listeners (clients, peers, metrics) can have one port of one address.',
  bad: '--listen-client-urls=https://cp-1:2379',
  good: '--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.5:2379 and --advertise-client-urls=https://10.0.0.5:2379',
  fix: "Listen on the node's addresses, advertise one that others reach, and give each listener its own port.",
  links: [
    'go.etcd.io/etcd/server/v3/embed/config.go Config.Validate, checkBindURLs, checkHostURLs',
    'go.etcd.io/etcd/server/v3/embed/etcd.go configurePeerListeners, configureClientListeners, serveMetrics',
  ],
  check: ({ components }) => {
    const etcds = configuredEtcdsOf(components);
    return etcds.flatMap(refusals);
  },
});

const ENDS = 'etcd ends at once, and the kubelet restarts it for ever';
const LISTEN = ['listen-peer-urls', 'listen-client-urls', 'listen-client-http-urls', 'listen-metrics-urls'];
const ADVERTISE = ['initial-advertise-peer-urls', 'advertise-client-urls'];

interface Written {
  readonly flag: string;
  readonly url: EtcdUrl;
  readonly range: Range | null;
}

function refusals({ component, line }: Etcd): Finding[] {
  const found: Finding[] = [];
  const say = (range: Range | null, message: string, help: string, related?: Finding['related']): void => {
    const location = component.source.locate(range ?? component.container.range);
    found.push({ message: `${ENDS}: ${message}`, location, help, ...(related && { related }) });
  };
  const listeners = LISTEN.flatMap((flag) => urlsWritten(line, flag));
  for (const { flag, url, range } of listeners) {
    if (url.host !== 'localhost' && !isAddress(url.host)) {
      say(
        range,
        `"--${flag}" has "${url.text}", and etcd listens on addresses only`,
        "write the node's address",
      );
    } else if (url.port > 65535) {
      say(
        range,
        `"--${flag}" has "${url.text}", and there is no port ${url.port}`,
        'write a port up to 65535',
      );
    }
  }
  for (const { flag, url, range } of ADVERTISE.flatMap((flag) => urlsWritten(line, flag))) {
    if (url.host === '') say(range, `"--${flag}" has "${url.text}", which names no host`, 'write an address');
  }
  const listen = settingOf(line, 'listen-client-urls');
  if (listen.range && listen.text !== '' && !settingOf(line, 'advertise-client-urls').range) {
    say(
      listen.range,
      'with --listen-client-urls it needs --advertise-client-urls too',
      "add --advertise-client-urls with the URL by which others reach this member's clients",
    );
  }
  if (!switchOf(line, 'socket-reuse-port')) {
    for (const [one, other] of sharingPort(listeners)) {
      say(
        other.range,
        one.flag === other.flag
          ? `"--${one.flag}" has "${one.url.text}" and "${other.url.text}", which need the same port`
          : `"--${one.flag}" and "--${other.flag}" both need port ${one.url.port} ("${one.url.text}", "${other.url.text}")`,
        'give each its own port',
        one.range && one.range !== other.range
          ? [{ location: component.source.locate(one.range), message: 'this one has it first' }]
          : undefined,
      );
    }
  }
  return found;
}

function urlsWritten(line: EtcdLine, flag: string): Written[] {
  const { text, range } = settingOf(line, flag);
  return text === null ? [] : urlsOf(text).map((url) => ({ flag, url, range }));
}

/** Two listeners that can't both have their port; URLs of clients with one host and port share a listener. */
function sharingPort(listeners: readonly Written[]): [Written, Written][] {
  const pairs: [Written, Written][] = [];
  // A list without end is nobody's.
  if (listeners.length > 64) return pairs;
  for (const [i, other] of listeners.entries()) {
    const one = listeners.slice(0, i).find((before) => collide(before, other));
    if (one) pairs.push([one, other]);
  }
  return pairs;
}

function collide(a: Written, b: Written): boolean {
  if (a.url.port !== b.url.port || a.url.port === 0) return false;
  if (a.flag === b.flag && a.url.host === b.url.host) {
    // A client listener speaks http and https on one port; of other flags equal URLs are one URL.
    return a.flag !== 'listen-client-urls' && a.url.scheme !== b.url.scheme;
  }
  const [hostA, hostB] = [bound(a.url.host), bound(b.url.host)];
  return hostA === hostB || covers(hostA, hostB) || covers(hostB, hostA);
}

/** Go opens one socket for both kinds of addresses where it is told `[::]`. */
function covers(all: string, host: string): boolean {
  return isEverywhere(all) && (all.includes(':') || !host.includes(':'));
}
