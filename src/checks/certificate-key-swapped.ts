import {
  COMPONENT_NAMES,
  type Component,
  type ComponentName,
  flagValue,
} from '../control-plane/component.ts';
import { AUTHORITY_FLAGS, KEY_PAIRS } from '../control-plane/key-pairs.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'certificate-key-swapped',
  scope: 'file',
  summary: 'a flag for a certificate names a private key, or the other way round',
  severity: 'warning',
  programs: COMPONENT_NAMES,
  why: 'The program reads the file as what the flag is for, finds none of that in it, and ends when it starts: "failed to find any PEM data in certificate input", or "data does not contain any valid RSA or ECDSA certificates".',
  bad: '--tls-cert-file=/etc/kubernetes/pki/apiserver.key',
  good: '--tls-cert-file=/etc/kubernetes/pki/apiserver.crt',
  fix: 'Name the certificate in the one flag and the key in the other.',
  links: [
    'crypto/tls X509KeyPair',
    'staging/src/k8s.io/client-go/util/cert/pem.go ParseCertsPEM',
    'staging/src/k8s.io/client-go/util/keyutil/key.go PrivateKeyFromFile',
  ],
  check: ({ components }) => components.flatMap(swapped),
});

/** Private keys that stand alone. */
const LONE_KEYS = ['service-account-signing-key-file', 'service-account-private-key-file'];

const CERTIFICATE = { isOther: isKeyName, wanted: 'a certificate', given: 'a private key' };
const KEY = {
  isOther: isCertificateName,
  wanted: 'a private key',
  given: 'a certificate or a public key',
};

function swapped(component: Component): readonly Finding[] {
  const found: Finding[] = [];
  const roles = ROLES[component.name];
  for (const flag of component.flags ?? []) {
    const role = flag.value ? roles.get(flag.name) : undefined;
    if (!role?.isOther(flag.value!) || flagValue(component, flag.name) !== flag) continue;
    const { wanted, given } = role;
    found.push({
      message: `--${flag.name} is for ${wanted}, and "${flag.value}" is ${given} by its name: ${component.name} can't use it and ends when it starts`,
      location: component.source.locate(flag.valueWord.range),
      help: `name ${wanted} there`,
    });
  }
  return found;
}

type Roles = ReadonlyMap<string, typeof CERTIFICATE>;

/** By flag. */
const ROLES = Object.fromEntries(COMPONENT_NAMES.map((name) => [name, rolesOf(name)])) as Readonly<
  Record<ComponentName, Roles>
>;

function rolesOf(program: ComponentName): Roles {
  const pairs = KEY_PAIRS[program];
  const keys = [...LONE_KEYS, ...pairs.map(({ key }) => key)];
  const certificates = [...AUTHORITY_FLAGS, ...pairs.map(({ certificate }) => certificate)];
  return new Map([
    ...keys.map((flag) => [flag, KEY] as const),
    ...certificates.map((flag) => [flag, CERTIFICATE] as const),
  ]);
}

function isKeyName(path: string): boolean {
  return path.endsWith('.key') || path.endsWith('-key.pem');
}

function isCertificateName(path: string): boolean {
  return path.endsWith('.crt') || path.endsWith('.cert') || path.endsWith('.pub');
}
