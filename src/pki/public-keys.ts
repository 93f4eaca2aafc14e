import { pemBlocks } from './pem.ts';

/**
 * The public keys in a PEM text, or of the private keys in it (client-go util/keyutil ParsePublicKeysPEM), each as a
 * text by which two are told to be the same: of a private key nothing is kept. Undefined where one can't be read.
 */
export function publicKeysIn(pem: Uint8Array): readonly string[] | undefined {
  const blocks = pemBlocks(pem);
  if (!blocks || blocks.length === 0) return undefined;
  const keys = blocks.map(({ type, bytes, hasHeaders }) => (hasHeaders ? undefined : publicKey(type, bytes)));
  const known = keys.filter((key) => key !== undefined);
  return known.length === keys.length ? known : undefined;
}

const FORMS = {
  'PUBLIC KEY': 'spki',
  'RSA PUBLIC KEY': 'pkcs1',
  'PRIVATE KEY': 'pkcs8',
  'RSA PRIVATE KEY': 'pkcs1',
  'EC PRIVATE KEY': 'sec1',
} as const;

function publicKey(type: string, bytes: Uint8Array): string | undefined {
  if (!Object.hasOwn(FORMS, type)) return undefined;
  const form = FORMS[type as keyof typeof FORMS];
  const { createPrivateKey, createPublicKey } = process.getBuiltinModule('node:crypto');
  const key = bytes as Buffer;
  try {
    const found = type.endsWith('PRIVATE KEY')
      ? createPublicKey(createPrivateKey({ key, format: 'der', type: form as 'pkcs1' | 'pkcs8' | 'sec1' }))
      : createPublicKey({ key, format: 'der', type: form as 'pkcs1' | 'spki' });
    return found.export({ format: 'der', type: 'spki' }).toString('base64');
  } catch {
    return undefined;
  }
}
