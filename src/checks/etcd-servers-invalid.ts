import { type Component, flagValue } from '../control-plane/component.ts';
import { etcdServersOf, meantEndpoint } from '../control-plane/etcd-servers.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'etcd-servers-invalid',
  scope: 'file',
  summary: 'kube-apiserver is given an etcd that it can never reach',
  severity: 'warning',
  programs: ['kube-apiserver'],
  why: 'kube-apiserver takes any text for --etcd-servers, and ends only when no etcd answers in time. An endpoint needs a host and a port, for there is no default one, and a scheme that fits the certificates.',
  bad: '--etcd-servers=https://127.0.0.1',
  good: '--etcd-servers=https://127.0.0.1:2379',
  fix: 'Write the endpoint as scheme://host:port.',
  links: [
    'go.etcd.io/etcd/client/v3/internal/endpoint/endpoint.go translateEndpoint',
    'staging/src/k8s.io/apiserver/pkg/storage/storagebackend/factory/etcd3.go newETCD3Client',
    'go.etcd.io/etcd/client/pkg/v3/transport/listener.go TLSInfo.ClientConfig',
  ],
  check: ({ components }) => components.flatMap(unreachable),
});

function unreachable(component: Component): Finding[] {
  const { source } = component;
  const found: Finding[] = [];
  const endpoints = etcdServersOf(component);
  for (const { text, dialed, range } of endpoints) {
    if (dialed || text.startsWith('unix')) continue;
    const isBare = /^(?:https?:\/\/)?(?:[\w.-]+|\[[\da-f:.]+\]):?\/?$/i.test(text);
    const meant = isBare ? `${text.replace(/:?\/?$/, '')}:2379` : meantEndpoint(text);
    found.push({
      message: isBare
        ? `kube-apiserver never reaches "${text}": the port is missing, and there is no default one`
        : `kube-apiserver never reaches "${text}", which is no scheme://host:port`,
      location: source.locate(range),
      help: meant ? `write "${meant}"` : 'write scheme, host and port, such as "https://127.0.0.1:2379"',
    });
  }
  const has = (name: string) => (flagValue(component, name)?.value ?? '') !== '';
  if (endpoints.length > 0 && has('etcd-certfile') !== has('etcd-keyfile')) {
    const [given, missing] = has('etcd-certfile')
      ? ['etcd-certfile', 'etcd-keyfile']
      : ['etcd-keyfile', 'etcd-certfile'];
    found.push({
      message: `kube-apiserver ends when it starts: --${given} without --${missing} is no certificate for etcd`,
      location: source.locate(flagValue(component, given)!.word.range),
      help: `add --${missing}`,
    });
  }
  return found;
}
