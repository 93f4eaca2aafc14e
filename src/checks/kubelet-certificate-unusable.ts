import type { Host } from '../node/host/host.ts';
import type { KubeletStart } from '../node/kubelet/start-kubelet.ts';
import { defineCheck, type Finding, NOTHING, type NodeSubject } from './define-check.ts';
import { authorityElsewhere } from './reading/authority-elsewhere.ts';
import { certificatesInFile, keyMatch } from './reading/certificate-files.ts';
import { alsoWithout, clientAuthority, type NamedFile, namedFile } from './reading/client-authority.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';
import { endsOrWaits } from './reading/odd-file.ts';

export default defineCheck({
  id: 'kubelet-certificate-unusable',
  scope: 'node',
  area: 'credentials',
  stopsKubelet: true,
  summary: "a certificate that the kubelet configuration names is none, or the key beside it is another's",
  severity: 'warning',
  why: 'The kubelet checks its configuration without a look into the files that it names. It loads them a moment later, and ends: "unable to load client CA file", "failed to load certificate".',
  bad: 'a clientCAFile that is empty',
  good: 'a clientCAFile with the certificate of the authority',
  fix: 'Put the right file there, and restart the kubelet.',
  links: [
    'pkg/kubelet/kubelet.go NewMainKubelet',
    'cmd/kubelet/app/auth.go BuildAuthn',
    'client-go util/cert/pem.go ParseCertsPEM',
    'crypto/tls X509KeyPair',
  ],
  check: (subject) => {
    const start = startOnNode(subject.report);
    if (!start) return NOTHING;
    const authority = clientAuthority(subject.report);
    return [...(authority ? unusableAuthority(subject, authority) : []), ...servingPair(subject, start)];
  },
});

function unusableAuthority(subject: NodeSubject, authority: NamedFile): Finding[] {
  const { path } = authority;
  const help =
    authorityElsewhere(subject, path) ??
    'put the certificate of the cluster\'s authority there, as "/etc/kubernetes/pki/ca.crt" of a control plane node has it';
  return unusable(subject.host, authority, help).map((one) => ({ ...one, ...alsoWithout(subject, path) }));
}

function unusable(host: Host, { member, path, location }: NamedFile, help: string): Finding[] {
  const content = certificatesInFile(host, path);
  if (content.kind !== 'refused') return [];
  return [
    {
      message: `the kubelet ${endsOrWaits(host, path)} right after its start: "${path}", which "${member}" names, holds no certificate that it can load: ${content.reason}`,
      location,
      help,
    },
  ];
}

function servingPair({ host, report }: NodeSubject, start: KubeletStart): Finding[] {
  // Else the certificate comes from the cluster.
  if (settingOf(start, 'serverTLSBootstrap')?.value === true) return [];
  const certificate = namedFile(report, 'tlsCertFile');
  const key = namedFile(report, 'tlsPrivateKeyFile');
  if (!certificate || !key) return [];
  const content = certificatesInFile(host, certificate.path);
  if (content.kind !== 'certificates')
    return unusable(host, certificate, 'put the certificate back, or make it anew with its key');
  const match = keyMatch(host, content.certificates[0], {
    kind: 'file',
    path: key.path,
    location: key.location,
  });
  if (match.kind !== 'other-key' && match.kind !== 'refused') return [];
  const reason =
    match.kind === 'refused'
      ? `"${key.path}", which "tlsPrivateKeyFile" names, can't be used: ${match.reason}`
      : `the private key in "${key.path}" is not the key of the certificate in "${certificate.path}"`;
  return [
    {
      message: `the kubelet ends right after its start: ${reason}`,
      location: key.location,
      help: 'name a certificate and its own key, or neither: the kubelet then makes both itself',
    },
  ];
}
