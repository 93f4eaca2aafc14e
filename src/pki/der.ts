/**
 * Whether bytes are one DER element from end to end. OpenSSL minds details within that Go's readers pass over, so what
 * it refuses is only surely damaged where not even that is so.
 */
export function isWhole(der: Uint8Array): boolean {
  const first = der[1] ?? 0;
  const digits = first < 0x80 ? 0 : first & 0x7f;
  if (digits > 4) return false;
  let length = digits === 0 ? first : 0;
  for (let i = 0; i < digits; i++) length = length * 256 + (der[2 + i] ?? 0);
  return der[0] === 0x30 && der.length === headerLength(der, 0) + length;
}

/** Whether a certificate says of itself who may sign: those of version 1 have no word for it. */
export function isVersion1(certificate: Uint8Array): boolean {
  const list = headerLength(certificate, 0);
  // A later version begins with its number.
  return certificate[list + headerLength(certificate, list)] !== 0xa0;
}

/** Of tag and length of the element at an offset. */
function headerLength(der: Uint8Array, at: number): number {
  const first = der[at + 1] ?? 0;
  return 2 + (first < 0x80 ? 0 : first & 0x7f);
}
