import { defineCheck, NOTHING } from './define-check.ts';
import { controlPlaneOf } from './reading/running-components.ts';
import { mismatchesByName, TRUST } from './reading/trust-by-name.ts';

export default defineCheck({
  id: 'certificate-authority-mismatch',
  scope: 'directory',
  summary:
    'a certificate of the control plane is checked against an authority that, by its name, did not sign it',
  severity: 'warning',
  why: "kubeadm makes three certificate authorities: ca.crt for the cluster, front-proxy-ca.crt for aggregated APIs and etcd/ca.crt for etcd. A program that checks another's certificate against the wrong one refuses it. The check goes by kubeadm's names, and only where both authorities are in use and their files are not the same.",
  bad: '--etcd-cafile=/etc/kubernetes/pki/ca.crt, and --cert-file=/etc/kubernetes/pki/etcd/server.crt of etcd',
  good: '--etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt, and --cert-file=/etc/kubernetes/pki/etcd/server.crt of etcd',
  fix: 'Name the authority that signed the certificate.',
  links: [
    'cmd/kubeadm/app/phases/certs/certlist.go GetDefaultCertList',
    'https://kubernetes.io/docs/setup/best-practices/certificates/',
  ],
  check: ({ host, files }) => {
    const components = controlPlaneOf(files);
    return components.length === 0
      ? NOTHING
      : TRUST.flatMap((trust) => mismatchesByName(host, components, trust));
  },
});
