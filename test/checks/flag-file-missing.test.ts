import { describe, expect, it } from 'vitest';
import { type FileSpec, memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOnNode } from './support.ts';

const PKI = '/etc/kubernetes/pki';

/** An API server that reads some files out of one hostPath volume. */
const server = (flags: readonly string[], volume = { path: PKI, type: 'DirectoryOrCreate', at: PKI }) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'kube-apiserver', namespace: 'kube-system' },
    spec: {
      hostNetwork: true,
      containers: [
        {
          name: 'kube-apiserver',
          image: 'registry.k8s.io/kube-apiserver:v1.37.1',
          command: ['kube-apiserver', ...flags],
          volumeMounts: [{ name: 'v', mountPath: volume.at }],
        },
      ],
      volumes: [{ name: 'v', hostPath: { path: volume.path, type: volume.type } }],
    },
  });

const found = (files: Record<string, FileSpec>, live: boolean) =>
  findingsOnNode(
    memoryHost(
      {
        '/usr/lib/systemd/system/kubelet.service':
          '[Service]\nExecStart=/usr/bin/kubelet --pod-manifest-path=/etc/kubernetes/manifests\n',
        '/usr/bin/kubelet': { text: '\x7fELF', mode: 0o755 },
        ...files,
      },
      { live },
    ),
    37,
  )
    .filter(({ ruleId }) => ruleId === 'flag-file-missing')
    .map(({ message }) => message);

const MANIFEST = '/etc/kubernetes/manifests/kube-apiserver.yaml';

describe('flag-file-missing', () => {
  it('counts what a live node lacks, and nothing that a copy may lack', () => {
    const files = { [MANIFEST]: server([`--client-ca-file=${PKI}/ca.crt`]), [`${PKI}/x`]: '' };
    expect(found(files, true)).toHaveLength(1);
    expect(found(files, false)).toEqual([]);
  });

  it('is silent where the file is there, also behind a symlink', () => {
    const files = {
      [MANIFEST]: server([`--client-ca-file=${PKI}/ca.crt`]),
      [`${PKI}/ca.crt`]: { link: 'ca-2.crt' },
      [`${PKI}/ca-2.crt`]: 'a certificate',
    };
    expect(found(files, true)).toEqual([]);
  });

  it.each([
    ['FileOrCreate', 'the kubelet makes an empty file'],
    ['File', "the kubelet doesn't start the container"],
    ['DirectoryOrCreate', 'the kubelet makes a directory of it'],
    ['', 'the container gets no such file'],
  ])('says what becomes of a missing file that is mounted alone with type "%s"', (type, outcome) => {
    const policy = '/etc/kubernetes/policy.yaml';
    const volume = { path: policy, type, at: policy };
    const files = { [MANIFEST]: server([`--audit-policy-file=${policy}`], volume) };
    expect(found(files, true)).toEqual([expect.stringContaining(outcome)]);
  });

  it('groups the files of a directory that is missing', () => {
    const volume = { path: '/etc/kubernetes/pkii', type: 'DirectoryOrCreate', at: PKI };
    const files = {
      [MANIFEST]: server([`--client-ca-file=${PKI}/ca.crt`, `--tls-cert-file=${PKI}/apiserver.crt`], volume),
    };
    expect(found(files, true)).toHaveLength(1);
  });

  it('knows a file in the way of a directory', () => {
    const files = { [MANIFEST]: server([`--client-ca-file=${PKI}/ca.crt`]), [PKI]: 'a file' };
    expect(found(files, false)).toHaveLength(1);
  });
});
