import { createPrivateKey, X509Certificate } from 'node:crypto';
import { decode } from '../../bytes/text.ts';
import type { Host, Looked } from '../../node/host/host.ts';
import type { Material } from '../../pki/kubeconfig.ts';
import { pemBlocks } from '../../pki/pem.ts';
import { SYSTEM_BUNDLES } from '../system-bundles.ts';
import { unusable } from './api-error.ts';

/** A certificate to trust. */
export interface Authority {
  readonly pem: string;
  readonly name: string;
}

/** A certificate with its key, to show to the server. */
export interface ClientPair {
  /** As PEM, with what follows it in its file. */
  readonly certificate: string;
  /** As PEM; a secret. */
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Where it stands, for people. */
  readonly place: string;
}

/** Far more than a bundle of all authorities that there are. */
const MAX_FILE = 4 * 1024 * 1024;

/** A small file of this machine, as text. */
export function textOfFile(host: Host, path: string): Looked<string> {
  const content = host.readFile(path, MAX_FILE);
  return content.ok ? { ok: true, value: decode(content.value) } : content;
}

/** The authorities of a kubeconfig, else this machine's; null: those that Node.js brings. Throws ApiFailure. */
export function readAuthorities(
  host: Host,
  file: string,
  material: Material | null,
): readonly Authority[] | null {
  if (!material) {
    for (const path of SYSTEM_BUNDLES) {
      const bundle = host.readFile(path, MAX_FILE);
      if (bundle.ok) return authoritiesIn(bundle.value);
    }
    return null;
  }
  const found = authoritiesIn(bytesOf(host, file, 'certificate authority', material));
  if (found.length > 0) return found;
  const reason = `there is no certificate in its certificate authority${placeOf(material)}`;
  throw unusable(file, reason, material.location);
}

/** x509.CertPool AppendCertsFromPEM: what is no certificate is passed over. */
function authoritiesIn(bytes: Uint8Array): readonly Authority[] {
  return (pemBlocks(bytes) ?? []).flatMap(({ type, hasHeaders, bytes: der }) => {
    if (type !== 'CERTIFICATE' || hasHeaders) return [];
    try {
      const certificate = new X509Certificate(der);
      return [{ pem: certificate.toString(), name: shownName(certificate.subject) }];
    } catch {
      return [];
    }
  });
}

/** tls.X509KeyPair: both must be readable, and belong together. Throws ApiFailure. */
export function readClientPair(
  host: Host,
  file: string,
  certificateMaterial: Material,
  keyMaterial: Material,
): ClientPair {
  const certificate = decode(bytesOf(host, file, 'client certificate', certificateMaterial));
  const key = decode(bytesOf(host, file, 'client key', keyMaterial));
  const leaf = tried(() => new X509Certificate(certificate));
  if (!leaf) {
    const reason = `there is no certificate in its client certificate${placeOf(certificateMaterial)}`;
    throw unusable(file, reason, certificateMaterial.location);
  }
  const privateKey = tried(() => createPrivateKey(key));
  if (!privateKey) {
    const what = /ENCRYPTED/.test(key) ? 'is encrypted' : 'is no private key';
    throw unusable(file, `its client key${placeOf(keyMaterial)} ${what}`, keyMaterial.location);
  }
  if (!leaf.checkPrivateKey(privateKey)) {
    const reason = 'its client key is not that of its client certificate';
    throw unusable(file, reason, keyMaterial.location);
  }
  return {
    certificate,
    key,
    notBefore: Date.parse(leaf.validFrom),
    notAfter: Date.parse(leaf.validTo),
    place: certificateMaterial.kind === 'file' ? certificateMaterial.path : file,
  };
}

function bytesOf(host: Host, file: string, what: string, material: Material): Uint8Array {
  if (material.kind === 'data') return material.bytes;
  const content = host.readFile(material.path, MAX_FILE);
  if (content.ok) return content.value;
  const { reason, message } = content.failure;
  throw unusable(
    file,
    reason === 'absent'
      ? `there is no ${what} "${material.path}", which it names`
      : `its ${what} "${material.path}" can't be read: ${message}`,
    material.location,
    reason === 'denied' ? 'run spctl as root' : undefined,
  );
}

function placeOf(material: Material): string {
  return material.kind === 'file' ? ` "${material.path}"` : '';
}

function tried<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** The common name of a subject as Node.js writes it, one part a line; all of it where it has none. */
export function shownName(subject: string): string {
  return /^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ');
}
