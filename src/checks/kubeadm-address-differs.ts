import { type Component, flagValue } from '../control-plane/component.ts';
import { locate } from '../manifest/locate.ts';
import { FieldPath } from '../validation/field-path.ts';
import { defineCheck, type Finding, type ManifestSubject, NOTHING } from './define-check.ts';
import { isMistypedPort } from './reading/near-name.ts';

const ENDPOINT = 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint';
const CLIENT_URLS = 'kubeadm.kubernetes.io/etcd.advertise-client-urls';

export default defineCheck({
  id: 'kubeadm-address-differs',
  scope: 'file',
  summary: 'the address in the flags of a component is nearly the one that kubeadm wrote down for it',
  severity: 'warning',
  programs: ['etcd', 'kube-apiserver'],
  why: 'kubeadm writes the address of the API server and of etcd into an annotation, and takes it from there when it upgrades the node or adds members; the programs go by their flags. Where the two differ in the last number only, one of them is probably wrong: with a wrong --advertise-address the Service "kubernetes" leads nowhere, with wrong --advertise-client-urls clients don\'t find the member. An address of another network is mostly meant, by extraArgs.',
  bad: '--advertise-address=10.0.0.99, and 10.0.0.4:6443 in the annotation',
  good: 'the same address in both',
  fix: "Correct the flag, or the annotation where the node's address has changed.",
  links: [
    'cmd/kubeadm/app/phases/controlplane/manifests.go GetStaticPodSpecs',
    'cmd/kubeadm/app/util/config/cluster.go getRawAPIEndpointFromPodAnnotationWithoutRetry',
    'cmd/kubeadm/app/util/etcd/etcd.go getRawEtcdEndpointsFromPodAnnotationWithoutRetry',
  ],
  check: (subject) => {
    const annotations = subject.components.length === 0 ? undefined : subject.pod?.metadata?.annotations;
    if (!annotations) return NOTHING;
    return subject.components.flatMap((component) => {
      if (component.name === 'kube-apiserver') return ofServer(subject, component, annotations.get(ENDPOINT));
      if (component.name === 'etcd') return ofEtcd(subject, component, annotations.get(CLIENT_URLS));
      return NOTHING;
    });
  },
});

function ofServer(
  subject: ManifestSubject,
  component: Component,
  endpoint: string | undefined,
): readonly Finding[] {
  const [, bracketed, plain, port] = /^(?:\[(.*)\]|([^:]*)):(\d+)$/.exec(endpoint ?? '') ?? [];
  const address = bracketed ?? plain;
  return [
    ...differing(subject, component, ENDPOINT, 'advertise-address', address, endpoint),
    ...differing(subject, component, ENDPOINT, 'secure-port', port, endpoint),
    ...probesElsewhere(subject, component, address, endpoint),
  ];
}

/** kubeadm lets the kubelet ask at the address that it wrote down. */
function probesElsewhere(
  { document }: ManifestSubject,
  { probes, flags, name }: Component,
  address: string | undefined,
  endpoint: string | undefined,
): readonly Finding[] {
  const isOwn = flags?.some(({ value }) => value === address) === true;
  const [probe] = probes.filter(({ host }) => address !== undefined && isNear(host, address));
  if (!probe || !isOwn) return NOTHING;
  return [
    {
      message: `the ${probe.kind} asks "${probe.host}", and kubeadm made this ${name} for "${endpoint}": where nobody answers there, the kubelet restarts it again and again`,
      location: locate(document, probe.place.child('host')),
      help: `set host: ${address}`,
    },
  ];
}

function ofEtcd(
  subject: ManifestSubject,
  component: Component,
  urls: string | undefined,
): readonly Finding[] {
  const flag = flagValue(component, 'advertise-client-urls')?.value;
  // kubeadm writes one URL of those in the flag.
  const own = flag?.split(',').find((url) => url.trim() === urls);
  return own !== undefined
    ? NOTHING
    : differing(subject, component, CLIENT_URLS, 'advertise-client-urls', urls, urls);
}

/** Whether two addresses, ports or URLs differ, and in no more than their last number or in a mistyped port. */
function isNear(value: string, expected: string): boolean {
  const [a, b] = [partsOf(value), partsOf(expected)];
  if (!a || !b || a.network !== b.network) return false;
  if (a.last !== b.last) return a.port === b.port;
  return a.port !== b.port && isMistypedPort(a.port, b.port);
}

function partsOf(text: string): { network: string; last: string; port: string } | undefined {
  if (/^\d{1,5}$/.test(text)) return { network: '', last: '', port: text };
  const [, scheme = '', address = text, port = ''] = /^(https?:\/\/)\[?(.*?)\]?:(\d+)$/.exec(text) ?? [];
  const [, above, last] = /^([\da-f:.]*[.:])([\da-f]+)$/i.exec(address) ?? [];
  return above === undefined ? undefined : { network: scheme + above, last: last!, port };
}

function differing(
  { document }: ManifestSubject,
  component: Component,
  annotation: string,
  name: string,
  expected: string | undefined,
  whole: string | undefined,
): readonly Finding[] {
  const flag = flagValue(component, name);
  if (!expected || !flag?.value || !isNear(flag.value, expected)) return NOTHING;
  const annotationPath = FieldPath.of('metadata').child('annotations').key(annotation);
  return [
    {
      message: `--${name} is "${flag.value}", and kubeadm made this ${component.name} for "${whole}": who goes by the one doesn't find the other`,
      location: component.source.locate(flag.valueWord.range),
      help: `set --${name}=${expected}, or correct the annotation where the address of the node has changed`,
      related: [{ location: locate(document, annotationPath), message: 'what kubeadm wrote down' }],
    },
  ];
}
