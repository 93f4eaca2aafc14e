import { baseName, clean, parentOf } from '../node/host/path.ts';
import { rememberTexts } from './remember-texts.ts';

/** The certificate authorities that kubeadm makes. */
export type Authority = 'ca.crt' | 'front-proxy-ca.crt' | 'etcd/ca.crt';

/** A certificate as kubeadm names it. */
export interface KubeadmCertificate {
  /** Where all of them lie: `/etc/kubernetes/pki`. */
  readonly directory: string;
  /** Without its suffix: `apiserver`, `etcd/server`. */
  readonly name: string;
  /** Which of them signed it; an authority is its own. */
  readonly authority: Authority;
}

/** cmd/kubeadm/app/phases/certs/certlist.go, app/constants. */
const AUTHORITIES: Readonly<Record<string, Authority>> = {
  ca: 'ca.crt',
  apiserver: 'ca.crt',
  'apiserver-kubelet-client': 'ca.crt',
  'front-proxy-ca': 'front-proxy-ca.crt',
  'front-proxy-client': 'front-proxy-ca.crt',
  'apiserver-etcd-client': 'etcd/ca.crt',
  'etcd/ca': 'etcd/ca.crt',
  'etcd/server': 'etcd/ca.crt',
  'etcd/peer': 'etcd/ca.crt',
  'etcd/healthcheck-client': 'etcd/ca.crt',
};

/** What a certificate or key is by its path; undefined where kubeadm makes none of that name. */
export function kubeadmCertificate(path: string): KubeadmCertificate | undefined {
  return readCertificate(path) ?? undefined;
}

const readCertificate = rememberTexts((path: string): KubeadmCertificate | null => {
  const file = clean(path);
  const stem = /^(.*)\.(?:crt|key)$/.exec(baseName(file))?.[1];
  if (stem === undefined) return null;
  const above = parentOf(file);
  const inEtcd = baseName(above) === 'etcd';
  const name = inEtcd ? `etcd/${stem}` : stem;
  const authority = Object.hasOwn(AUTHORITIES, name) ? AUTHORITIES[name] : undefined;
  return authority ? { directory: inEtcd ? parentOf(above) : above, name, authority } : null;
});
