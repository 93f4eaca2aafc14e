import { defineCheck, NOTHING } from './define-check.ts';
import { shownCertificates } from './reading/shown-certificates.ts';

const SERVER = '1.3.6.1.5.5.7.3.1';
const CLIENT = '1.3.6.1.5.5.7.3.2';
const ANY = '2.5.29.37.0';
const NAMES = { [SERVER]: 'serverAuth', [CLIENT]: 'clientAuth' } as const;

export default defineCheck({
  id: 'control-plane-certificate-usage',
  scope: 'node',
  area: 'control-plane',
  summary: 'a certificate of the control plane is not for what it is shown as',
  severity: 'warning',
  why: 'A certificate says by its extended key usage whether it is for servers or for clients. Who is shown the wrong kind refuses it: "x509: certificate specifies an incompatible key usage".',
  bad: 'an apiserver.crt with extendedKeyUsage = clientAuth',
  good: 'an apiserver.crt with extendedKeyUsage = serverAuth',
  fix: 'Make the certificate anew with the usage that it needs.',
  links: [
    'crypto/x509 Certificate.Verify, VerifyOptions.KeyUsages',
    'https://kubernetes.io/docs/setup/best-practices/certificates/#all-certificates',
    'cmd/kubeadm/app/phases/certs/certlist.go',
  ],
  check: (subject) =>
    shownCertificates(subject).flatMap(({ path, location, certificate, outcome, side }) => {
      const { usages } = certificate;
      if (!usages || usages.includes(ANY)) return NOTHING;
      const lacks = side === 'server' ? SERVER : CLIENT;
      if (usages.includes(lacks)) return NOTHING;
      return [
        {
          message: `the certificate in "${path}" is not for ${side}s, its extended key usage lacks "${NAMES[lacks]}": ${outcome}`,
          location,
          help: 'make it anew: move it and its key away, and let "kubeadm init phase certs" or your own authority sign one for it',
        },
      ];
    }),
});
