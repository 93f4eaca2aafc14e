import type { Certificate } from './certificate.ts';
import { isWhole } from './der.ts';
import { pemBlocks } from './pem.ts';

/** How a private key goes with a certificate. */
export type KeyMatch =
  | { readonly kind: 'pair' }
  /** `reason`: half a sentence about the key's text. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'other-key' }
  /** A kind of key that not every program takes. */
  | { readonly kind: 'unknown' };

/**
 * tls.X509KeyPair for the first certificate of a text: the first private key of the other counts, in any of the three
 * forms. Of the key nothing is kept.
 */
export function matchKey(certificate: Certificate, pem: Uint8Array): KeyMatch {
  const blocks = pemBlocks(pem);
  if (!blocks) return { kind: 'unknown' };
  const block = blocks.find(({ type }) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'));
  if (!block) {
    const isCertificate = blocks.length > 0 && blocks.every(({ type }) => type === 'CERTIFICATE');
    const reason =
      pem.length === 0
        ? 'it is empty'
        : isCertificate
          ? 'it holds a certificate, and no private key'
          : 'there is no private key in it';
    return { kind: 'refused', reason };
  }
  if (block.type.startsWith('ENCRYPTED') || block.hasHeaders) {
    return { kind: 'refused', reason: 'its private key is encrypted' };
  }
  const { createPrivateKey } = process.getBuiltinModule('node:crypto');
  for (const type of ['pkcs1', 'pkcs8', 'sec1'] as const) {
    try {
      const key = createPrivateKey({ key: block.bytes as Buffer, format: 'der', type });
      if (!['rsa', 'ec', 'ed25519'].includes(key.asymmetricKeyType ?? '')) return { kind: 'unknown' };
      return { kind: certificate.x509.checkPrivateKey(key) ? 'pair' : 'other-key' };
    } catch {
      // The next form.
    }
  }
  return isWhole(block.bytes)
    ? { kind: 'unknown' }
    : { kind: 'refused', reason: 'its private key is damaged' };
}
