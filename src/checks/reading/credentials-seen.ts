import { isAbsolute } from '../../node/host/path.ts';
import type { NodeSubject } from '../define-check.ts';
import { certificatesInFile, certificatesOf, poolOf } from './certificate-files.ts';
import { clientAuthority } from './client-authority.ts';
import { kubeconfigAt } from './kubelet-client.ts';
import { startOnNode } from './kubelet-on-node.ts';

/**
 * Whether the kubelet's kubeconfig and certificates could be looked at, or it has none: else that nothing is found
 * wrong with them says nothing. Keys are not asked for, which no copy has to have.
 */
export function credentialsSeen({ host, report }: Pick<NodeSubject, 'host' | 'report'>): boolean {
  const start = startOnNode(report);
  if (!start) return false;
  const authority = clientAuthority(report);
  if (authority && certificatesInFile(host, authority.path).kind === 'unknown') return false;
  const { kubeconfig } = start.flags;
  if (kubeconfig === '') return true;
  const config = isAbsolute(kubeconfig) ? kubeconfigAt(host, kubeconfig) : undefined;
  const cluster = config?.cluster;
  if (!config || !cluster || config.problem) return false;
  const { certificateAuthority } = cluster;
  if (certificateAuthority && poolOf(host, certificateAuthority).kind === 'unknown') return false;
  const certificate = config.user?.clientCertificate;
  return !certificate || certificatesOf(host, certificate).kind !== 'unknown';
}
