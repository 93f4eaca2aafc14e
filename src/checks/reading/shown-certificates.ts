import { rememberLatest } from '../../control-plane/latest.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { Certificate } from '../../pki/certificate.ts';
import type { NodeSubject } from '../define-check.ts';
import { certificatesOf, listed } from './certificate-files.ts';
import { componentFile } from './component-file.ts';
import { kubeconfigAt } from './kubelet-client.ts';
import { runningComponents } from './running-components.ts';

/** A certificate that the control plane of a node shows to somebody. */
export interface ShownCertificate {
  /** The file, or the kubeconfig that holds it. */
  readonly path: string;
  readonly location: Location;
  readonly certificate: Certificate;
  /** What does not work without it. */
  readonly outcome: string;
  /** As `kubeadm certs renew` calls it; null where it renews no such file. */
  readonly renewal: string | null;
  /** Whom it is shown by. */
  readonly side: 'server' | 'client';
}

/** By how much does not work without it. */
const SHOWN = [
  ['etcd', 'cert-file', 'the API server refuses etcd, and ends', 'server'],
  ['kube-apiserver', 'etcd-certfile', 'etcd refuses the API server, which ends', 'client'],
  ['kube-apiserver', 'tls-cert-file', 'all clients refuse the API server', 'server'],
  ['etcd', 'peer-cert-file', 'the members of etcd refuse one another', 'server'],
  [
    'kube-apiserver',
    'kubelet-client-certificate',
    'kubelets refuse the API server: no logs, no exec',
    'client',
  ],
  ['kube-apiserver', 'proxy-client-cert-file', 'servers of aggregated APIs refuse the API server', 'client'],
] as const;

const KUBECONFIGS = [
  ['kube-controller-manager', 'the API server refuses the controller manager'],
  ['kube-scheduler', 'the API server refuses the scheduler'],
] as const;

/** Those of people; kubeadm keeps them beside the others. */
const OF_PEOPLE = ['/etc/kubernetes/admin.conf', '/etc/kubernetes/super-admin.conf'];

/** The certificates that a control plane shows, where they can be read. */
export const shownCertificates: (subject: NodeSubject) => readonly ShownCertificate[] = rememberLatest(read);

function read({ host, files }: NodeSubject): readonly ShownCertificate[] {
  const components = runningComponents(files);
  if (components.length === 0) return [];
  const ofFlags = SHOWN.flatMap(([name, flag, outcome, side]) => {
    const file = componentFile(host, components, name, flag);
    const [certificate] = listed(file?.content ?? { kind: 'unknown' });
    if (!file || !certificate) return [];
    return [
      { path: file.path, location: file.location, certificate, outcome, renewal: renewalOf(file.path), side },
    ];
  });
  const ofPrograms = KUBECONFIGS.flatMap(([name, outcome]) => {
    const file = componentFile(host, components, name, 'kubeconfig');
    return file ? [{ path: file.path, outcome }] : [];
  });
  const hasAPIServer = components.some(({ name }) => name === 'kube-apiserver');
  const ofPeople = hasAPIServer
    ? OF_PEOPLE.map((path) => ({ path, outcome: 'the API server refuses kubectl with it' }))
    : [];
  const ofKubeconfigs = [...ofPrograms, ...ofPeople].flatMap(({ path, outcome }) => {
    const material = kubeconfigAt(host, path)?.user?.clientCertificate;
    const [certificate] = listed(material ? certificatesOf(host, material) : { kind: 'unknown' });
    return material && certificate
      ? [
          {
            path,
            location: material.location,
            certificate,
            outcome,
            renewal: renewalOf(path),
            side: 'client' as const,
          },
        ]
      : [];
  });
  const seen = new Set<string>();
  return [...ofFlags, ...ofKubeconfigs].filter(({ path }) => !seen.has(path) && seen.add(path));
}

/** cmd/kubeadm/app/phases/certs/renewal/manager.go NewManager: names by kubeadm's paths. */
const RENEWALS: Readonly<Record<string, string>> = {
  'pki/apiserver.crt': 'apiserver',
  'pki/apiserver-etcd-client.crt': 'apiserver-etcd-client',
  'pki/apiserver-kubelet-client.crt': 'apiserver-kubelet-client',
  'pki/front-proxy-client.crt': 'front-proxy-client',
  'pki/etcd/server.crt': 'etcd-server',
  'pki/etcd/peer.crt': 'etcd-peer',
  'admin.conf': 'admin.conf',
  'super-admin.conf': 'super-admin.conf',
  'controller-manager.conf': 'controller-manager.conf',
  'scheduler.conf': 'scheduler.conf',
};
const KUBEADM = '/etc/kubernetes/';

function renewalOf(path: string): string | null {
  const name = path.startsWith(KUBEADM) ? path.slice(KUBEADM.length) : '';
  return Object.hasOwn(RENEWALS, name) ? RENEWALS[name]! : null;
}

/** The command that makes them anew, and what follows it. */
export function renewalHelp(ended: readonly ShownCertificate[]): string {
  const names = ended.map(({ renewal }) => renewal);
  if (names.includes(null)) return 'renew it, and restart what shows it';
  const what = names.length === 1 ? names[0] : 'all';
  return `run "kubeadm certs renew ${what}", and restart the static pods: move their manifests out, wait 20 seconds, and move them back`;
}
