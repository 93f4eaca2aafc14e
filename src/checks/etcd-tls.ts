import {
  configuredEtcdsOf,
  type Etcd,
  type EtcdLine,
  settingOf,
  switchOf,
} from '../control-plane/etcd-line.ts';
import { type EtcdUrl, urlsOf } from '../control-plane/etcd-urls.ts';
import { isLoopback } from '../control-plane/host-address.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'etcd-tls',
  scope: 'file',
  summary: "etcd's certificates, its URLs and whom it lets in do not fit together",
  severity: 'warning',
  programs: ['etcd'],
  why: "For an https URL etcd needs a certificate and its key, for peers others than for clients. With client certificates it needs the CA that signed them, else it trusts none of the cluster's. And on an http URL it uses no certificates at all, whatever the flags say.",
  bad: '--listen-client-urls=https://127.0.0.1:2379 without --cert-file',
  good: '--listen-client-urls=https://127.0.0.1:2379, --cert-file, --key-file, --trusted-ca-file and --client-cert-auth=true',
  fix: 'Give all of certificate, key and CA for https URLs, and none for http ones.',
  links: [
    'go.etcd.io/etcd/server/v3/embed/etcd.go configurePeerListeners, configureClientListeners, createMetricsListener',
    'go.etcd.io/etcd/client/pkg/v3/transport/listener.go TLSInfo.ServerConfig, baseConfig',
    'https://etcd.io/docs/v3.6/op-guide/security/',
  ],
  check: ({ components }) => {
    const etcds = configuredEtcdsOf(components);
    return etcds.flatMap((etcd) => [...checkSide(etcd, CLIENTS), ...checkSide(etcd, PEERS)]);
  },
});

const ENDS = 'etcd ends at once, and the kubelet restarts it for ever';

/** The same settings for clients and for other members. */
interface Side {
  readonly who: string;
  readonly prefix: '' | 'peer-';
  readonly urls: readonly string[];
  readonly auth: string;
}

const CLIENTS: Side = {
  who: 'clients',
  prefix: '',
  urls: ['listen-client-urls', 'listen-client-http-urls', 'listen-metrics-urls'],
  auth: 'client-cert-auth',
};
const PEERS: Side = {
  who: 'members',
  prefix: 'peer-',
  urls: ['listen-peer-urls'],
  auth: 'peer-client-cert-auth',
};

function checkSide({ component, line }: Etcd, { who, prefix, urls, auth }: Side): Finding[] {
  const [cert, key, ca] = [`${prefix}cert-file`, `${prefix}key-file`, `${prefix}trusted-ca-file`];
  const has = (flag: string) => settingOf(line, flag).text !== '';
  const listeners = urls.flatMap((flag) => urlsOfFlag(line, flag));
  const secure = listeners.find(({ url }) => url.scheme === 'https');
  const plain = listeners.find(({ url, flag }) => isExposed(url) && flag !== 'listen-metrics-urls');
  const at = (flag: string) =>
    component.source.locate(settingOf(line, flag).range ?? component.container.range);
  const wants = switchOf(line, auth);
  const isAuto = switchOf(line, `${prefix}auto-tls`) !== false;
  const found: Finding[] = [];

  if (secure && !isAuto && !(has(cert) && has(key))) {
    const missing = [cert, key].filter((flag) => !has(flag)).map((flag) => `--${flag}`);
    found.push({
      message: `${ENDS}: for "${secure.url.text}" it needs ${missing.join(' and ')}`,
      location: at(secure.flag),
      help: `add ${missing.join(' and ')}, or listen on http`,
    });
  } else if (secure && wants === true && !has(ca) && !isAuto) {
    found.push({
      message: `etcd asks ${who} for certificates and has no CA to check them with: without --${ca} it trusts the image's CAs alone, and refuses those of this cluster`,
      location: at(auth),
      help: `add --${ca} with the CA that signed their certificates`,
    });
  } else if (secure && wants === false && settingOf(line, auth).range && has(ca)) {
    found.push({
      message: `--${auth}=false has no effect beside --${ca}: with a CA etcd asks ${who} for certificates all the same`,
      location: at(auth),
      help: `write --${auth}=true, which is what etcd does`,
    });
  }
  if (plain && (has(cert) || wants === true)) {
    const ignored = has(cert) ? `--${cert} and --${key}` : `--${auth}`;
    found.push({
      message: `etcd serves ${who} on "${plain.url.text}" without TLS, and ignores ${ignored} there: everybody who reaches the port reads and writes`,
      location: at(plain.flag),
      help: 'listen on https',
    });
  }
  return found;
}

/** On the loopback address it is often meant so. */
function isExposed({ scheme, host }: EtcdUrl): boolean {
  return scheme === 'http' && !isLoopback(host);
}

function urlsOfFlag(line: EtcdLine, flag: string): { flag: string; url: EtcdUrl }[] {
  const { text } = settingOf(line, flag);
  return text === null ? [] : urlsOf(text).map((url) => ({ flag, url }));
}
