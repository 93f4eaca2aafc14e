import { type Component, flagValue } from '../control-plane/component.ts';
import { AUTHORITY_FLAGS, KEY_PAIRS } from '../control-plane/key-pairs.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'certificate-key-swapped',
  scope: 'file',
  summary: 'a flag for a certificate names a private key, or the other way round',
  severity: 'warning',
  why: 'The program reads the file as what the flag is for, finds none of that in it, and ends when it starts: "failed to find any PEM data in certificate input", or "data does not contain any valid RSA or ECDSA certificates".',
  bad: '--tls-cert-file=/etc/kubernetes/pki/apiserver.key',
  good: '--tls-cert-file=/etc/kubernetes/pki/apiserver.crt',
  fix: 'Name the certificate in the one flag and the key in the other.',
  links: [
    'crypto/tls X509KeyPair',
    'staging/src/k8s.io/client-go/util/cert/pem.go ParseCertsPEM',
    'staging/src/k8s.io/client-go/util/keyutil/key.go PrivateKeyFromFile',
  ],
  check: ({ components }) => (components.length === 0 ? NOTHING : components.flatMap(swapped)),
});

/** Private keys that stand alone. */
const LONE_KEYS = ['service-account-signing-key-file', 'service-account-private-key-file'];

function swapped(component: Component): readonly Finding[] {
  if (!component.flags) return NOTHING;
  const pairs = KEY_PAIRS[component.name];
  const certificates = [...pairs.map(({ certificate }) => certificate), ...AUTHORITY_FLAGS];
  const keys = [...pairs.map(({ key }) => key), ...LONE_KEYS];
  return [
    ...certificates.flatMap((name) => wrong(component, name, isKeyName, 'a certificate', 'a private key')),
    ...keys.flatMap((name) =>
      wrong(component, name, isCertificateName, 'a private key', 'a certificate or a public key'),
    ),
  ];
}

function wrong(
  component: Component,
  name: string,
  isOther: (path: string) => boolean,
  wanted: string,
  given: string,
): readonly Finding[] {
  const flag = flagValue(component, name);
  if (!flag?.value || !isOther(flag.value)) return NOTHING;
  return [
    {
      message: `--${name} is for ${wanted}, and "${flag.value}" is ${given} by its name: ${component.name} can't use it and ends when it starts`,
      location: component.source.locate(flag.valueRange),
      help: `name ${wanted} there`,
    },
  ];
}

function isKeyName(path: string): boolean {
  return path.endsWith('.key') || path.endsWith('-key.pem');
}

function isCertificateName(path: string): boolean {
  return path.endsWith('.crt') || path.endsWith('.cert') || path.endsWith('.pub');
}
