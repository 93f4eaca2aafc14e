import { shownTime } from '../diagnostics/shown-time.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { renewalHelp, shownCertificates } from './reading/shown-certificates.ts';

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

export default defineCheck({
  id: 'control-plane-certificate-expiring',
  scope: 'node',
  area: 'control-plane',
  summary: 'certificates of the control plane end within thirty days',
  severity: 'info',
  why: 'kubeadm makes certificates for a year, and renews them only when it upgrades the cluster.',
  bad: 'an apiserver.crt that ends in seventeen days',
  good: 'certificates that hold for longer: kubeadm certs check-expiration',
  fix: 'Upgrade the cluster, or renew them and restart the static pods.',
  links: ['https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/'],
  check: (subject) => {
    const { now } = subject;
    const ending = shownCertificates(subject)
      .filter(({ certificate: { notAfter } }) => notAfter >= now && notAfter < now + THIRTY_DAYS)
      .sort((a, b) => a.certificate.notAfter - b.certificate.notAfter);
    const [first, ...others] = ending;
    if (!first) return NOTHING;
    const count = others.length === 0 ? '' : `, and ${others.length} more soon after`;
    return [
      {
        message: `the certificate in "${first.path}" ends on ${shownTime(first.certificate.notAfter)}${count}: then ${first.outcome}`,
        location: first.location,
        help: renewalHelp(ending),
        related: others.map(({ path, location, certificate }) => ({
          location,
          message: `"${path}" ends on ${shownTime(certificate.notAfter)}`,
        })),
      },
    ];
  },
});
