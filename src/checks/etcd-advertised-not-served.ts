import { configuredEtcdsOf, type Etcd, settingOf } from '../control-plane/etcd-line.ts';
import { answersAt } from '../control-plane/etcd-listeners.ts';
import { urlsOf } from '../control-plane/etcd-urls.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'etcd-advertised-not-served',
  scope: 'file',
  summary: 'etcd advertises a URL at an address where it listens with another port or scheme',
  severity: 'warning',
  programs: ['etcd'],
  why: 'Other members use --initial-advertise-peer-urls, and clients that ask for the members get --advertise-client-urls. Where nothing answers at such a URL, a member that joins waits for ever, and etcdctl with --cluster fails.',
  bad: '--listen-peer-urls=https://10.0.0.5:2380 and --initial-advertise-peer-urls=http://10.0.0.5:2380',
  good: '--listen-peer-urls=https://10.0.0.5:2380 and --initial-advertise-peer-urls=https://10.0.0.5:2380',
  fix: 'Advertise a URL of those that it listens on, or one of a balancer before them.',
  links: ['https://etcd.io/docs/v3.6/op-guide/configuration/', 'go.etcd.io/etcd/server/v3/embed/config.go'],
  check: ({ components }) => {
    const etcds = configuredEtcdsOf(components).filter(({ component }) => component.hostNetwork);
    return etcds.flatMap((etcd) => [
      ...notServed(etcd, 'advertise-client-urls', 'listen-client-urls'),
      ...notServed(etcd, 'initial-advertise-peer-urls', 'listen-peer-urls'),
    ]);
  },
});

/** A list without end is nobody's. */
const MOST_URLS = 64;

/** An address of its own at which it does not listen may be a balancer's, or one that forwards. */
function notServed({ component, line }: Etcd, flag: string, listenFlag: string): Finding[] {
  const [advertised, listening] = [settingOf(line, flag), settingOf(line, listenFlag)];
  if (!advertised.range || !listening.range || advertised.text === null || listening.text === null) return [];
  const listeners = urlsOf(listening.text).slice(0, MOST_URLS);
  return urlsOf(advertised.text)
    .slice(0, MOST_URLS)
    .flatMap((url) => {
      const here = listeners.filter(
        (one) => one.host !== '0.0.0.0' && one.host !== '::' && answersAt(one, url.host),
      );
      const fits = listeners.some(
        (one) => answersAt(one, url.host) && one.port === url.port && one.scheme === url.scheme,
      );
      if (here.length === 0 || fits) return [];
      const place = here.find(({ port }) => port === url.port) ?? here[0]!;
      return [
        {
          message: `etcd advertises "${url.text}", where it does not answer: it listens on "${place.text}"`,
          location: component.source.locate(advertised.range!),
          help: `advertise "${place.text}", or listen on "${url.text}"`,
          related: [{ location: component.source.locate(listening.range!), message: 'it listens here' }],
        },
      ];
    });
}
