import { defineCheck, type Finding, type NodeSubject } from './define-check.ts';
import { authorityElsewhere } from './reading/authority-elsewhere.ts';
import { certificateMadeAnew } from './reading/made-anew.ts';
import { type ForeignAuthority, foreignAuthorities } from './reading/untrusted-certificates.ts';

export default defineCheck({
  id: 'control-plane-certificate-untrusted',
  scope: 'node',
  area: 'control-plane',
  summary: 'a certificate of the control plane was not signed by the authority that it is checked against',
  severity: 'warning',
  why: 'An authority that was made anew has the name of the old one and another key: nothing in the manifests shows it. Who checks a certificate against it says "certificate signed by unknown authority".',
  bad: 'an apiserver-etcd-client.crt of before "kubeadm init phase certs etcd-ca" was run again',
  good: 'certificates that the authority in use signed',
  fix: 'Put the right authority back, or have it sign the certificate anew.',
  links: [
    'crypto/x509 Certificate.Verify',
    'https://kubernetes.io/docs/setup/best-practices/certificates/',
    'cmd/kubeadm/app/phases/certs/certlist.go',
  ],
  check: (subject) => foreignAuthorities(subject).map((one) => findingOf(subject, one)),
});

function findingOf(subject: NodeSubject, foreign: ForeignAuthority): Finding {
  const { authority, untrusted } = foreign;
  const [first, ...others] = untrusted;
  const namesake = first.isNamesake
    ? `, but another of the name "${first.certificate.issuer.slice(0, 80)}"`
    : '';
  return {
    message: `"${authority.path}" of --${authority.flag} did not sign ${first.what}${namesake}: ${first.outcome}`,
    location: first.location,
    help: helpOf(subject, foreign),
    related: [
      { location: authority.location, message: 'it is checked against this authority' },
      ...others.map(({ location, what, outcome }) => ({
        location,
        message: `it did not sign ${what} either: ${outcome}`,
      })),
    ],
  };
}

function helpOf(subject: NodeSubject, { authority, untrusted }: ForeignAuthority): string {
  const made = certificateMadeAnew(untrusted[0].path);
  if (untrusted.length === 1)
    return `put back the authority that signed it, or have this one sign it anew${made === undefined ? '' : `: move it away with its key, and run "${made}"`}`;
  const back = `put back the authority that signed them, "${authority.path}" with its key, from another control plane node or a backup`;
  const elsewhere = authorityElsewhere(
    subject,
    authority.path,
    untrusted.map(({ certificate }) => certificate),
  );
  return elsewhere === undefined ? back : `${back}; ${elsewhere}`;
}
