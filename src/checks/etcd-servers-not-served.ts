import type { Component } from '../control-plane/component.ts';
import { configuredEtcdsOf, type Etcd, etcdsOf, settingOf } from '../control-plane/etcd-line.ts';
import { answersAt, clientUrlsOf, ownHostsOf } from '../control-plane/etcd-listeners.ts';
import { type Endpoint, etcdServersOf } from '../control-plane/etcd-servers.ts';
import { type EtcdUrl, isAddress, readCluster, urlsOf } from '../control-plane/etcd-urls.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { controlPlaneOf } from './running-components.ts';

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
    return components.flatMap((component) =>
      component.name === 'kube-apiserver' && component.hostNetwork ? notServed(component, etcds, urls) : [],
    );
  },
});

/** Of more endpoints there is no cluster. */
const LOOKED_AT = 64;

function notServed(component: Component, etcds: readonly Etcd[], urls: readonly EtcdUrl[]): Finding[] {
  const endpoints = etcdServersOf(component).slice(0, LOOKED_AT);
  const isOwnHost = ownHostsOf(etcds);
  const own = endpoints.filter(({ dialed }) => dialed !== null && isOwnHost(dialed.host));
  if (own.length > 0) return own.flatMap((endpoint) => explain(component, endpoint, etcds, urls) ?? []);
  // Not one names this node. It may be meant so, where a name hides the address or a member elsewhere is asked.
  const members = memberHostsOf(etcds);
  const isMeant = endpoints.some(
    ({ dialed }) => dialed === null || !isAddress(dialed.host) || members.has(dialed.host),
  );
  const [first] = endpoints;
  if (!first || isMeant) return [];
  return [
    {
      message: `kube-apiserver asks for etcd at "${first.text}", and the etcd beside it answers at ${shown(urls)} alone`,
      location: component.source.locate(first.range),
      help: `write "${best(urls)}"`,
      ...listeners(etcds),
    },
  ];
}

function memberHostsOf(etcds: readonly Etcd[]): ReadonlySet<string> {
  return new Set(
    etcds.flatMap(({ line }) =>
      readCluster(settingOf(line, 'initial-cluster').text ?? '').flatMap(({ url }) =>
        urlsOf(url).map(({ host }) => host),
      ),
    ),
  );
}

function explain(
  component: Component,
  { text, dialed, range }: Endpoint,
  etcds: readonly Etcd[],
  urls: readonly EtcdUrl[],
): Finding | undefined {
  if (!dialed) return undefined;
  const { host, port, scheme } = dialed;
  const here = urls.filter((url) => url.port === port && answersAt(url, host));
  const found = (why: string, help: string): Finding => ({
    message: `kube-apiserver never gets etcd at "${text}": ${why}`,
    location: component.source.locate(range),
    help,
    ...listeners(etcds),
  });
  if (here.length === 0) {
    const isPeers = etcds.some(({ line }) =>
      urlsOf(settingOf(line, 'listen-peer-urls').text ?? '').some((url) => url.port === port),
    );
    const reachable = urls.find((url) => answersAt(url, host)) ?? urls[0];
    return found(
      `etcd answers clients at ${shown(urls)} alone${isPeers ? `, and its port ${port} is for other members` : ''}`,
      reachable
        ? `write "${reachable.scheme}://${bracketed(answersAt(reachable, host) ? host : reachable.host)}:${reachable.port}"${answersAt(reachable, host) ? '' : `, or add "${text}" to --listen-client-urls`}`
        : "add it to etcd's --listen-client-urls",
    );
  }
  if (scheme === '' || here.some((url) => url.scheme === scheme)) return undefined;
  return found(
    `etcd speaks ${here[0]!.scheme} there`,
    `write "${here[0]!.scheme}${text.slice(scheme.length)}"`,
  );
}

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host);

function shown(urls: readonly EtcdUrl[]): string {
  return urls.length === 0 ? 'no URL' : urls.map(({ text }) => `"${text}"`).join(' and ');
}

/** The URL by which a program of the same node asks best. */
function best(urls: readonly EtcdUrl[]): string {
  const local = urls.find((url) => answersAt(url, '127.0.0.1')) ?? urls[0];
  if (!local) return 'https://127.0.0.1:2379';
  return `${local.scheme}://${answersAt(local, '127.0.0.1') ? '127.0.0.1' : bracketed(local.host)}:${local.port}`;
}

function listeners(etcds: readonly Etcd[]): Pick<Finding, 'related'> {
  const related = etcds.flatMap(({ component, line }) => {
    const { range } = settingOf(line, 'listen-client-urls');
    return range ? [{ location: component.source.locate(range), message: 'etcd answers clients here' }] : [];
  });
  return related.length === 0 ? {} : { related };
}
