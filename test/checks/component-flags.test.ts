import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOn } from './support.ts';

/** What is said of a program of the control plane with these arguments. */
function said(name: string, tag: string, args: readonly string[], env = '', program = name): string[] {
  const manifest = [
    'apiVersion: v1',
    'kind: Pod',
    `metadata: {name: ${name}, namespace: kube-system}`,
    'spec:',
    '  hostNetwork: true',
    '  containers:',
    `  - name: ${name}`,
    `    image: registry.example.com/${name}${tag}`,
    `    command: ${JSON.stringify([program, ...args])}`,
    env,
    '',
  ].join('\n');
  const host = memoryHost({ '/m/pod.yaml': manifest });
  return findingsOn(host, '/m').map(({ ruleId }) => ruleId);
}

const ABOUT_FLAGS = /^component-|refused$/;
const flagsOf = (...about: Parameters<typeof said>) => said(...about).filter((id) => ABOUT_FLAGS.test(id));

describe('an unknown flag', () => {
  it('is one where the flags of the version are recorded', () => {
    expect(flagsOf('kube-scheduler', ':v1.34.1', ['--of-tomorrow=1'])).toEqual(['component-flag-unknown']);
  });

  it.each([
    ['of an image without a version', ''],
    ['of an image by digest', `@sha256:${'0'.repeat(64)}`],
    ['of an older version', ':v1.20.4'],
    ['of a newer version', ':v1.99.0'],
  ])('may be known, %s', (_, tag) => {
    expect(flagsOf('kube-scheduler', tag, ['--of-tomorrow=1'])).toEqual([]);
  });

  it('is gone from every later version', () => {
    expect(flagsOf('kube-scheduler', ':v1.99.0', ['--policy-config-file=/p'])).toEqual([
      'component-flag-removed',
    ]);
    expect(flagsOf('kube-scheduler', ':v1.20.0', ['--policy-config-file=/p'])).toEqual([]);
    expect(flagsOf('kube-scheduler', ':v1.26.0', ['--port=0'])).toEqual(['component-flag-removed']);
  });

  it('is not there yet in every earlier version', () => {
    expect(flagsOf('kube-scheduler', ':v1.20.0', ['--tls-curve-preferences=29'])).toEqual([
      'component-flag-unknown',
    ]);
  });

  it('is not judged where another program starts the component', () => {
    const args = ['--', 'kube-scheduler', '--of-tomorrow=1'];
    expect(flagsOf('kube-scheduler', ':v1.34.1', args, '', '/go-runner')).toEqual([]);
    expect(flagsOf('kube-scheduler', ':v1.34.1', ['-c', 'x'], '', 'sh')).toEqual([]);
  });
});

describe('a value', () => {
  it.each([
    ['--leader-elect=truee'],
    ['--leader-elect='],
    ['--kube-api-burst=1.5'],
    ['--kube-api-qps=many'],
    ['--leader-elect-lease-duration=15'],
    ['--bind-address=localhost'],
    ['--tls-sni-cert-key=a.crt'],
    ['--allow-metric-labels=a'],
    ['-v=high'],
    ['--vmodule=file'],
    ['--kubeconfig'],
  ])('is refused: %s', (word) => {
    expect(flagsOf('kube-scheduler', ':v1.34.1', [word])).toEqual(['component-flag-invalid']);
  });

  it.each([
    ['--leader-elect'],
    ['--leader-elect=T'],
    ['--kube_api_burst=0x10'],
    ['--kube-api-qps=1e3'],
    ['--kube-api-qps=Inf'],
    ['--leader-elect-lease-duration=1m30s'],
    ['--bind-address=::'],
    ['--tls-sni-cert-key=a.crt,a.key:*.example.com'],
    ['--allow-metric-labels=a=b'],
    ['-v=4'],
    ['-v4'],
    ['--v=4'],
  ])('is taken: %s', (word) => {
    expect(flagsOf('kube-scheduler', ':v1.34.1', [word])).toEqual([]);
  });

  it('is taken in the next word', () => {
    expect(flagsOf('kube-scheduler', ':v1.34.1', ['--secure-port', '10259', '-v', '2'])).toEqual([]);
  });

  it('is not known where a variable of the node or a template fills it', () => {
    const env = '    env: [{name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]';
    expect(flagsOf('kube-scheduler', ':v1.34.1', ['--bind-address=$(IP)'], env)).toEqual([]);
    expect(flagsOf('kube-scheduler', ':v1.34.1', ['--bind-address={{ ip }}'])).toEqual([]);
  });

  it('is known where the container sets the variable', () => {
    const env = '    env: [{name: IP, value: localhost}]';
    expect(flagsOf('kube-scheduler', ':v1.34.1', ['--bind-address=$(IP)'], env)).toEqual([
      'component-flag-invalid',
    ]);
  });
});

describe('a flag that is set twice', () => {
  it('adds up where it is a list', () => {
    const args = ['--authorization-always-allow-paths=/healthz', '--authorization-always-allow-paths=/livez'];
    expect(flagsOf('kube-scheduler', ':v1.34.1', args)).toEqual([]);
  });

  it('is the last otherwise, under any spelling', () => {
    const args = ['--secure-port=10259', '--secure_port=10260'];
    expect(flagsOf('kube-scheduler', ':v1.34.1', args)).toEqual(['component-flag-repeated']);
  });
});

describe('a flag that kube-apiserver needs', () => {
  const others = [
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    '--service-account-signing-key-file=/sa.key',
  ];
  const about = (...words: string[]) =>
    flagsOf('kube-apiserver', ':v1.34.1', [...others, ...words]).filter((id) =>
      id.startsWith('component-flag'),
    );

  it('is missing', () => {
    expect(about()).toEqual(['component-flag-missing']);
    expect(about('--etcd-servers=')).toEqual(['component-flag-missing']);
  });

  it('is not also missing where it is misspelled', () => {
    expect(about('--etcd-server=http://127.0.0.1:2379')).toEqual(['component-flag-unknown']);
    expect(about('-etcd-servers=http://127.0.0.1:2379')).toEqual(['component-flag-unknown']);
    expect(about('--etcd-servers')).toEqual(['component-flag-invalid']);
    expect(about('--etcd-servers http://127.0.0.1:2379')).toEqual([]);
  });

  it('may come by a variable', () => {
    expect(about('$(ETCD)')).toEqual([]);
  });
});

describe('any command line', () => {
  it('is judged without an exception', () => {
    const word = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }).map((text) => `--${text}`),
      fc.constantFrom(
        '--',
        '-',
        '--=',
        '---',
        '-=',
        '--feature-gates=,=,',
        '--feature-gates=:',
        '--config=/',
      ),
      fc
        .tuple(fc.constantFrom('feature-gates', 'config', 'bind-address', 'leader-elect', 'v'), fc.string())
        .map(([name, value]) => `--${name}=${value}`),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        said('kube-scheduler', ':v1.34.1', words);
      }),
      { numRuns: 200 },
    );
  });
});
