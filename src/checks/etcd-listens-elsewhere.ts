import { configuredEtcdsOf, type Etcd, settingOf } from '../control-plane/etcd-line.ts';
import { type EtcdUrl, urlsOf } from '../control-plane/etcd-urls.ts';
import { isAddress, isEverywhere, isLoopback } from '../control-plane/host-address.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'etcd-listens-elsewhere',
  scope: 'file',
  summary: 'etcd is to listen on an address that is probably not of this node',
  severity: 'warning',
  programs: ['etcd'],
  why: 'etcd binds each address that it is to listen on, and ends when the node has no such address: "bind: cannot assign requested address". kubeadm gives the one address of the node to all of its URLs.',
  bad: '--listen-peer-urls=https://10.0.0.9:2380, and 10.0.0.4 in every other URL',
  good: '--listen-peer-urls=https://10.0.0.4:2380, as in every other URL',
  fix: 'Write the address of the node.',
  links: [
    'go.etcd.io/etcd/server/v3/embed/etcd.go configurePeerListeners, configureClientListeners',
    'cmd/kubeadm/app/phases/etcd/local.go getEtcdCommand',
  ],
  check: ({ components }) =>
    configuredEtcdsOf(components)
      .filter(({ component }) => component.hostNetwork)
      .flatMap(elsewhere),
});

const LISTEN = ['listen-peer-urls', 'listen-client-urls', 'listen-metrics-urls'] as const;
const ADVERTISE = ['initial-advertise-peer-urls', 'advertise-client-urls'] as const;

/** One listener whose address is nowhere else, where all else has one and the same. */
function elsewhere({ component, line }: Etcd): Finding[] {
  const of = (flag: string) =>
    urlsOf(settingOf(line, flag).text ?? '')
      .filter(isOwn)
      .map((url) => ({ flag, url }));
  const listened = LISTEN.flatMap(of);
  const all = [...listened, ...ADVERTISE.flatMap(of)];
  const hosts = [...new Set(all.map(({ url }) => url.host))];
  const [one, other, third] = hosts;
  if (one === undefined || other === undefined || third !== undefined) return [];
  const uses = (host: string) => all.filter(({ url }) => url.host === host);
  const [odd, usual] = uses(one).length < uses(other).length ? [one, other] : [other, one];
  // What is advertised too may be a second network of the node.
  const [found, more] = uses(odd);
  const place = found && settingOf(line, found.flag).range;
  if (!found || more || !place || uses(usual).length < 3) return [];
  if (!LISTEN.some((flag) => flag === found.flag)) return [];
  return [
    {
      message: `etcd probably ends with "cannot assign requested address": it is to listen on "${found.url.text}", and all of its other URLs have "${usual}"`,
      location: component.source.locate(place),
      help: `if "${usual}" is the node's address, write it here`,
    },
  ];
}

function isOwn({ host }: EtcdUrl): boolean {
  return isAddress(host) && !isLoopback(host) && !isEverywhere(host);
}
