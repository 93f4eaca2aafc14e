import { describe, expect, it } from 'vitest';
import { type FileSpec, memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOnNode } from './support.ts';

const pod = (path: string, type: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - image: nginx:1.27
    name: web
    volumeMounts:
    - mountPath: /data
      name: data
  volumes:
  - hostPath:
      path: ${path}
      type: ${type}
    name: data
`;

const found = (path: string, type: string, files: Record<string, FileSpec>, live = true) =>
  findingsOnNode(
    memoryHost(
      {
        '/usr/lib/systemd/system/kubelet.service':
          '[Service]\nExecStart=/usr/bin/kubelet --pod-manifest-path=/etc/kubernetes/manifests\n',
        '/usr/bin/kubelet': { text: '\x7fELF', mode: 0o755 },
        '/etc/kubernetes/manifests/web.yaml': pod(path, type),
        ...files,
      },
      { live },
    ),
    37,
  )
    .filter(({ ruleId }) => ruleId === 'host-path-type-mismatch')
    .map(({ message }) => message);

const DIRECTORY = { '/srv/x': { dir: true } } as const;
const FILE = { '/srv/x': 'text' };

describe('host-path-type-mismatch', () => {
  it.each([
    ['File', FILE],
    ['FileOrCreate', FILE],
    ['Directory', DIRECTORY],
    ['DirectoryOrCreate', DIRECTORY],
    ['FileOrCreate', { '/srv/y': '' }],
    ['DirectoryOrCreate', {}],
    ['""', DIRECTORY],
  ])('takes type %s with %j', (type, files) => expect(found('/srv/x', type, files)).toEqual([]));

  it.each([
    ['File', DIRECTORY, 'is a directory on the node'],
    ['FileOrCreate', DIRECTORY, 'is a directory on the node'],
    ['Directory', FILE, 'is a file on the node'],
    ['DirectoryOrCreate', FILE, 'is a file on the node'],
    ['Socket', FILE, 'asks for a socket file'],
    ['BlockDevice', FILE, 'asks for a block device'],
    ['File', { '/srv/x': { fifo: true } }, 'is a fifo on the node'],
    ['File', {}, 'the node has no "/srv/x"'],
    ['Socket', {}, 'the node has no "/srv/x"'],
    ['FileOrCreate', {}, 'can\'t make the file "/srv/x"'],
  ] as const)('finds type %s with %j', (type, files, words) => {
    expect(found('/srv/x', type, files)).toEqual([expect.stringContaining(words)]);
  });

  it('follows symlinks as the kubelet does', () => {
    const files = { '/srv/x': { link: '/srv/y' }, '/srv/y': 'text' };
    expect(found('/srv/x', 'File', files)).toEqual([]);
  });

  it('does not count what a copy lacks', () => {
    expect(found('/srv/x', 'File', {}, false)).toEqual([]);
    expect(found('/srv/x', 'FileOrCreate', {}, false)).toEqual([]);
    expect(found('/srv/x', 'File', DIRECTORY, false)).toHaveLength(1);
  });
});
