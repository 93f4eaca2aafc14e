import { isAbsolute } from '../node/host/path.ts';
import type { Certificate } from '../pki/certificate.ts';
import { signedBy } from '../pki/signed-by.ts';
import { defineCheck, type Finding, NOTHING, type NodeSubject } from './define-check.ts';
import { certificatesInFile, certificatesOf, listed, poolOf } from './reading/certificate-files.ts';
import { componentFile } from './reading/component-file.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';
import {
  isHere,
  kubeconfigsOn,
  type NodeKubeconfig,
  ownAPIServer,
  serverOf,
  servingCertificate,
} from './reading/own-api-server.ts';
import { runningComponents } from './reading/running-components.ts';
import { isForeign } from './reading/untrusted-certificates.ts';

export default defineCheck({
  id: 'kubeconfig-authority-mismatch',
  scope: 'node',
  area: 'api-server',
  summary: "a kubeconfig and the API server of the cluster do not know one another's authority",
  severity: 'warning',
  why: 'An authority that was made anew has the name of the old one and another key. A kubeconfig of before refuses the API server, "certificate signed by unknown authority", and is refused by it.',
  bad: 'a certificate-authority-data of the cluster that was there before "kubeadm reset"',
  good: 'a certificate-authority-data that is what /etc/kubernetes/pki/ca.crt holds',
  fix: 'Write the authority of the cluster into the kubeconfig, and restart what uses it.',
  links: [
    'client-go transport/transport.go TLSConfigFor',
    'staging/src/k8s.io/apiserver/pkg/authentication/request/x509/x509.go AuthenticateRequest',
    'crypto/x509 Certificate.Verify',
  ],
  check: (subject) => {
    const kubeconfigs = kubeconfigsOn(subject).filter(({ config }) => serverOf(config));
    const refused = kubeconfigs.flatMap((one) => serverRefused(subject, one) ?? []);
    const others = kubeconfigs.filter(({ config }) => !refused.some(({ file }) => file === config.file));
    const [first, ...more] = refused;
    return [
      ...(first ? [withMore(first, more)] : NOTHING),
      ...others.flatMap((one) => clientRefused(subject, one) ?? NOTHING),
    ];
  },
});

const UNKNOWN = { kind: 'unknown' } as const;

/** A finding about one kubeconfig. */
interface Refused {
  readonly file: string;
  readonly finding: Finding;
}

/** Where none of them trusts the API server, it is one thing. */
function withMore({ finding }: Refused, more: readonly Refused[]): Finding {
  const places = more.map((other) => ({
    location: other.finding.location!,
    message: `so does what uses "${other.file}"`,
  }));
  return { ...finding, related: [...(finding.related ?? []), ...places] };
}

/** Who asks does not trust the API server. */
function serverRefused(subject: NodeSubject, { of, config }: NodeKubeconfig): Refused | undefined {
  const { certificateAuthority, insecureSkipTLSVerify } = config.cluster!;
  const pool = listed(certificateAuthority ? poolOf(subject.host, certificateAuthority) : UNKNOWN);
  if (!certificateAuthority || insecureSkipTLSVerify || pool.length === 0) return undefined;
  const apiServer = ownAPIServer(subject);
  const file = apiServer && servingCertificate(subject, apiServer);
  const [shown, ...chain] = listed(file?.content ?? UNKNOWN);
  if (apiServer && file && shown) {
    if (signedBy(shown, chain, pool) !== 'no') return undefined;
    // What answers elsewhere may be another; one of the same cluster has an authority of the same name.
    const isOurs = isHere(subject.host, apiServer, serverOf(config)!.host) || isNamesake(pool, shown.issuer);
    if (!isOurs) return undefined;
    const finding = {
      message: `${of} refuses the API server: the authority in "${config.file}" did not sign "${file.path}"`,
      location: certificateAuthority.location,
      help: `put into "${config.file}" what "base64 -w0 /etc/kubernetes/pki/ca.crt" prints, and restart what uses it`,
      related: [{ location: file.location, message: 'the API server shows this certificate' }],
    };
    return { file: config.file, finding };
  }
  if (of !== 'the kubelet') return undefined;
  const finding = differsFromClientAuthority(subject, config.file, pool, certificateAuthority);
  return finding && { file: config.file, finding };
}

/** On a node without an API server: one authority of a cluster stands in two places. */
function differsFromClientAuthority(
  { host, report }: NodeSubject,
  kubeconfig: string,
  pool: readonly Certificate[],
  { location }: { readonly location: Finding['location'] & object },
): Finding | undefined {
  const start = startOnNode(report);
  const setting = start && settingOf(start, 'authentication.x509.clientCAFile');
  if (typeof setting?.value !== 'string' || !isAbsolute(setting.value)) return undefined;
  const others = listed(certificatesInFile(host, setting.value));
  if (others.length === 0 || !others.every(({ commonName }) => isNamesake(pool, commonName)))
    return undefined;
  if (others.some((other) => signedBy(other, [], pool) !== 'no')) return undefined;
  return {
    message: `the authority in "${kubeconfig}" and the one in "${setting.value}" are two of one name, so one of them is not this cluster's: the kubelet and the API server refuse one another`,
    location,
    help: `compare both with "/etc/kubernetes/pki/ca.crt" of a control plane node, and put that in place of the other`,
    related: [{ location: setting.location ?? { file: setting.value }, message: 'the other is named here' }],
  };
}

function isNamesake(pool: readonly Certificate[], name: string): boolean {
  return name !== '' && pool.some(({ commonName }) => commonName === name);
}

/** The API server does not know who asks; of the kubelet another check says it. */
function clientRefused(subject: NodeSubject, { of, config }: NodeKubeconfig): Finding | undefined {
  const material = config.user?.clientCertificate;
  if (of === 'the kubelet' || !material) return undefined;
  const [certificate, ...chain] = listed(certificatesOf(subject.host, material));
  const authority = componentFile(
    subject.host,
    runningComponents(subject.files),
    'kube-apiserver',
    'client-ca-file',
  );
  const pool = listed(authority?.content ?? UNKNOWN);
  if (!certificate || !authority || pool.length === 0) return undefined;
  if (signedBy(certificate, chain, pool) !== 'no') return undefined;
  const isOurs =
    isNamesake(pool, certificate.issuer) || isHere(subject.host, authority.component, serverOf(config)!.host);
  if (!isOurs || isForeign(subject, authority.path)) return undefined;
  return {
    message: `the API server refuses ${of}: "${authority.path}" of --client-ca-file did not sign the certificate in "${config.file}"`,
    location: material.location,
    help: renewed(config.file),
    related: [{ location: authority.location, message: 'the API server checks it against this' }],
  };
}

/** cmd/kubeadm/app/cmd/phases/init/kubeconfig.go. */
function renewed(path: string): string {
  const name = /^\/etc\/kubernetes\/(admin|super-admin|controller-manager|scheduler)\.conf$/.exec(path)?.[1];
  return name === undefined
    ? 'make a kubeconfig with a certificate that it signed'
    : `move "${path}" away, run "kubeadm init phase kubeconfig ${name}", and restart what uses it`;
}
