import { execFileSync } from 'node:child_process';
import { ownProgram } from './go.ts';

/** A certificate to be made, with its key in the same file. */
export interface WantedCertificate {
  readonly file: string;
  readonly organization: string;
  readonly name: string;
  /** RFC 3339. */
  readonly from: string;
  readonly to: string;
  /** Of a server. */
  readonly hosts?: readonly string[];
  readonly addresses?: readonly string[];
}

const DAY = 86_400_000;
const valid = {
  from: new Date(Date.now() - DAY).toISOString(),
  to: new Date(Date.now() + 365 * DAY).toISOString(),
};
const NODE = { organization: 'system:nodes', name: 'system:node:node01' };

/** What kubeadm would have made, and a client certificate of the kubelet that is no good any more. */
export const CERTIFICATES: readonly WantedCertificate[] = [
  { file: 'client.pem', ...NODE, from: '2020-01-01T00:00:00Z', to: '2021-01-01T00:00:00Z' },
  { file: 'kubelet.pem', ...NODE, ...valid },
  { file: 'admin.pem', organization: 'system:masters', name: 'kubernetes-admin', ...valid },
  {
    file: 'apiserver.pem',
    organization: 'system:masters',
    name: 'kube-apiserver',
    ...valid,
    hosts: ['localhost', 'node01', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'],
    addresses: ['127.0.0.1', '10.77.0.2', '10.96.0.1'],
  },
];

/** Makes an authority, `ca.crt`, and certificates of it in a directory. */
export function writeCertificates(directory: string, wanted: readonly WantedCertificate[]): void {
  execFileSync(ownProgram('certificate'), [directory, JSON.stringify(wanted)]);
}
