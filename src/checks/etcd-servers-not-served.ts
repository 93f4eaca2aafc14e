import { type Component, flagValue } from '../control-plane/component.ts';
import { configuredEtcdsOf, type Etcd, etcdsOf, settingOf } from '../control-plane/etcd-line.ts';
import { answersAt, clientUrlsOf, ownHostsOf } from '../control-plane/etcd-listeners.ts';
import { type Endpoint, membersAskedBy, tlsFlagOf } from '../control-plane/etcd-servers.ts';
import { type EtcdUrl, urlsOf } from '../control-plane/etcd-urls.ts';
import { isAddress, isEverywhere, isLoopback } from '../control-plane/host-address.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import { editDistance } from '../schema/suggest.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { controlPlaneOf } from './reading/running-components.ts';

export default defineCheck({
  id: 'etcd-servers-not-served',
  scope: 'directory',
  summary: 'kube-apiserver asks for etcd where the etcd beside it does not answer',
  severity: 'warning',
  why: 'kube-apiserver ends when no etcd answers it in time, and with it the whole API is gone. Address, port and scheme of --etcd-servers must be those of a URL in --listen-client-urls.',
  bad: '--etcd-servers=https://127.0.0.1:2380, and etcd with --listen-client-urls=https://127.0.0.1:2379',
  good: '--etcd-servers=https://127.0.0.1:2379, and etcd with --listen-client-urls=https://127.0.0.1:2379',
  fix: "Let --etcd-servers name a URL of etcd's --listen-client-urls, or let etcd listen there.",
  links: [
    'staging/src/k8s.io/apiserver/pkg/storage/storagebackend/factory/etcd3.go newETCD3Client, blockUntilReady',
    'go.etcd.io/etcd/server/v3/embed/etcd.go configureClientListeners',
    'cmd/kubeadm/app/phases/controlplane/manifests.go getAPIServerCommand',
  ],
  check: ({ files }) => {
    const components = controlPlaneOf(files);
    const etcds = configuredEtcdsOf(components);
    // Of an etcd with a configuration file it is not known where it answers, and whether it is the one that is meant.
    if (etcds.length === 0 || etcds.length < etcdsOf(components).length) return NOTHING;
    const started = components.filter(({ name }) => name === 'etcd');
    if (started.length > etcds.length || started.some(({ hostNetwork }) => !hostNetwork)) return NOTHING;
    const listening = etcds.map(clientUrlsOf);
    if (listening.some((urls) => urls === null)) return NOTHING;
    const urls = listening.flatMap((one) => one ?? []);
    const beside: Beside = { etcds, urls, hasOthers: files.some(isOther) };
    return components.flatMap((component) =>
      component.name === 'kube-apiserver' && component.hostNetwork ? notServed(component, beside) : [],
    );
  },
});

/** What runs beside the API server. */
interface Beside {
  readonly etcds: readonly Etcd[];
  readonly urls: readonly EtcdUrl[];
  /** Programs that may listen anywhere, such as a proxy. */
  readonly hasOthers: boolean;
}

function isOther({ verdict, outline }: FileReport): boolean {
  return verdict === 'runs' && outline?.isStarted === true && outline.components.length === 0;
}

function notServed(server: Component, beside: Beside): Finding[] {
  // With an etcd for some resources alone it is not known which of them runs here.
  if (flagValue(server, 'etcd-servers-overrides')) return [];
  const endpoints = membersAskedBy(server);
  const isOwnHost = ownHostsOf(beside.etcds);
  const own = endpoints.filter(({ dialed }) => dialed !== null && isOwnHost(dialed.host));
  const found = own.length > 0 ? own : endpoints.length === 1 ? endpoints : [];
  return found.flatMap((endpoint) => {
    const said = own.length > 0 ? ofOwnHost(server, endpoint, beside) : ofMisspelled(endpoint, beside);
    return said
      ? [{ ...said, location: server.source.locate(endpoint.range), ...listeners(beside.etcds) }]
      : [];
  });
}

type Said = Pick<Finding, 'message' | 'help'>;

/** Of another node nothing is known, but `128.0.0.1` is nobody's. */
function ofMisspelled({ text, dialed }: Endpoint, { urls }: Beside): Said | undefined {
  if (!dialed || !isAddress(dialed.host) || editDistance(dialed.host, '127.0.0.1') !== 1) return undefined;
  const meant = urls.find(
    (url) => url.port === dialed.port && url.scheme === dialed.scheme && answersAt(url, '127.0.0.1'),
  );
  return (
    meant && {
      message: `kube-apiserver asks for etcd at "${text}", which is another host, and the etcd beside it answers at ${shown(urls)}`,
      help: `write "${at(meant, '127.0.0.1')}"`,
    }
  );
}

function ofOwnHost(server: Component, { text, dialed }: Endpoint, beside: Beside): Said | undefined {
  if (!dialed) return undefined;
  const { etcds, urls, hasOthers } = beside;
  const { host, port, scheme } = dialed;
  const here = urls.filter((url) => url.port === port && answersAt(url, host));
  if (here.length > 0) {
    const [url] = here;
    if (!url || scheme === '' || here.some((one) => one.scheme === scheme)) return undefined;
    // That it listens there without its certificates is said of etcd.
    if (url.scheme === 'http' && !isLoopback(url.host) && etcds.some(hasCertificate)) return undefined;
    return {
      message: `kube-apiserver never gets etcd at "${text}": etcd speaks ${url.scheme} there`,
      help:
        url.scheme === 'http' && tlsFlagOf(server)
          ? `let etcd listen on "https${url.text.slice('http'.length)}"`
          : `write "${url.scheme}${text.slice(scheme.length)}"`,
    };
  }
  const use = otherUseOf(port, etcds);
  const answers = `the etcd beside it answers clients at ${shown(urls)}`;
  const help = helpWith(server, text, dialed, urls);
  if (use) {
    return {
      message: `kube-apiserver never gets etcd at "${text}": port ${port} is for ${use}, and ${answers}`,
      help,
    };
  }
  if (hasOthers) return undefined;
  if (urls.some((url) => url.port === port)) {
    const message = `kube-apiserver asks for etcd at "${text}", where nothing in these files listens: ${answers}`;
    return { message, help };
  }
  // "12379" and "23790" are made of etcd's own port, for a proxy before it.
  const isProxys = urls.some((url) => String(port).includes(String(url.port)));
  if (isProxys || !etcds.some((etcd) => hasCAOf(etcd, server))) return undefined;
  return {
    message: `kube-apiserver asks for etcd at "${text}", and nothing in these files listens on ${port}: ${answers}`,
    help,
  };
}

const hasCertificate = ({ line }: Etcd) => settingOf(line, 'cert-file').text !== '';

/** Without certificates in common it may be the etcd of another program. */
function hasCAOf({ line }: Etcd, server: Component): boolean {
  const ca = flagValue(server, 'etcd-cafile')?.value ?? '';
  return ca !== '' && settingOf(line, 'trusted-ca-file').text === ca;
}

const OTHER_USES = [
  ['listen-peer-urls', 'other members'],
  ['listen-metrics-urls', 'metrics'],
] as const;

function otherUseOf(port: number, etcds: readonly Etcd[]): string | undefined {
  return OTHER_USES.find(([flag]) =>
    etcds.some(({ line }) => urlsOf(settingOf(line, flag).text ?? '').some((url) => url.port === port)),
  )?.[1];
}

/** Never from https to http. */
function helpWith(
  server: Component,
  text: string,
  { host, port }: Pick<EtcdUrl, 'host' | 'port'>,
  urls: readonly EtcdUrl[],
): string {
  const fit = tlsFlagOf(server) ? urls.filter(({ scheme }) => scheme === 'https') : urls;
  const reachable = fit.find((url) => answersAt(url, host)) ?? fit[0];
  if (!reachable) return 'let etcd answer clients on https, and ask it there';
  if (answersAt(reachable, host)) return `write "${at(reachable, host)}"`;
  const instead = `write "${at(reachable, isEverywhere(reachable.host) ? '127.0.0.1' : reachable.host)}"`;
  return reachable.port === port ? `${instead}, or add "${text}" to --listen-client-urls` : instead;
}

function at({ scheme, port }: EtcdUrl, host: string): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function shown(urls: readonly EtcdUrl[]): string {
  return urls.length === 0 ? 'no URL' : urls.map(({ text }) => `"${text}"`).join(' and ');
}

function listeners(etcds: readonly Etcd[]): Pick<Finding, 'related'> {
  const related = etcds.flatMap(({ component, line }) => {
    const { range } = settingOf(line, 'listen-client-urls');
    return range ? [{ location: component.source.locate(range), message: 'etcd answers clients here' }] : [];
  });
  return related.length === 0 ? {} : { related };
}
