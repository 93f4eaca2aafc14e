import { shownTime } from '../diagnostics/shown-time.ts';
import type { Host } from '../node/host/host.ts';
import { isAbsolute } from '../node/host/path.ts';
import type { Certificate } from '../pki/certificate.ts';
import { signedBy } from '../pki/signed-by.ts';
import { defineCheck, type Finding, NOTHING, type NodeSubject } from './define-check.ts';
import { certificatesInFile, listed, poolOf } from './reading/certificate-files.ts';
import { componentFile } from './reading/component-file.ts';
import { type KubeletClient, kubeletClient } from './reading/kubelet-client.ts';
import { settingOf } from './reading/kubelet-on-node.ts';
import { JOIN_AGAIN } from './reading/new-kubeconfig.ts';
import { isHere, ownAPIServer, serverOf } from './reading/own-api-server.ts';
import { runningComponents } from './reading/running-components.ts';
import { isForeign } from './reading/untrusted-certificates.ts';

export default defineCheck({
  id: 'kubelet-client-certificate-refused',
  scope: 'node',
  area: 'api-server',
  summary: "the API server refuses the kubelet's client certificate",
  severity: 'warning',
  why: 'The kubelet starts, runs its static pods, and is "Unauthorized" to the API server, again and again. The node stays NotReady. A certificate that is not valid yet comes of a wrong clock; one of another authority, of a cluster that was made anew.',
  bad: 'a kubelet-client-current.pem of the cluster that was there before "kubeadm reset"',
  good: "a certificate that the authority in the API server's --client-ca-file signed",
  fix: 'Correct the clock, or have the node join again.',
  links: [
    'staging/src/k8s.io/apiserver/pkg/authentication/request/x509/x509.go AuthenticateRequest',
    'cmd/kubelet/app/server.go buildKubeletClientConfig',
    'crypto/x509 Certificate.Verify',
  ],
  check: (subject) => {
    const client = kubeletClient(subject);
    const [certificate, ...chain] = listed(client?.shown.content ?? { kind: 'unknown' });
    if (!client || !certificate) return NOTHING;
    const problem = refusal(subject, client, certificate, chain);
    if (!problem) return NOTHING;
    const { shown } = client;
    return [
      {
        message: `the API server refuses the kubelet: its client certificate ${shown.name} ${problem.reason}`,
        location: shown.certificate.location,
        help: problem.help,
        ...(problem.related && { related: [problem.related] }),
      },
    ];
  },
});

/** The usage of a client (RFC 5280), and what stands for all. */
const CLIENT_USAGES = ['1.3.6.1.5.5.7.3.2', '2.5.29.37.0'];

interface Refusal {
  readonly reason: string;
  readonly help: string;
  readonly related?: NonNullable<Finding['related']>[number];
}

/** On a node without an API server: one authority of a cluster signs for both sides, and has one name. */
function ofOtherAuthority(
  host: Host,
  { start, config }: KubeletClient,
  certificate: Certificate,
  chain: readonly Certificate[],
): Refusal | undefined {
  const authority = config.cluster?.certificateAuthority;
  const pool = listed(authority ? poolOf(host, authority) : { kind: 'unknown' });
  if (!pool.some(({ commonName }) => commonName !== '' && commonName === certificate.issuer))
    return undefined;
  if (signedBy(certificate, chain, pool) !== 'no') return undefined;
  // With the kubelet's own, it is the kubeconfig's that is another.
  const own = settingOf(start, 'authentication.x509.clientCAFile')?.value;
  const owns = typeof own === 'string' && isAbsolute(own) ? listed(certificatesInFile(host, own)) : [];
  if (owns.length > 0 && signedBy(certificate, chain, owns) !== 'no') return undefined;
  return {
    reason: `was signed by another "${certificate.issuer.slice(0, 80)}" than the authority in "${config.file}"`,
    help: JOIN_AGAIN,
    related: { location: authority!.location, message: 'the authority of the cluster' },
  };
}

function refusal(
  subject: NodeSubject,
  client: KubeletClient,
  certificate: Certificate,
  chain: readonly Certificate[],
): Refusal | undefined {
  const { host, files, now } = subject;
  if (now < certificate.notBefore) {
    return {
      reason: `is valid from ${shownTime(certificate.notBefore)} on`,
      help: "correct the machine's clock, or make the certificate anew with a clock that is right",
    };
  }
  // With the flag it gets another when it starts, or ends.
  if (now > certificate.notAfter) {
    if (client.bootstrap !== 'none') return undefined;
    return { reason: `ended on ${shownTime(certificate.notAfter)}`, help: 'give it one that has not ended' };
  }
  const { usages } = certificate;
  if (usages && !usages.some((one) => CLIENT_USAGES.includes(one))) {
    return { reason: 'is not for clients: its extended key usage lacks "clientAuth"', help: JOIN_AGAIN };
  }
  const authority = componentFile(host, runningComponents(files), 'kube-apiserver', 'client-ca-file');
  const pool = listed(authority?.content ?? { kind: 'unknown' });
  if (!authority && ownAPIServer(subject) === undefined)
    return ofOtherAuthority(host, client, certificate, chain);
  if (!authority || pool.length === 0 || signedBy(certificate, chain, pool) !== 'no') return undefined;
  // That file is said to be the wrong one.
  if (isForeign(subject, authority.path)) return undefined;
  // The kubelet may be of another cluster than the control plane in its static pods.
  const server = serverOf(client.config)?.host;
  const isNamesake = pool.some(({ commonName }) => commonName === certificate.issuer);
  if (!isNamesake && !(server && isHere(host, authority.component, server))) return undefined;
  return {
    reason: `was not signed by "${authority.path}", by which the API server of this node knows its clients`,
    help: JOIN_AGAIN,
    related: { location: authority.location, message: 'the API server checks it against this' },
  };
}
