/** What an error of a connection means, in words a person can act on. */
export function explainError(error: unknown, url: URL): string {
  // Of several addresses that were tried, the first.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code = '', message = '' } = (first ?? {}) as { readonly code?: string; readonly message?: string };
  const where = `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/.test(code) || /wrong version number/i.test(message))
    return `what listens at ${where} does not speak TLS`;
  if (code.startsWith('HPE_')) return `what ${where} answers is not HTTP (${code})`;
  if (code.startsWith('Z_')) return 'the answer says that it is gzip, and is not';
  return WORDS[code]?.(where, url.hostname) ?? `the connection to ${where} failed (${code || message})`;
}

const NO_AUTHORITY = (where: string) =>
  `the certificate of ${where} is from no authority that the node trusts`;

const WORDS: Readonly<Record<string, (where: string, host: string) => string>> = {
  ENOTFOUND: (_, host) => `there is no host of the name "${host}"`,
  EAI_AGAIN: (_, host) => `the name "${host}" can't be resolved now, for the name server does not answer`,
  ECONNREFUSED: (where) => `nobody listens at ${where} (connection refused)`,
  ECONNRESET: (where) => `${where} hung up`,
  EPIPE: (where) => `${where} hung up`,
  ENETUNREACH: (where) => `there is no route to ${where}`,
  EHOSTUNREACH: (where) => `there is no route to ${where}`,
  EADDRNOTAVAIL: (where) => `there is no route to ${where}`,
  ETIMEDOUT: (where) => `${where} did not answer`,
  CERT_HAS_EXPIRED: (where) => `the certificate of ${where} has expired`,
  CERT_NOT_YET_VALID: (where) => `the certificate of ${where} is not valid yet`,
  ERR_TLS_CERT_ALTNAME_INVALID: (where, host) => `the certificate of ${where} is not for "${host}"`,
  DEPTH_ZERO_SELF_SIGNED_CERT: NO_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: NO_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: NO_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NO_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NO_AUTHORITY,
};
