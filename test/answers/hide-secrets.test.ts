import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideSecrets } from '../../src/answers/hide-secrets.ts';

describe('a line that is shown', () => {
  it.each([
    ['    client-key-data: LS0tLS1CRUdJTg==', '    client-key-data: ****************'],
    ['    token: "abc def"', '    token: "********'],
    ['    token: "abc', '    token: "***'],
    ['        secret: U0VDUkVU', '        secret: ********'],
    ['{"users": [{"user": {"token": "abc"}}]}', '{"users": [{"user": {"token": "********'],
    ['    - --token=abcdef --v=2', '    - --token=****** --v=2'],
    ['ARGS=--oidc-client-secret=abc', 'ARGS=--oidc-client-secret=***'],
    ['K3S_TOKEN=abc', 'K3S_TOKEN=***'],
    ['--manifest-url=https://me:pass@host/x', '--manifest-url=https://me:****@host/x'],
    ['--manifest-url-header=Authorization:Bearer abc', '--manifest-url-header=Authorization:Bearer ***'],
    ['err="eyJhbGciOi.eyJzdWIi.c2ln"', 'err="************************"'],
    ['kubeadm join abcdef.0123456789abcdef', 'kubeadm join ***********************'],
  ])('has no secret: %s', (line, shown) => {
    expect(hideSecrets(line)).toBe(shown);
  });

  it.each([
    '    - --authentication-token-webhook=true',
    '    - --service-account-key-file=/etc/kubernetes/pki/sa.pub',
    '  - secret: {secretName: a}',
    '  - secret:',
    '    certificate-authority-data: LS0tLS1CRUdJTg==',
    '    server: https://10.0.0.4:6443',
    'rotateCertificates: true',
  ])('is as it was where it has none: %s', (line) => {
    expect(hideSecrets(line)).toBe(line);
  });

  it('keeps its length, for what points into it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const line = `token: ${text} --password=${text} https://a:${text}@b`;
        expect(hideSecrets(line)).toHaveLength(line.length);
      }),
    );
  });

  it('is done in time however it is made', () => {
    const start = performance.now();
    for (const part of ['eyJ', '://a:', 'token: "', 'a_token', 'bearer ', '-'])
      hideSecrets(part.repeat(20_000 / part.length));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
