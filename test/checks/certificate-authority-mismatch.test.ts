import { describe, expect, it } from 'vitest';
import { type FileSpec, memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOn } from './support.ts';

const PKI = '/etc/kubernetes/pki';
const pod = (name: string, ...flags: string[]) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'kube-system' },
    spec: {
      hostNetwork: true,
      containers: [
        {
          name,
          image: `registry.k8s.io/${name}:v1.37.1`,
          command: [name, ...flags],
          volumeMounts: [{ name: 'pki', mountPath: PKI }],
        },
      ],
      volumes: [{ name: 'pki', hostPath: { path: PKI } }],
    },
  });

const SERVER = pod('kube-apiserver', `--client-ca-file=${PKI}/ca.crt`, `--etcd-cafile=${PKI}/ca.crt`);
const etcd = (authority: string) =>
  pod('etcd', `--cert-file=${PKI}/etcd/server.crt`, `--trusted-ca-file=${PKI}/${authority}`);
const certificate = (text: string) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;

function isFound(authority: string, files: Record<string, FileSpec> = {}): boolean {
  const host = memoryHost({ '/m/a.json': SERVER, '/m/b.json': etcd(authority), ...files });
  return findingsOn(host, '/m').some(({ ruleId }) => ruleId === 'certificate-authority-mismatch');
}

describe('the authority of etcd', () => {
  it("is another than the cluster's where both are in use", () => {
    expect(isFound('etcd/ca.crt')).toBe(true);
    const two = { [`${PKI}/ca.crt`]: certificate('MIIA'), [`${PKI}/etcd/ca.crt`]: certificate('MIIB') };
    expect(isFound('etcd/ca.crt', two)).toBe(true);
  });

  it('is the same where one is used for all', () => {
    expect(isFound('ca.crt')).toBe(false);
  });

  it('is the same where the files are', () => {
    const one = certificate('MIIA');
    expect(isFound('etcd/ca.crt', { [`${PKI}/ca.crt`]: one, [`${PKI}/etcd/ca.crt`]: one })).toBe(false);
    const link = { [`${PKI}/ca.crt`]: 'x', [`${PKI}/etcd/ca.crt`]: { link: '../ca.crt' } };
    expect(isFound('etcd/ca.crt', link)).toBe(false);
  });
});
