import { isAbsolute } from '../node/host/path.ts';
import { defineCheck, type Finding, NOTHING, type NodeSubject } from './define-check.ts';
import { authorityElsewhere } from './reading/authority-elsewhere.ts';
import { alsoWithout } from './reading/client-authority.ts';
import {
  isMissing,
  nearest,
  type Setting,
  settingOf,
  siblings,
  startOnNode,
} from './reading/kubelet-on-node.ts';

/** Files of certificates and keys, by which a copy of a node shows that it has such files at all. */
const CERTIFICATES = /\.(?:crt|cert|cer|pem|key)$/;

export default defineCheck({
  id: 'kubelet-file-missing',
  scope: 'node',
  area: 'credentials',
  stopsKubelet: true,
  summary: 'a certificate that the kubelet configuration names is not there',
  severity: 'warning',
  why: 'The kubelet checks its configuration without a look at the files that it names. It reads them a moment later, and ends when one is not there: "unable to load client CA file".',
  bad: 'clientCAFile: /etc/kubernetes/pki/wrong-ca.crt',
  good: 'clientCAFile: /etc/kubernetes/pki/ca.crt',
  fix: 'Correct the path, or put the file there, and restart the kubelet.',
  links: ['pkg/kubelet/kubelet.go NewMainKubelet', 'cmd/kubelet/app/auth.go BuildAuth'],
  check: (subject) => {
    const start = startOnNode(subject.report);
    if (!start) return NOTHING;
    const serves = settingOf(start, 'serverTLSBootstrap')?.value !== true;
    const members = [
      'authentication.x509.clientCAFile',
      // Else the certificate comes from the cluster.
      ...(serves ? ['tlsCertFile', 'tlsPrivateKeyFile'] : []),
    ];
    return members.flatMap((member) => {
      const setting = settingOf(start, member);
      return setting ? missingFile(subject, member, setting) : [];
    });
  },
});

function missingFile(subject: NodeSubject, member: string, { value, location }: Setting): Finding[] {
  const { host } = subject;
  if (typeof value !== 'string' || !isAbsolute(value)) return [];
  if (!isMissing(host, value, (path) => CERTIFICATES.test(path))) return [];
  const isAuthority = member.endsWith('clientCAFile');
  const lost = isAuthority ? authorityElsewhere(subject, value) : undefined;
  const others = siblings(host, value).filter((path) => CERTIFICATES.test(path));
  const meant =
    nearest(value, others) ?? others.find((path) => isAuthority && /\/ca\.(?:crt|pem)$/.test(path));
  return [
    {
      message: `the kubelet ends right after its start: there is no "${value}", which "${member}" names`,
      ...(location && { location }),
      help:
        meant === undefined
          ? (lost ?? 'correct the path, or put the file there')
          : `did you mean "${meant}"?`,
      ...(isAuthority && alsoWithout(subject, value)),
    },
  ];
}
