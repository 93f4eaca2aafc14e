import { kubeadmCertificate } from '../control-plane/kubeadm-certificates.ts';
import { wordOfCommand } from '../diagnostics/shell-word.ts';
import { shownTime } from '../diagnostics/shown-time.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { listed } from './reading/certificate-files.ts';
import { componentFile } from './reading/component-file.ts';
import { runningComponents } from './reading/running-components.ts';

/** Who checks certificates against which authority, by how much does not work without it. */
const AUTHORITIES = [
  ['etcd', 'trusted-ca-file'],
  ['kube-apiserver', 'etcd-cafile'],
  ['kube-apiserver', 'client-ca-file'],
  ['kube-controller-manager', 'root-ca-file'],
  ['kube-apiserver', 'requestheader-client-ca-file'],
  ['etcd', 'peer-trusted-ca-file'],
] as const;

export default defineCheck({
  id: 'control-plane-authority-expired',
  scope: 'node',
  area: 'control-plane',
  summary: 'an authority of the control plane has ended',
  severity: 'warning',
  why: 'kubeadm makes authorities for ten years and never renews them. With its authority every certificate that it signed is refused, whatever time they have left themselves: "certificate has expired or is not yet valid".',
  bad: 'a ca.crt that ended in February, in June',
  good: 'a ca.crt that has not ended: kubeadm certs check-expiration',
  fix: 'Renew its certificate with its own key (openssl x509 -signkey): what it signed stays good. An authority with a new key would make every node join again.',
  links: [
    'crypto/x509 Certificate.Verify, isValid',
    'https://kubernetes.io/docs/tasks/tls/manual-rotation-of-ca-certificates/',
  ],
  check: ({ host, files, now }) => {
    const components = runningComponents(files);
    if (components.length === 0) return NOTHING;
    const seen = new Set<string>();
    return AUTHORITIES.flatMap(([name, flag]): Finding[] => {
      const file = componentFile(host, components, name, flag);
      const pool = listed(file?.content ?? { kind: 'unknown' });
      // One in a file that has not ended is enough.
      if (!file || pool.length === 0 || seen.has(file.path) || !pool.every(({ notAfter }) => now > notAfter))
        return [];
      seen.add(file.path);
      const last = Math.max(...pool.map(({ notAfter }) => notAfter));
      return [
        {
          message: `the authority in "${file.path}" ended on ${shownTime(last)}: ${name} refuses all that it signed`,
          location: file.location,
          help: renewed(file.path, pool.length),
        },
      ];
    });
  },
});

/**
 * With the same key and name what it signed stays good (crypto/x509 Verify goes by both); `x509 -signkey` keeps
 * extensions and the serial number, of one certificate.
 */
function renewed(path: string, count: number): string {
  const stem = count === 1 ? wordOfCommand(path)?.match(/^([^']*)\.(?:crt|pem)$/)?.[1] : undefined;
  const command =
    stem === undefined
      ? 'renew its certificate with the key that it has'
      : `run "openssl x509 -in ${path} -signkey ${stem}.key -days 3650 -out ${stem}-renewed.crt"`;
  const isOfCluster = kubeadmCertificate(path)?.authority === 'ca.crt';
  const spread = isOfCluster
    ? `put it in the place of the old one on every node, and as "base64 -w0" prints it into "certificate-authority-data" of every kubeconfig`
    : 'put it in the place of the old one on every control plane node';
  return `keep its key, with which all that it signed stays good: ${command}, ${spread}, and restart what uses it`;
}
