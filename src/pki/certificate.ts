import type { X509Certificate } from 'node:crypto';
import { isWhole } from './der.ts';
import { pemBlocks } from './pem.ts';

/** A certificate as programs written in Go see it, as far as they ask. */
export interface Certificate {
  readonly commonName: string;
  readonly organizations: readonly string[];
  /** The issuer's common name; where it has none, all of its name. */
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly dnsNames: readonly string[];
  /** As net.IP prints them. */
  readonly ipAddresses: readonly string[];
  /** It may sign others. */
  readonly isAuthority: boolean;
  /** Extended key usages by object identifier; null where it is for anything. */
  readonly usages: readonly string[] | null;
  /** Of all of it, by which two are told to be the same. */
  readonly fingerprint: string;
  readonly x509: X509Certificate;
}

/** What is in a PEM text that should hold certificates. */
export type Certificates =
  | { readonly kind: 'certificates'; readonly certificates: readonly [Certificate, ...Certificate[]] }
  /** `reason`: half a sentence, without what is in the file. */
  | { readonly kind: 'refused'; readonly reason: string; readonly isDamaged?: true }
  /** There are more than anybody looks at, or one that not every program takes. */
  | { readonly kind: 'unknown' };

/** Bundles with more are those of an operating system. */
const MAX_CERTIFICATES = 512;

/**
 * cert.ParseCertsPEM (client-go): blocks of another type, or with headers, are passed over; one that is no certificate
 * spoils the whole.
 */
export function certificatesIn(pem: Uint8Array): Certificates {
  const blocks = pemBlocks(pem);
  if (!blocks) return { kind: 'unknown' };
  const wanted = blocks.filter(({ type, hasHeaders }) => type === 'CERTIFICATE' && !hasHeaders);
  if (wanted.length > MAX_CERTIFICATES) return { kind: 'unknown' };
  if (wanted.length === 0) return { kind: 'refused', reason: insteadOfCertificate(pem, blocks) };
  const certificates = wanted.map(({ bytes }) => parseCertificate(bytes));
  const read = certificates.filter((one) => one !== null);
  const [first, ...others] = read;
  if (!first || read.length < certificates.length) {
    const isSure = wanted.some(({ bytes }, at) => certificates[at] === null && !isWhole(bytes));
    if (!isSure) return { kind: 'unknown' };
    return { kind: 'refused', reason: 'a certificate in it is damaged', isDamaged: true };
  }
  return { kind: 'certificates', certificates: [first, ...others] };
}

/**
 * CertPool.AppendCertsFromPEM: as {@link certificatesIn}, but one certificate that can be read is enough. A text
 * without a byte is no pool of its own: it stands for that of the machine.
 */
export function poolIn(pem: Uint8Array): Certificates {
  const content = certificatesIn(pem);
  if (content.kind !== 'refused') return content;
  if (pem.length === 0) return { kind: 'unknown' };
  const [first, ...others] = (pemBlocks(pem) ?? []).flatMap(({ type, hasHeaders, bytes }) =>
    type === 'CERTIFICATE' && !hasHeaders ? (parseCertificate(bytes) ?? []) : [],
  );
  return first ? { kind: 'certificates', certificates: [first, ...others] } : content;
}

function insteadOfCertificate(pem: Uint8Array, blocks: ReturnType<typeof pemBlocks>): string {
  if (pem.length === 0) return 'it is empty';
  const [block] = blocks ?? [];
  if (block?.type.endsWith('PRIVATE KEY')) return 'it holds a private key, and no certificate';
  if (block) return `it holds a "${block.type.slice(0, 40)}", and no certificate`;
  // DER begins with a SEQUENCE of more than 255 bytes.
  if (pem[0] === 0x30 && pem[1] === 0x82) return 'it is not PEM: it looks like DER';
  return 'there is no whole PEM block in it';
}

/** A certificate out of DER; null where it is none, and in a browser, which has nothing to read it with. */
function parseCertificate(der: Uint8Array): Certificate | null {
  try {
    const { X509Certificate } = process.getBuiltinModule('node:crypto');
    const x509 = new X509Certificate(der);
    const { subject, issuer } = x509.toLegacyObject() as unknown as Record<'subject' | 'issuer', LegacyName>;
    const names = alternativeNames(x509.subjectAltName ?? '');
    return {
      // Of several the last counts, pkix.Name FillFromRDNSequence.
      commonName: listOf(subject.CN).at(-1) ?? '',
      organizations: listOf(subject.O),
      issuer: listOf(issuer.CN).at(-1) ?? x509.issuer.replaceAll('\n', ', '),
      notBefore: Date.parse(x509.validFrom),
      notAfter: Date.parse(x509.validTo),
      ...names,
      isAuthority: x509.ca,
      usages: x509.keyUsage ?? null,
      fingerprint: x509.fingerprint256,
      x509,
    };
  } catch {
    return null;
  }
}

type LegacyName = Readonly<Record<string, string | string[] | undefined>>;

function listOf(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** Node.js writes `DNS:node01, IP Address:192.0.2.1`; a name with odd characters in it stands in quotes. */
function alternativeNames(text: string): Pick<Certificate, 'dnsNames' | 'ipAddresses'> {
  const dnsNames: string[] = [];
  const ipAddresses: string[] = [];
  // Each name begins where the last ended: no name can pass for two.
  for (const [, kind, quoted, plain] of text.matchAll(/([^:]*):(?:"((?:[^"\\]|\\.)*)"|([^,]*))(?:, |$)/gy)) {
    const name = quoted ?? plain!;
    if (kind === 'DNS') dnsNames.push(name);
    else if (kind === 'IP Address') ipAddresses.push(name);
  }
  return { dnsNames, ipAddresses };
}
