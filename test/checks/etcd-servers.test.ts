import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOn } from './support.ts';

const pod = (name: string, image: string, command: readonly string[]) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'kube-system' },
    spec: { hostNetwork: true, containers: [{ name, image, command }] },
  });

const PKI = '/etc/kubernetes/pki';
const ETCD = [
  `--cert-file=${PKI}/etcd/server.crt`,
  `--key-file=${PKI}/etcd/server.key`,
  `--trusted-ca-file=${PKI}/etcd/ca.crt`,
  '--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.5:2379',
  '--advertise-client-urls=https://10.0.0.5:2379',
  '--listen-metrics-urls=http://127.0.0.1:2381',
];
const CERTIFICATES = [
  `--etcd-cafile=${PKI}/etcd/ca.crt`,
  `--etcd-certfile=${PKI}/etcd/client.crt`,
  `--etcd-keyfile=${PKI}/etcd/client.key`,
];

/** What the checks of --etcd-servers say, as `rule: help`. */
function said(servers: string, etcd: readonly string[] = ETCD, more: readonly string[] = CERTIFICATES) {
  const files = {
    '/m/etcd.yaml': pod('etcd', 'registry.k8s.io/etcd:3.6.5-0', ['etcd', ...etcd]),
    '/m/api.yaml': pod('kube-apiserver', 'registry.k8s.io/kube-apiserver:v1.37.1', [
      'kube-apiserver',
      `--etcd-servers=${servers}`,
      ...more,
    ]),
  };
  return findingsOn(memoryHost(files), '/m')
    .filter(({ ruleId }) => ruleId.startsWith('etcd-servers'))
    .map(({ ruleId, help }) => `${ruleId}: ${help}`);
}

const NOT_SERVED = 'etcd-servers-not-served: write "https://127.0.0.1:2379"';

describe('--etcd-servers beside an etcd', () => {
  it('are wrong at a port that etcd has for something else, and this is said once', () => {
    expect(said('https://127.0.0.1:2380')).toEqual([NOT_SERVED]);
    expect(said('https://127.0.0.1:2381')).toEqual([NOT_SERVED]);
  });

  it('are wrong at a port where nothing is, if the etcd is the one that is meant', () => {
    expect(said('https://127.0.0.1:9999')).toEqual([NOT_SERVED]);
    expect(said('https://127.0.0.1:9999', ETCD, [])).toEqual([]);
  });

  it("may be those of a proxy, of other nodes, or of another program's etcd", () => {
    expect(said('https://127.0.0.1:12379')).toEqual([]);
    expect(said('https://127.0.0.1:23790')).toEqual([]);
    expect(said('https://10.0.0.50:2379')).toEqual([]);
    expect(said('https://10.0.0.11:2379,https://128.0.0.1:2379')).toEqual([]);
    expect(said('https://127.0.0.1:9999', ETCD, [...CERTIFICATES, '--etcd-servers-overrides=x'])).toEqual([]);
    expect(said('https://10.0.0.11:2379', ['--listen-client-urls=http://0.0.0.0:6666'])).toEqual([]);
    expect(said('https://127.0.0.1:2379', ['grpc-proxy', 'start', '--listen-addr=127.0.0.1:9'])).toEqual([]);
  });

  it('are never led from https to http', () => {
    const plain = [
      '--listen-client-urls=http://127.0.0.1:2379',
      '--advertise-client-urls=http://127.0.0.1:2379',
    ];
    expect(said('https://127.0.0.1:2379', plain)).toEqual([
      'etcd-servers-not-served: let etcd listen on "https://127.0.0.1:2379"',
    ]);
    expect(said('https://127.0.0.1:2380', plain)).toEqual([
      'etcd-servers-not-served: let etcd answer clients on https, and ask it there',
    ]);
    expect(said('https://127.0.0.1:2379', plain, [])).toEqual([
      'etcd-servers-not-served: write "http://127.0.0.1:2379"',
    ]);
  });

  it('are not looked at where a stray word hides what etcd is told', () => {
    expect(said('https://127.0.0.1:2380', ['–name=cp-1', ...ETCD])).toEqual([]);
  });

  it('may have the port of peers at another node', () => {
    expect(said('https://10.0.0.11:2380')).toEqual([
      'etcd-servers-peer-port: use the port of --listen-client-urls, mostly 2379',
    ]);
  });

  it('take lists of any length', () => {
    const long = (scheme: string) =>
      Array.from({ length: 10_000 }, (_, i) => `${scheme}://10.0.${i >> 8}.${i & 255}:2379`).join(',');
    const etcd = [`--listen-client-urls=${long('https')}`, `--advertise-client-urls=${long('http')}`];
    expect(said(long('https'), [...ETCD.slice(0, 3), ...etcd])).toEqual([]);
  });
});
