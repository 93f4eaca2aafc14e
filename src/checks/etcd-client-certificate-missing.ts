import { flagValue } from '../control-plane/component.ts';
import { configuredEtcdsOf, type Etcd, settingOf, switchOf } from '../control-plane/etcd-line.ts';
import { answersAt, clientUrlsOf, ownHostsOf } from '../control-plane/etcd-listeners.ts';
import { hasEtcdCertificate, membersAskedBy } from '../control-plane/etcd-servers.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { controlPlaneOf } from './reading/running-components.ts';

export default defineCheck({
  id: 'etcd-client-certificate-missing',
  scope: 'directory',
  summary: 'etcd asks its clients for certificates, and kube-apiserver has none',
  severity: 'warning',
  why: 'With --client-cert-auth, or with --trusted-ca-file alone, etcd lets nobody in without a certificate of its CA. kube-apiserver then waits for etcd, and ends.',
  bad: 'etcd with --client-cert-auth=true, and kube-apiserver without --etcd-certfile and --etcd-keyfile',
  good: 'kube-apiserver with --etcd-cafile, --etcd-certfile and --etcd-keyfile',
  fix: 'Give kube-apiserver --etcd-cafile, --etcd-certfile and --etcd-keyfile.',
  links: [
    'go.etcd.io/etcd/client/pkg/v3/transport/listener.go TLSInfo.ServerConfig',
    'staging/src/k8s.io/apiserver/pkg/storage/storagebackend/factory/etcd3.go newETCD3Client',
  ],
  check: ({ files }) => {
    const components = controlPlaneOf(files);
    const etcds = configuredEtcdsOf(components).filter(asksCertificates);
    if (etcds.length === 0) return NOTHING;
    return components.flatMap((component): Finding[] => {
      if (component.name !== 'kube-apiserver' || !component.hostNetwork || hasEtcdCertificate(component))
        return [];
      // With one of two it ends before it asks.
      if (['etcd-certfile', 'etcd-keyfile'].some((name) => flagValue(component, name))) return [];
      for (const { text, dialed, range } of membersAskedBy(component)) {
        const etcd =
          dialed &&
          dialed.scheme !== 'http' &&
          etcds.find(
            (one) =>
              ownHostsOf([one])(dialed.host) &&
              clientUrlsOf(one)?.some(
                (url) => url.scheme === 'https' && url.port === dialed.port && answersAt(url, dialed.host),
              ),
          );
        if (!etcd) continue;
        return [
          {
            message: `etcd lets kube-apiserver in at "${text}" with a certificate only, and it has none`,
            location: component.source.locate(range),
            help: 'add --etcd-certfile and --etcd-keyfile',
            related: [
              { location: etcd.component.source.locate(askedBy(etcd)), message: 'this makes etcd ask' },
            ],
          },
        ];
      }
      return [];
    });
  },
});

function asksCertificates({ component, line }: Etcd): boolean {
  if (!component.hostNetwork) return false;
  const ca = settingOf(line, 'trusted-ca-file').text;
  return (ca !== null && ca !== '') || switchOf(line, 'client-cert-auth') === true;
}

function askedBy({ component, line }: Etcd) {
  const { range } = settingOf(line, 'client-cert-auth');
  return range ?? settingOf(line, 'trusted-ca-file').range ?? component.container.range;
}
