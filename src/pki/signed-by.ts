import type { Certificate } from './certificate.ts';
import { isVersion1 } from './der.ts';

/** Whether a certificate was signed by one of a pool, or by one that was: `unknown` where programs differ. */
export type Signed = 'yes' | 'no' | 'unknown';

/** Nobody's chain is longer. */
const MAX_CHAIN = 8;
/** x509.Verify tries no more signatures. */
const MAX_CHECKS = 100;

/**
 * x509.Certificate.Verify without time, names and usages: an issuer is who has the issuer's name, may sign, and whose
 * key the signature is of.
 */
export function signedBy(
  certificate: Certificate,
  intermediates: readonly Certificate[],
  pool: readonly Certificate[],
): Signed {
  let checks = 0;
  let isSure = true;
  const seen = new Set<string>();
  let level: readonly Certificate[] = [certificate];
  for (let length = 0; length < MAX_CHAIN && level.length > 0; length++) {
    const above: Certificate[] = [];
    for (const one of level) {
      if (pool.some(({ fingerprint }) => fingerprint === one.fingerprint)) return 'yes';
      seen.add(one.fingerprint);
      for (const [candidates, isRoot] of [
        [pool, true],
        [intermediates, false],
      ] as const) {
        for (const candidate of candidates) {
          if (seen.has(candidate.fingerprint) || candidate.x509.subject !== one.x509.issuer) continue;
          if (++checks > MAX_CHECKS) return 'unknown';
          const signed = isSignedWith(one, candidate);
          if (signed === 'yes' && isRoot) return 'yes';
          if (signed === 'yes') above.push(candidate);
          else if (signed === 'unknown') isSure = false;
        }
      }
    }
    level = above;
  }
  return isSure ? 'no' : 'unknown';
}

function isSignedWith(certificate: Certificate, issuer: Certificate): Signed {
  if (!issuer.isAuthority) return isVersion1(issuer.x509.raw) ? 'unknown' : 'no';
  try {
    return certificate.x509.verify(issuer.x509.publicKey) ? 'yes' : 'no';
  } catch {
    return 'unknown';
  }
}
