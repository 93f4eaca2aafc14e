import { kubeadmCertificate } from '../../control-plane/kubeadm-certificates.ts';
import { wordOfCommand } from '../../diagnostics/shell-word.ts';
import { parentOf } from '../../node/host/path.ts';
import type { Certificate } from '../../pki/certificate.ts';
import { signedBy } from '../../pki/signed-by.ts';
import type { NodeSubject } from '../define-check.ts';
import { listed, poolOf } from './certificate-files.ts';
import { clientAuthority } from './client-authority.ts';
import { kubeletClient } from './kubelet-client.ts';
import { kubeconfigsOn } from './own-api-server.ts';

/**
 * How to get the certificate of the cluster's authority back, whose file is lost, out of a kubeconfig of the node;
 * undefined where none has it, or it may be that of another authority. `signed`: what it must have signed.
 */
export function authorityElsewhere(
  subject: NodeSubject,
  path: string,
  signed: readonly Certificate[] = [],
): string | undefined {
  const file = subject.host.stat(parentOf(path)).ok ? wordOfCommand(path) : undefined;
  const [own, ...chain] = listed(kubeletClient(subject)?.shown.content ?? { kind: 'unknown' });
  const isKubeadms = kubeadmCertificate(path)?.name === 'ca';
  const isClientAuthority = clientAuthority(subject.report)?.path === path;
  const isOurs = (pool: readonly Certificate[]) => {
    const authority = pool.some(({ isAuthority, notAfter }) => isAuthority && notAfter > subject.now);
    if (!authority) return false;
    if (signed.length > 0) return signed.every((one) => signedBy(one, [], pool) === 'yes');
    const ofKubelet = own ? signedBy(own, chain, pool) : 'unknown';
    return isKubeadms ? ofKubelet !== 'no' : isClientAuthority && ofKubelet === 'yes';
  };
  const found = kubeconfigsOn(subject).find(({ config }) => {
    const authority = config.cluster?.certificateAuthority;
    return authority?.kind === 'data' && isOurs(listed(poolOf(subject.host, authority)));
  })?.config.file;
  const from = found === undefined ? undefined : wordOfCommand(found);
  if (file === undefined || from === undefined) return undefined;
  const there = subject.host.lstat(path);
  const away = there.ok && there.value.type !== 'file' ? 'remove it, and ' : '';
  return `${away}take its certificate out of "certificate-authority-data" of "${found}": grep -m1 certificate-authority-data ${from} | cut -d: -f2 | base64 -di > ${file}`;
}
