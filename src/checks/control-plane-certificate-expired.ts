import { shownTime } from '../diagnostics/shown-time.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { renewalHelp, shownCertificates } from './reading/shown-certificates.ts';

export default defineCheck({
  id: 'control-plane-certificate-expired',
  scope: 'node',
  area: 'control-plane',
  summary: 'certificates of the control plane have ended',
  severity: 'warning',
  why: 'kubeadm makes certificates for a year, and renews them only when it upgrades the cluster. All of one day end together. Who is shown one that has ended refuses it: "certificate has expired or is not yet valid".',
  bad: 'an apiserver.crt that ended in February, in June',
  good: 'certificates that have not ended: kubeadm certs check-expiration',
  fix: 'Renew them, and restart the static pods, which read most of them only when they start.',
  links: [
    'cmd/kubeadm/app/phases/certs/renewal/manager.go',
    'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/',
    'crypto/x509 Certificate.Verify',
  ],
  check: (subject) => {
    const ended = shownCertificates(subject).filter(({ certificate }) => subject.now > certificate.notAfter);
    const [first, ...others] = ended;
    if (!first) return NOTHING;
    const count = others.length === 0 ? '' : `, and ${others.length} more of the control plane with it`;
    return [
      {
        message: `the certificate in "${first.path}" ended on ${shownTime(first.certificate.notAfter)}${count}: ${first.outcome}`,
        location: first.location,
        help: renewalHelp(ended),
        related: others.map(({ path, location, certificate, outcome }) => ({
          location,
          message: `"${path}" ended on ${shownTime(certificate.notAfter)}: ${outcome}`,
        })),
      },
    ];
  },
});
