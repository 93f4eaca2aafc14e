import { COMPONENT_NAMES } from '../control-plane/component.ts';
import { KEY_PAIRS } from '../control-plane/key-pairs.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { mismatchByName } from './reading/key-by-name.ts';

export default defineCheck({
  id: 'certificate-key-mismatch',
  scope: 'file',
  summary: 'a certificate is given with the private key of another, or without one',
  severity: 'warning',
  programs: COMPONENT_NAMES,
  why: 'kubeadm makes a key of the same name for each certificate. A program that is given the key of another ends when it starts: "tls: private key does not match public key"; one that is given a certificate alone ends with "missing filename for serving cert".',
  bad: '--etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt --etcd-keyfile=/etc/kubernetes/pki/apiserver.key',
  good: '--etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt --etcd-keyfile=/etc/kubernetes/pki/apiserver-etcd-client.key',
  fix: 'Give the certificate with its own key.',
  links: [
    'cmd/kubeadm/app/phases/certs/certlist.go; cmd/kubeadm/app/util/pkiutil/pki_helpers.go PathsForCertAndKey',
    'crypto/tls X509KeyPair',
    'staging/src/k8s.io/apiserver/pkg/server/dynamiccertificates/dynamic_serving_content.go NewDynamicServingContentFromFiles',
  ],
  check: ({ components }) =>
    components.flatMap((component) =>
      component.flags === null
        ? NOTHING
        : KEY_PAIRS[component.name].flatMap((pair) => mismatchByName(component, pair) ?? NOTHING),
    ),
});
