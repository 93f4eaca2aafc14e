import { wordOfCommand } from '../diagnostics/shell-word.ts';
import type { Host } from '../node/host/host.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { poolOf } from './reading/certificate-files.ts';
import { type Credential, type KubeletClient, kubeletClient } from './reading/kubelet-client.ts';

export default defineCheck({
  id: 'kubelet-client-certificate-unusable',
  scope: 'node',
  area: 'credentials',
  stopsKubelet: true,
  summary: "the kubelet can't load its client certificate, the key of it, or the authority in its kubeconfig",
  severity: 'warning',
  why: 'The kubelet loads the pair that it signs in with before anything else: "could not convert data from … into cert/key pair". A file that was cut off, overwritten or put together of two halves that do not belong together ends it.',
  bad: 'a kubelet-client-current.pem with a certificate and the key of another',
  good: 'a kubelet-client-current.pem with a certificate and its own key',
  fix: 'Let kubelet-client-current.pem lead to a pair that is whole, or have the node join again.',
  links: [
    'client-go util/certificate/certificate_store.go Current; certificate_manager.go getCurrentCertificateOrBootstrap',
    'pkg/kubelet/certificate/bootstrap/bootstrap.go LoadClientConfig, isClientConfigStillValid',
    'crypto/tls X509KeyPair',
  ],
  check: (subject) => {
    const client = kubeletClient(subject);
    if (!client || client.bootstrap === 'unknown' || client.rotates === undefined) return NOTHING;
    const problem = problemOf(client) ?? authorityProblem(subject.host, client);
    if (!problem) return NOTHING;
    const { reason, credential } = problem;
    return [
      {
        message: `the kubelet ends right after its start: ${reason}`,
        location: problem.location ?? credential!.certificate.location,
        help: problem.help ?? helpOf(client, credential!),
      },
    ];
  },
});

interface Problem {
  readonly reason: string;
  readonly credential?: Credential;
  readonly location?: Finding['location'];
  readonly help?: string;
}

function problemOf({ own, shown, rotates, bootstrap }: KubeletClient): Problem | undefined {
  // What it keeps in its own directory it must be able to load, whatever its kubeconfig says.
  if (rotates && shown !== own) {
    const reason = pairProblem(shown);
    if (reason) return { reason, credential: shown };
  }
  // With a bootstrap kubeconfig it gets another.
  if (bootstrap === 'present') return undefined;
  const isInFiles = own.certificate.kind === 'file' && own.key.kind === 'file';
  const isLatest = rotates && shown === own;
  // A pair of files is not looked at before it is used; the one that it rotates is, and what is in the kubeconfig.
  const isLoaded = isInFiles ? isLatest : bootstrap === 'absent' || !rotates || isLatest;
  if (own.content.kind === 'refused' && bootstrap !== 'absent' && !isLoaded) return undefined;
  const reason = isLoaded || own.content.kind === 'refused' ? pairProblem(own) : undefined;
  return reason === undefined ? undefined : { reason, credential: own };
}

function pairProblem({ content, match, name, key }: Credential): string | undefined {
  if (content.kind === 'refused') return `its client certificate ${name} can't be used: ${content.reason}`;
  const keyName = key.kind === 'file' ? `"${key.path}"` : '"client-key-data"';
  if (match.kind === 'other-key')
    return `the private key in ${keyName} is not the key of the certificate in ${keyName === name ? 'it' : name}`;
  return match.kind === 'refused' ? `${keyName} can't be used: ${match.reason}` : undefined;
}

function authorityProblem(host: Host, { config, bootstrap }: KubeletClient): Problem | undefined {
  const authority = config.cluster?.certificateAuthority;
  if (!authority || bootstrap === 'present') return undefined;
  const content = poolOf(host, authority);
  if (content.kind !== 'refused') return undefined;
  const name = authority.kind === 'file' ? `"${authority.path}"` : '"certificate-authority-data"';
  return {
    reason: `the authority in its kubeconfig, ${name}, can't be used: ${content.reason}`,
    location: authority.location,
    help: 'put the certificate of the cluster\'s authority there, as "/etc/kubernetes/pki/ca.crt" of a control plane node has it',
  };
}

function helpOf({ config, rotates }: KubeletClient, { certificate }: Credential): string {
  if (rotates && certificate.kind === 'file' && certificate.path.endsWith('/kubelet-client-current.pem')) {
    const others = wordOfCommand(certificate.path.slice(0, -'current.pem'.length));
    return `let "${certificate.path}" lead to a whole one${others === undefined ? '' : `: ls -l ${others}*`}`;
  }
  return `correct "${config.file}", or have the node join again`;
}
