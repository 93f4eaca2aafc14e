import { describe, expect, it } from 'vitest';
import { encode } from '../../src/bytes/text.ts';
import { isLoopback } from '../../src/control-plane/host-address.ts';
import { listenersOf } from '../../src/control-plane/listeners.ts';
import { readComponents } from '../../src/control-plane/read-components.ts';
import type { Pod } from '../../src/manifest/pod/types.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';

function listeners(image: string, command: string[], env: { name: string; value: string }[] = []) {
  const pod: Pod = { spec: { containers: [{ name: 'c', image, command, env }] } };
  const document = parseDocument(encode(JSON.stringify(pod)), '/pod.json');
  const found = listenersOf(readComponents(document, pod)[0]!);
  return found?.map(({ scheme, address, port, asksCertificate }) => {
    const url = `${scheme.toLowerCase()}://${address}:${port}`;
    return asksCertificate ? `${url} with a certificate` : url;
  });
}

describe('listenersOf', () => {
  it('knows the default ports', () => {
    expect(listeners('kube-apiserver:v1.34.1', ['kube-apiserver'])).toEqual(['https://:6443']);
    expect(listeners('kube-scheduler:v1.34.1', ['kube-scheduler'])).toEqual(['https://:10259']);
  });

  it('goes by the flags', () => {
    const command = ['kube-controller-manager', '--secure-port=1', '--bind-address=127.0.0.1'];
    expect(listeners('x:v1.34.1', command)).toEqual(['https://127.0.0.1:1']);
    expect(listeners('x:v1.34.1', ['kube-controller-manager', '--secure-port=0'])).toEqual([]);
    expect(listeners('x:v1.34.1', ['kube-apiserver', '--bind-address=::'])).toEqual(['https://:6443']);
  });

  it('counts the port without TLS of old and of unknown versions', () => {
    expect(listeners('x:v1.19.1', ['kube-scheduler'])).toEqual(['https://:10259', 'http://:10251']);
    expect(listeners('x', ['kube-controller-manager', '--port=0'])).toEqual(['https://:10257']);
    expect(listeners('x:v1.19.1', ['kube-scheduler', '--config=/x'])).toBeUndefined();
  });

  it('knows nothing of what a shell starts, nor of variables', () => {
    expect(listeners('kube-apiserver:v1.34.1', ['sh', '-c', 'kube-apiserver'])).toBeUndefined();
    expect(listeners('x:v1.34.1', ['kube-apiserver', '--secure-port=$(PORT)'])).toBeUndefined();
    expect(listeners('x:v1.34.1', ['kube-apiserver', '--bind-address=$(IP)'])).toBeUndefined();
  });

  it("reads etcd's URLs", () => {
    expect(listeners('etcd:3.6.5-0', ['etcd'])).toEqual(['http://127.0.0.1:2379', 'http://127.0.0.1:2380']);
    expect(
      listeners('etcd:3.6.5-0', [
        'etcd',
        '--listen-client-urls=https://127.0.0.1:2379,https://[fd00::1]:2379,unixs://x:0',
        '--listen-metrics-urls=http://0.0.0.0:2381',
        '--listen-peer-urls=https://10.0.0.1:2380',
        '--trusted-ca-file=/ca.crt',
      ]),
    ).toEqual([
      'https://127.0.0.1:2379 with a certificate',
      'https://fd00::1:2379 with a certificate',
      'http://:2381',
      'https://10.0.0.1:2380',
    ]);
  });

  it.each([
    [['etcd', '--config-file=/etc/etcd.yaml']],
    [['etcd', 'grpc-proxy', 'start']],
    [['etcd', '--listen-client-urls=https://$(IP):2379']],
    [['etcd', '--listen-client-urls=nonsense']],
  ])('does not know where %j listens', (command) =>
    expect(listeners('etcd:3.6.5-0', command)).toBeUndefined(),
  );

  it('takes the variables that etcd takes for flags', () => {
    const env = [{ name: 'ETCD_LISTEN_CLIENT_URLS', value: 'http://0.0.0.0:4001' }];
    expect(listeners('etcd:3.6.5-0', ['etcd'], env)).toEqual(['http://:4001', 'http://127.0.0.1:2380']);
  });
});

describe('isLoopback', () => {
  it('knows the names and addresses of the machine itself', () => {
    expect(['localhost', '127.0.0.1', '127.1.2.3', '::1'].every(isLoopback)).toBe(true);
    expect(['', '0.0.0.0', '10.0.0.1', 'example.org', '127.example.org'].some(isLoopback)).toBe(false);
  });
});
