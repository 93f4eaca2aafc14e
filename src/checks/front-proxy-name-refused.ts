import { flagValue } from '../control-plane/component.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { listed } from './reading/certificate-files.ts';
import { fileOf } from './reading/component-file.ts';
import { ownAPIServer } from './reading/own-api-server.ts';

export default defineCheck({
  id: 'front-proxy-name-refused',
  scope: 'node',
  area: 'control-plane',
  summary: "servers of aggregated APIs are not to take the API server's name",
  severity: 'warning',
  why: 'The API server signs in to servers of aggregated APIs, as metrics-server, with --proxy-client-cert-file, and tells them by --requestheader-allowed-names which names to take. Without its own among them they refuse it: "x509: subject with cn=… is not in the allowed list".',
  bad: '--requestheader-allowed-names=aggregator, and a certificate of front-proxy-client',
  good: '--requestheader-allowed-names=front-proxy-client',
  fix: 'Name the common name of the certificate.',
  links: [
    'staging/src/k8s.io/apiserver/pkg/authentication/request/x509/x509.go verifySubject',
    'staging/src/k8s.io/apiserver/pkg/authentication/request/headerrequest/requestheader_controller.go',
    'https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/',
  ],
  check: (subject) => {
    const server = ownAPIServer(subject);
    const names = (server?.flags ?? []).filter(({ name }) => name === 'requestheader-allowed-names');
    const file = server && fileOf(subject.host, server, 'proxy-client-cert-file');
    const [certificate] = listed(file?.content ?? { kind: 'unknown' });
    const last = server && flagValue(server, 'requestheader-allowed-names');
    const allowed = names.flatMap(({ value }) => (value ?? '').split(','));
    if (!file || !certificate || !last || allowed.length === 0 || allowed.includes('')) return NOTHING;
    if (allowed.some((name) => name.includes('$(')) || allowed.includes(certificate.commonName))
      return NOTHING;
    return [
      {
        message: `servers of aggregated APIs refuse the API server: "${file.path}" is of "${certificate.commonName}", and --requestheader-allowed-names has "${allowed.join(',')}" alone`,
        location: server.source.locate(last.valueWord.range),
        help: `add "${certificate.commonName}"`,
        related: [{ location: file.location, message: 'the certificate is this' }],
      },
    ];
  },
});
