import { checkServerIdentity, type PeerCertificate } from 'node:tls';

/** Why a certificate is not that of a server; Go reads only the alternative names, never the common name. */
export function nameProblem(expectedName: string, certificate: PeerCertificate): Error | undefined {
  if (certificate.subjectaltname !== undefined) return checkServerIdentity(expectedName, certificate);
  return Object.assign(new Error('no alternative names'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
}
