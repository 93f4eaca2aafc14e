import { describe, expect, it } from 'vitest';
import { kubeadmCertificate } from '../../src/control-plane/kubeadm-certificates.ts';

describe('kubeadmCertificate', () => {
  it('knows what kubeadm makes, wherever it lies', () => {
    expect(kubeadmCertificate('/etc/kubernetes/pki/apiserver.crt')).toEqual({
      directory: '/etc/kubernetes/pki',
      name: 'apiserver',
      authority: 'ca.crt',
    });
    expect(kubeadmCertificate('/srv/certs/etcd/server.key')).toEqual({
      directory: '/srv/certs',
      name: 'etcd/server',
      authority: 'etcd/ca.crt',
    });
  });

  it.each(['/pki/server.crt', '/pki/etcd/apiserver.crt', '/pki/ca.pem', '/pki/constructor.crt', '', 'ca'])(
    'does not know "%s"',
    (path) => expect(kubeadmCertificate(path)).toBeUndefined(),
  );
});
