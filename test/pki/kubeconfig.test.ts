import { describe, expect, it } from 'vitest';
import { encode } from '../../src/bytes/text.ts';
import { readKubeconfig } from '../../src/pki/kubeconfig.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';
import { kubeconfig, withPair } from './node.ts';

const read = (text: string) => readKubeconfig(parseDocument(encode(text), '/etc/kubernetes/kubelet.conf'));

describe('a kubeconfig', () => {
  it('is its current context', () => {
    const { cluster, user, problem } = read(kubeconfig(withPair('clients/admin')));
    expect(problem).toBeNull();
    expect(cluster).toMatchObject({
      name: 'kubernetes',
      server: { value: 'https://10.0.0.4:6443', location: { line: 6 } },
    });
    expect(user).toMatchObject({
      clientCertificate: { kind: 'data' },
      clientKey: { kind: 'data' },
      hasExec: false,
    });
  });

  it('names files from where it lies', () => {
    const { user } = read(
      kubeconfig('    client-certificate: pki/../a.crt\n    client-key: /b.key\n    tokenFile: t\n'),
    );
    expect(user).toMatchObject({
      clientCertificate: { path: '/etc/kubernetes/a.crt' },
      clientKey: { path: '/b.key' },
      tokenFile: { value: '/etc/kubernetes/t' },
    });
  });

  it.each([
    ['', 'it is empty'],
    ['a: b: c', 'it is not YAML'],
    ['kind: KubeletConfiguration\n', 'its kind is "KubeletConfiguration"'],
    ['apiVersion: v1\nkind: Config\n', 'it has no "current-context"'],
    ['current-context: x\n', 'there is no context "x" in it'],
    [kubeconfig('    client-certificate: a\n'), 'it has a client certificate and no key for it'],
    [
      kubeconfig('    client-certificate-data: _masked_\n    client-key: a\n'),
      '"client-certificate-data" is not base64',
    ],
    [kubeconfig('    token: 5\n'), '"token" is no text'],
    [kubeconfig('    token: x\n    username: me\n'), 'it has both a token and'],
    [kubeconfig('').replace('server:', 'srv:'), 'it names no API server'],
    [
      kubeconfig('    client-certificate: a\n    client-key: a\n    client-key-data: YQ==\n'),
      '"client-key" and "client-key-data" are both set',
    ],
  ])('%j can not be used: %s', (text, reason) => {
    expect(read(text).problem?.reason).toContain(reason);
  });

  it('of two contexts of one name is none', () => {
    const text = kubeconfig('    token: x\n');
    const twice = text.replace('contexts:\n', 'contexts:\n- context: {}\n  name: default\n');
    expect(read(twice).problem?.reason).toBe('"contexts" has the name "default" twice');
  });
});
