import { describe, expect, it } from 'vitest';
import { type FileSpec, memoryHost } from '../../src/node/host/memory-host.ts';
import { kubeconfig, pem, soundNode, withPair } from '../pki/node.ts';
import { findingsOnNode } from './support.ts';

const PKI = '/etc/kubernetes/pki';
const CURRENT = '/var/lib/kubelet/pki/kubelet-client-current.pem';
const CONFIG = '/var/lib/kubelet/config.yaml';

const OURS =
  /^(?:api-server-certificate|control-plane-certificate|kubeconfig-authority|kubelet-certificate|kubelet-client|certificate-)/;

function found(change: Record<string, FileSpec>) {
  return findingsOnNode(memoryHost({ ...soundNode(), ...change }))
    .filter(({ ruleId }) => OURS.test(ruleId))
    .map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

const both = (certificate: string, key = certificate) => pem(`${certificate}.crt`) + pem(`${key}.key`);
const noRotation = String(soundNode()[CONFIG]).replace(
  'rotateCertificates: true',
  'rotateCertificates: false',
);

const faults: readonly (readonly [
  fault: string,
  change: Record<string, FileSpec>,
  said: readonly RegExp[],
])[] = [
  [
    'the certificate of the kubelet ended',
    { [CURRENT]: both('wrong/kubelet-ended') },
    [
      /^kubelet-client-certificate-expired: .* ended on 2026-02-18 22:10 UTC, and there is no "\/etc\/kubernetes\/bootstrap-kubelet\.conf"/,
    ],
  ],
  [
    'it ended, and there is a bootstrap kubeconfig',
    {
      [CURRENT]: both('wrong/kubelet-ended'),
      '/etc/kubernetes/bootstrap-kubelet.conf': kubeconfig('    token: a.b\n'),
    },
    [],
  ],
  [
    'what was renewed ended, and the kubeconfig has a good one',
    {
      [CURRENT]: both('wrong/kubelet-ended'),
      '/etc/kubernetes/kubelet.conf': kubeconfig(withPair('clients/kubelet')),
    },
    [],
  ],
  [
    'there is no key in it',
    { [CURRENT]: pem('clients/kubelet.crt') },
    [
      /^kubelet-client-certificate-unusable: .*there is no private key in it|holds a certificate, and no private key/,
    ],
  ],
  [
    'the key is of another',
    { [CURRENT]: both('clients/kubelet', 'clients/admin') },
    [/^kubelet-client-certificate-unusable: .*is not the key of the certificate/],
  ],
  [
    'the key is of another, and it is not rotated',
    { [CURRENT]: both('clients/kubelet', 'clients/admin'), [CONFIG]: noRotation },
    [],
  ],
  ['it is empty', { [CURRENT]: '' }, [/^kubelet-client-certificate-unusable: .*it is empty/]],
  [
    'it is cut off',
    { [CURRENT]: both('clients/kubelet').slice(0, 300) },
    [/^kubelet-client-certificate-unusable: .*no whole PEM block/],
  ],
  [
    'it is not valid yet',
    { [CURRENT]: both('wrong/kubelet-early') },
    [/^kubelet-client-certificate-refused: .*is valid from 2026-07-01 00:00 UTC on/],
  ],
  [
    'it is of another node',
    { [CURRENT]: both('wrong/kubelet-other-node') },
    [/^kubelet-client-certificate-of-other-node: .*"system:node:node07".*"cp-1"/],
  ],
  [
    'it is of another cluster',
    { [CURRENT]: both('wrong/kubelet-other-ca') },
    [/^kubelet-client-certificate-refused: .*was not signed by "\/etc\/kubernetes\/pki\/ca\.crt"/],
  ],
  [
    'the authority in the kubeconfig is of another cluster',
    { '/etc/kubernetes/kubelet.conf': kubeconfig(withPair('clients/kubelet'), 'other/ca') },
    [/^kubeconfig-authority-mismatch: the kubelet refuses the API server/],
  ],
  [
    'the authority of the scheduler is of another cluster',
    { '/etc/kubernetes/scheduler.conf': kubeconfig(withPair('clients/scheduler'), 'other/ca') },
    [/^kubeconfig-authority-mismatch: the scheduler refuses/],
  ],
  [
    'the clientCAFile is a key',
    {
      [`${PKI}/own-ca.crt`]: pem('apiserver.key'),
      [CONFIG]: String(soundNode()[CONFIG]).replace('pki/ca.crt', 'pki/own-ca.crt'),
    },
    [/^kubelet-certificate-unusable: .*it holds a private key, and no certificate/],
  ],
  [
    'the API server has an old address',
    {
      [`${PKI}/apiserver.crt`]: pem('wrong/apiserver-old-address.crt'),
      [`${PKI}/apiserver.key`]: pem('wrong/apiserver-old-address.key'),
    },
    [
      /^api-server-certificate-names: the kubelet refuses the API server: it asks for "10\.0\.0\.4", and .* is for 10\.96\.0\.1, 10\.0\.0\.9, cp-1/,
    ],
  ],
  [
    'the key of the API server is of another',
    { [`${PKI}/apiserver.key`]: pem('front-proxy-client.key') },
    [/^control-plane-certificate-unusable: kube-apiserver ends when it starts: the private key/],
  ],
  [
    'the certificate of the API server ended',
    {
      [`${PKI}/apiserver.crt`]: pem('wrong/apiserver-ended.crt'),
      [`${PKI}/apiserver.key`]: pem('wrong/apiserver-ended.key'),
    },
    [
      /^control-plane-certificate-expired: .*"\/etc\/kubernetes\/pki\/apiserver\.crt" ended on 2026-02-18 22:10 UTC: all clients refuse/,
    ],
  ],
  [
    'three ended',
    {
      [`${PKI}/apiserver.crt`]: pem('wrong/apiserver-ended.crt'),
      [`${PKI}/apiserver.key`]: pem('wrong/apiserver-ended.key'),
      [`${PKI}/apiserver-etcd-client.crt`]: pem('wrong/etcd-client-ended.crt'),
      [`${PKI}/apiserver-etcd-client.key`]: pem('wrong/etcd-client-ended.key'),
      '/etc/kubernetes/scheduler.conf': kubeconfig(withPair('wrong/scheduler-ended')),
    },
    [
      /^control-plane-certificate-expired: .*apiserver-etcd-client\.crt" ended on .*, and 2 more of the control plane with it: etcd refuses the API server/,
    ],
  ],
  [
    'it ends soon',
    {
      [`${PKI}/apiserver.crt`]: pem('wrong/apiserver-ending.crt'),
      [`${PKI}/apiserver.key`]: pem('wrong/apiserver-ending.key'),
    },
    [/^control-plane-certificate-expiring: .*ends on 2026-06-18 22:10 UTC/],
  ],
  [
    'another authority signed the API server',
    {
      [`${PKI}/apiserver.crt`]: pem('wrong/apiserver-other-ca.crt'),
      [`${PKI}/apiserver.key`]: pem('wrong/apiserver-other-ca.key'),
    },
    [
      /^control-plane-certificate-untrusted: .*but another of the name "kubernetes"/,
      /^kubeconfig-authority-mismatch: .* refuses the API server/,
    ],
  ],
  [
    'the authority of etcd was made anew',
    { [`${PKI}/etcd/ca.crt`]: pem('other/ca.crt') },
    [/^control-plane-certificate-untrusted: .*etcd\/ca\.crt/],
  ],
];

describe('what to do about certificates', () => {
  const finding = (rule: string, change: Record<string, FileSpec>) => {
    const host = memoryHost({ ...soundNode(), ...change });
    const [first, ...others] = findingsOnNode(host).filter(({ ruleId }) => OURS.test(ruleId));
    expect(first?.ruleId).toBe(rule);
    expect(others).toEqual([]);
    return first!;
  };

  it('is to put back an authority that several others call the wrong one', () => {
    const { help, related } = finding('control-plane-certificate-untrusted', {
      [`${PKI}/ca.crt`]: pem('other/ca.crt'),
    });
    expect(help).toMatch(
      /^put back the authority that signed them, "\/etc\/kubernetes\/pki\/ca\.crt" with its key/,
    );
    expect(help).toContain('take its certificate out of "certificate-authority-data"');
    expect(related!.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('the API server refuses the kubelet'),
    );
  });

  it('is never to make an authority anew, and one finding tells of all who read it', () => {
    for (const content of [pem('apiserver.key'), { link: 'ca.crt' }, { fifo: true } as const]) {
      const { help, related } = finding('kubelet-certificate-unusable', { [`${PKI}/ca.crt`]: content });
      expect(help).toMatch(
        /take its certificate out of "certificate-authority-data" of "\/etc\/kubernetes\/kubelet\.conf": grep /,
      );
      expect(related!.map(({ message }) => message)).toEqual([
        'kube-apiserver ends too: --client-ca-file names the same file',
        'kube-controller-manager ends too: --client-ca-file names the same file',
      ]);
    }
    const etcd = finding('control-plane-certificate-unusable', {
      [`${PKI}/etcd/ca.crt`]: { link: 'ca.crt' },
    });
    expect(etcd.help).toMatch(/^put the certificate back, as another control plane node/);
  });

  it('says of a pipe that it is waited for', () => {
    const { message } = finding('kubelet-certificate-unusable', { [`${PKI}/ca.crt`]: { fifo: true } });
    expect(message).toMatch(/^the kubelet waits for ever right after its start/);
  });

  it('is to have kubeadm make a certificate that an authority signs', () => {
    const { help } = finding('control-plane-certificate-unusable', { [`${PKI}/apiserver.crt`]: '' });
    expect(help).toContain('"kubeadm init phase certs apiserver"');
  });
});

describe('certificates on a node', () => {
  it('say nothing where all is well', () => {
    expect(found({})).toEqual([]);
  });

  it.each(faults)('%s', (_, change, said) => {
    const messages = found(change);
    expect(messages.length, messages.join('\n')).toBe(said.length);
    for (const one of said) expect(messages.join('\n')).toMatch(new RegExp(one, 'm'));
  });

  it('say nothing of keys where a copy has none', () => {
    const node = soundNode();
    const without = Object.entries(node).filter(([path]) => !path.endsWith('.key') && path !== CURRENT);
    const host = memoryHost({ ...Object.fromEntries(without), [CURRENT]: pem('clients/kubelet.crt') });
    expect(findingsOnNode(host).filter(({ ruleId }) => OURS.test(ruleId))).toEqual([]);
  });

  it('say nothing where a copy has stand-ins in the place of all of them', () => {
    const node = soundNode();
    const blank = Object.entries(node).map(([path, content]) =>
      /\.(?:crt|key|pem)$/.test(path) ? [path, '-----BEGIN …\n'] : [path, content],
    );
    const masked = Object.entries(Object.fromEntries(blank)).map(([path, content]) => [
      path,
      String(content).replaceAll(/-data: \S+/g, '-data: _masked_'),
    ]);
    const host = memoryHost(Object.fromEntries(masked));
    expect(findingsOnNode(host).filter(({ ruleId }) => OURS.test(ruleId))).toEqual([]);
  });

  it('never tell what a key is', () => {
    const secret = pem('clients/admin.key').split('\n')[1]!;
    const said = findingsOnNode(
      memoryHost({ ...soundNode(), [CURRENT]: both('clients/kubelet', 'clients/admin') }),
    );
    expect(JSON.stringify(said)).not.toContain(secret);
  });
});
