import { componentsNamed, flagValue } from '../control-plane/component.ts';
import { membersAskedBy } from '../control-plane/etcd-servers.ts';
import { isLoopback } from '../control-plane/host-address.ts';
import { isFor } from '../pki/host-names.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { listed } from './reading/certificate-files.ts';
import { componentFile } from './reading/component-file.ts';
import { runningComponents } from './reading/running-components.ts';

export default defineCheck({
  id: 'etcd-certificate-names',
  scope: 'node',
  area: 'control-plane',
  summary: "etcd's certificate is not for the address by which the API server asks it",
  severity: 'warning',
  why: 'The API server compares the host in --etcd-servers with the names in the certificate that etcd shows: "x509: certificate is valid for 10.0.0.4, not 127.0.0.1". It ends when no etcd answers.',
  bad: '--etcd-servers=https://127.0.0.1:2379, and a server.crt for 10.0.0.4 alone',
  good: 'a server.crt for 127.0.0.1 too, as kubeadm makes it',
  fix: 'Make the certificate anew, or ask etcd by a name that it is for.',
  links: [
    'crypto/x509 Certificate.VerifyHostname',
    'cmd/kubeadm/app/util/pkiutil/pki_helpers.go GetEtcdAltNames',
    'staging/src/k8s.io/apiserver/pkg/storage/storagebackend/factory/etcd3.go newETCD3Client',
  ],
  check: ({ host, files }) => {
    const components = runningComponents(files);
    const [apiServer, ...others] = componentsNamed(components, 'kube-apiserver');
    const [etcd, another] = componentsNamed(components, 'etcd');
    if (!apiServer || others.length > 0 || !etcd || another) return NOTHING;
    const file = componentFile(host, components, 'etcd', 'cert-file');
    const [certificate] = listed(file?.content ?? { kind: 'unknown' });
    if (!file || !certificate) return NOTHING;
    const own = flagValue(etcd, 'advertise-client-urls')?.value ?? '';
    return membersAskedBy(apiServer).flatMap(({ dialed, range, text }) => {
      if (dialed?.scheme !== 'https' || isFor(certificate, dialed.host)) return [];
      // Another address is another member's, with a certificate of its own.
      if (!isLoopback(dialed.host) && !own.split(',').includes(text)) return [];
      return [
        {
          message: `the API server refuses etcd, and ends: it asks for "${dialed.host}", and "${file.path}" is for ${[...certificate.ipAddresses, ...certificate.dnsNames].slice(0, 12).join(', ') || 'no name at all'}`,
          location: apiServer.source.locate(range),
          help:
            file.path === '/etc/kubernetes/pki/etcd/server.crt'
              ? 'move "/etc/kubernetes/pki/etcd/server.crt" and its key away, run "kubeadm init phase certs etcd-server", and restart etcd'
              : 'make the certificate anew with this address, and restart etcd',
          related: [{ location: file.location, message: 'the certificate is this' }],
        },
      ];
    });
  },
});
