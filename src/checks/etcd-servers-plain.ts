import { etcdServersOf, tlsFlagOf } from '../control-plane/etcd-servers.ts';
import { defineCheck } from './define-check.ts';

export default defineCheck({
  id: 'etcd-servers-plain',
  scope: 'file',
  summary: 'kube-apiserver has certificates for etcd, and speaks http to it',
  severity: 'warning',
  programs: ['kube-apiserver'],
  why: 'For an http endpoint the client of etcd drops all certificates. An etcd that serves https, as one with certificates does, hangs up on it; one that serves http sends everything, secrets among it, in the clear.',
  bad: '--etcd-servers=http://127.0.0.1:2379 and --etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt',
  good: '--etcd-servers=https://127.0.0.1:2379 and --etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt',
  fix: 'Write https, or remove the certificates if etcd serves http.',
  links: ['go.etcd.io/etcd/client/v3/internal/endpoint/endpoint.go schemeToCredsRequirement'],
  check: ({ components }) =>
    components.flatMap((component) => {
      const flag = tlsFlagOf(component);
      const plain = flag && etcdServersOf(component).find(({ dialed }) => dialed?.scheme === 'http');
      if (!plain) return [];
      return [
        {
          message: `kube-apiserver speaks http to "${plain.text}", and does not use --${flag} for it`,
          location: component.source.locate(plain.range),
          help: `write "${plain.text.replace(/^http/i, 'https')}", or remove --${flag}`,
        },
      ];
    }),
});
