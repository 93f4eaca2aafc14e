import { shownTime } from '../diagnostics/shown-time.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { shownCertificates } from './reading/shown-certificates.ts';

export default defineCheck({
  id: 'control-plane-certificate-not-yet-valid',
  scope: 'node',
  area: 'control-plane',
  summary: 'certificates of the control plane begin in the future',
  severity: 'warning',
  why: 'A certificate counts from the time on that stands in it. It was made while the clock of a machine was ahead, or the clock is behind now: "certificate has expired or is not yet valid".',
  bad: 'an apiserver.crt that is valid from March on, in February',
  good: 'certificates whose time has begun',
  fix: 'Correct the clock of the machine, or make the certificates anew.',
  links: ['crypto/x509 Certificate.Verify, isValid', 'chronyc(1) tracking'],
  check: (subject) => {
    const early = shownCertificates(subject).filter(({ certificate }) => subject.now < certificate.notBefore);
    const [first, ...others] = early;
    if (!first) return NOTHING;
    const count = others.length === 0 ? '' : `, and ${others.length} more of the control plane with it`;
    return [
      {
        message: `the certificate in "${first.path}" is valid from ${shownTime(first.certificate.notBefore)} on${count}: ${first.outcome}`,
        location: first.location,
        help:
          first.renewal === null
            ? "correct the machine's clock, or make the certificate anew"
            : `correct the machine's clock, or run "kubeadm certs renew ${others.length === 0 ? first.renewal : 'all'}"`,
        related: others.map(({ path, location, certificate, outcome }) => ({
          location,
          message: `"${path}" is valid from ${shownTime(certificate.notBefore)} on: ${outcome}`,
        })),
      },
    ];
  },
});
