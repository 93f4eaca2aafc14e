import { contains, parseRange } from '../control-plane/address-range.ts';
import { flagValue } from '../control-plane/component.ts';
import type { Certificate } from '../pki/certificate.ts';
import { isFor } from '../pki/host-names.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { listed } from './reading/certificate-files.ts';
import {
  isHere,
  kubeconfigsOn,
  ownAPIServer,
  serverOf,
  servingCertificate,
} from './reading/own-api-server.ts';

export default defineCheck({
  id: 'api-server-certificate-names',
  scope: 'node',
  area: 'api-server',
  summary: "the API server's certificate is not for the name or the address by which it is asked",
  severity: 'warning',
  why: 'A client compares the host in its URL with the names in the certificate: "x509: certificate is valid for 10.96.0.1, 10.0.0.9, not 10.0.0.4". The address of a node changes, the certificate stays.',
  bad: 'server: https://10.0.0.4:6443, and a certificate for 10.0.0.9',
  good: 'server: https://10.0.0.4:6443, and a certificate for 10.0.0.4',
  fix: 'Make the certificate anew: kubeadm takes the addresses of the node, and apiServer.certSANs.',
  links: [
    'crypto/x509 Certificate.VerifyHostname',
    'cmd/kubeadm/app/util/pkiutil/pki_helpers.go GetAPIServerAltNames',
    'client-go rest/config.go InClusterConfig',
  ],
  check: (subject) => {
    const apiServer = ownAPIServer(subject);
    const file = apiServer && servingCertificate(subject, apiServer);
    const [certificate] = listed(file?.content ?? { kind: 'unknown' });
    if (!apiServer || !file || !certificate) return NOTHING;
    const related = [{ location: file.location, message: 'the certificate is this' }];
    const help = `move "${file.path}" and its key away, and run "kubeadm init phase certs apiserver"`;
    const asked = new Set<string>();
    const found: Finding[] = [];
    for (const { of, config } of kubeconfigsOn(subject)) {
      const server = serverOf(config);
      const { tlsServerName, insecureSkipTLSVerify } = config.cluster!;
      if (!server || insecureSkipTLSVerify || !isHere(subject.host, apiServer, server.host)) continue;
      const name = tlsServerName?.value ?? server.host;
      if (isFor(certificate, name) || asked.has(name)) continue;
      asked.add(name);
      found.push({
        message: `${of} refuses the API server: it asks for "${name}", and "${file.path}" is for ${namesIn(certificate)}`,
        location: tlsServerName?.location ?? server.location,
        help,
        related,
      });
    }
    const ranges = flagValue(apiServer, 'service-cluster-ip-range');
    const service = serviceAddress(ranges?.value ?? '');
    if (ranges && service !== undefined && !isFor(certificate, service)) {
      found.push({
        message: `pods refuse the API server: they ask for "${service}", the first address of --service-cluster-ip-range, and "${file.path}" is for ${namesIn(certificate)}`,
        location: apiServer.source.locate(ranges.valueWord.range),
        help,
        related,
      });
    }
    return found;
  },
});

const MOST_NAMES = 12;

function namesIn({ dnsNames, ipAddresses }: Certificate): string {
  const names = [...ipAddresses, ...dnsNames].map((name) => name.slice(0, 100));
  if (names.length === 0) return 'no name at all';
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : '';
  return `${names.slice(0, MOST_NAMES).join(', ')}${more}`;
}

/** The address of the service "kubernetes" (pkg/controlplane/services.go ServiceIPRange); of IPv4 only. */
function serviceAddress(ranges: string): string | undefined {
  const first = ranges.split(',')[0]!;
  const range = parseRange(first);
  if (range?.family !== 4 || range.prefix > 30) return undefined;
  const value = range.start + 1n;
  const text = [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  return contains(range, text) ? text : undefined;
}
