import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../src/bytes/text.ts';
import { type Certificate, certificatesIn, poolIn } from '../../src/pki/certificate.ts';
import { isFor } from '../../src/pki/host-names.ts';
import { pemBlocks } from '../../src/pki/pem.ts';
import { matchKey } from '../../src/pki/private-key.ts';
import { signedBy } from '../../src/pki/signed-by.ts';
import { pem } from './node.ts';

function read(...names: readonly string[]): readonly [Certificate, ...Certificate[]] {
  const content = certificatesIn(encode(names.map((name) => pem(`${name}.crt`)).join('')));
  if (content.kind !== 'certificates') throw new Error(content.kind);
  return content.certificates;
}

describe('certificates', () => {
  it('tell whose they are, for what and how long', () => {
    expect(read('apiserver')[0]).toMatchObject({
      commonName: 'kube-apiserver',
      organizations: [],
      issuer: 'kubernetes',
      notBefore: Date.UTC(2026, 0, 1),
      notAfter: Date.UTC(2126, 0, 1),
      ipAddresses: ['10.96.0.1', '10.0.0.4'],
      isAuthority: false,
    });
    expect(read('clients/kubelet')[0]).toMatchObject({
      commonName: 'system:node:cp-1',
      organizations: ['system:nodes'],
      usages: ['1.3.6.1.5.5.7.3.2'],
    });
    expect(read('ca')[0].isAuthority).toBe(true);
  });

  it.each([
    ['', 'it is empty'],
    ['garbage\n', 'there is no whole PEM block in it'],
    [pem('apiserver.key'), 'it holds a private key, and no certificate'],
    [pem('apiserver.crt').slice(0, 300), 'there is no whole PEM block in it'],
    [pem('apiserver.crt').replace(/\n.{64}\n/, '\n'), 'a certificate in it is damaged'],
    [pem('apiserver.crt').replaceAll('CERTIFICATE', 'X509'), 'it holds a "X509", and no certificate'],
  ])('are not in %j', (text, reason) => {
    expect(certificatesIn(encode(text))).toMatchObject({ kind: 'refused', reason });
  });

  it('are found between other text, with any line ends', () => {
    const text = `subject: CN=x\n${pem('ca.crt').replaceAll('\n', '\r\n')}tail\n${pem('etcd/ca.crt')}`;
    expect(certificatesIn(encode(text))).toMatchObject({ kind: 'certificates', certificates: [{}, {}] });
  });

  it('of a pool may be damaged but for one', () => {
    const damaged = pem('ca.crt').replace(/\n.{64}\n/, '\n');
    expect(certificatesIn(encode(damaged + pem('etcd/ca.crt'))).kind).toBe('refused');
    expect(poolIn(encode(damaged + pem('etcd/ca.crt')))).toMatchObject({
      certificates: [{ commonName: 'etcd-ca' }],
    });
    expect(poolIn(encode(damaged)).kind).toBe('refused');
  });

  it('are not looked for without end', () => {
    const many = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'.repeat(20_000);
    expect(certificatesIn(encode(many))).toEqual({ kind: 'unknown' });
    for (const hostile of [
      '-----BEGIN '.repeat(90_000),
      '\n-----END '.repeat(90_000),
      ' '.repeat(1_000_000),
      `-----BEGIN A-----\n${'a:\n'.repeat(300_000)}`,
    ]) {
      expect(certificatesIn(encode(hostile)).kind).toBe('refused');
    }
  });

  it('never throw', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('-----BEGIN CERTIFICATE-----\n', '\n-----END CERTIFICATE-----\n', 'MIIB', ':'),
    );
    fc.assert(
      fc.property(fc.array(piece), (parts) => {
        const bytes = encode(parts.join(''));
        pemBlocks(bytes);
        poolIn(bytes);
        matchKey(read('ca')[0], bytes);
      }),
    );
  });
});

describe('a key', () => {
  const [certificate] = read('apiserver');

  it.each([
    ['apiserver.key', 'pair'],
    ['front-proxy-client.key', 'other-key'],
    ['apiserver.crt', 'refused'],
  ])('in %s: %s', (name, kind) => {
    expect(matchKey(certificate, encode(pem(name))).kind).toBe(kind);
  });

  it('that is cut off or encrypted is none', () => {
    const key = pem('apiserver.key');
    expect(matchKey(certificate, encode(key.replace(/\n.{64}\n/, '\n'))).kind).toBe('refused');
    expect(matchKey(certificate, encode(key.replaceAll('EC PRIV', 'ENCRYPTED PRIV')))).toMatchObject({
      reason: 'its private key is encrypted',
    });
  });
});

describe('signatures', () => {
  it('count, not names', () => {
    const [leaf] = read('apiserver');
    expect(signedBy(leaf, [], read('ca'))).toBe('yes');
    expect(signedBy(leaf, [], read('etcd/ca', 'ca'))).toBe('yes');
    expect(signedBy(leaf, [], read('other/ca'))).toBe('no');
    expect(signedBy(leaf, [], read('etcd/ca'))).toBe('no');
    expect(signedBy(leaf, [], [leaf])).toBe('yes');
    expect(signedBy(leaf, read('ca'), read('etcd/ca'))).toBe('no');
  });
});

describe('names', () => {
  const names = (dnsNames: string[], ipAddresses: string[] = []) => ({
    ...read('ca')[0],
    dnsNames,
    ipAddresses,
  });

  it.each([
    ['10.0.0.4', true],
    ['[10.0.0.4]', true],
    ['10.0.0.5', false],
    ['CP-1', true],
    ['cp-1.', true],
    ['kube-apiserver', false],
    ['', false],
  ])('of the API server hold %j: %s', (host, is) => {
    expect(isFor(read('apiserver')[0], host)).toBe(is);
  });

  it('may begin with a star, for one part', () => {
    expect(isFor(names(['*.example.com']), 'a.example.com')).toBe(true);
    expect(isFor(names(['*.example.com']), 'a.b.example.com')).toBe(false);
    expect(isFor(names(['*']), 'a')).toBe(false);
    expect(isFor(names([], ['::1']), '0:0::1')).toBe(true);
    expect(isFor(names(['10.0.0.4']), '10.0.0.4')).toBe(false);
  });
});
