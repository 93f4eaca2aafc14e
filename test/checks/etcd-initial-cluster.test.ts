import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOn } from './support.ts';

const manifest = (flags: readonly string[]) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'etcd', namespace: 'kube-system' },
    spec: {
      hostNetwork: true,
      containers: [
        {
          name: 'etcd',
          image: 'registry.k8s.io/etcd:3.6.5-0',
          command: ['etcd', '--data-dir=/data', ...flags],
          volumeMounts: [{ name: 'data', mountPath: '/data' }],
        },
      ],
      volumes: [{ name: 'data', hostPath: { path: '/var/lib/etcd' } }],
    },
  });

const said = (flags: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  findingsOn(memoryHost({ '/manifests/etcd.yaml': manifest(flags), ...more }), '/manifests')
    .filter(({ ruleId }) => ruleId === 'etcd-initial-cluster')
    .map(({ message }) => message);

const WRONG = ['--name=cp-1', '--initial-cluster=cp-2=http://localhost:2380'];

describe('etcd-initial-cluster', () => {
  it('says nothing of a member that has its data, for it does not look there any more', () => {
    expect(said(WRONG)).toHaveLength(1);
    expect(said(WRONG, { '/var/lib/etcd/member/wal/0-0.wal': '' })).toEqual([]);
    expect(said(WRONG, { '/var/lib/etcd/member/snap/db': '' })).toEqual([]);
    expect(said(WRONG, { '/var/lib/etcd/member/wal/0.tmp': '' })).toHaveLength(1);
  });

  it('says nothing where a name or a cluster is not known', () => {
    expect(said(['--name=$(NODE)', '--initial-cluster=cp-2=http://localhost:2380'])).toEqual([]);
    expect(said(['--name=cp-1', '--initial-cluster=$(CLUSTER)'])).toEqual([]);
    expect(said(['--name=cp-1', '--initial-cluster={{ .Cluster }}'])).toEqual([]);
  });

  it('takes garbage of any length', () => {
    const long = 'x=http://10.0.0.1:2380,'.repeat(20_000);
    expect(said(['--name=x', `--initial-cluster=${long}`])).toHaveLength(1);
    expect(said([`--initial-cluster=${','.repeat(100_000)}`])).toHaveLength(1);
  });
});
