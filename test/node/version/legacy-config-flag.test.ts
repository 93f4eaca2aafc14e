import { describe, expect, test } from 'vitest';
import type { Word } from '../../../src/node/systemd/service-start.ts';
import { legacyConfigFlag } from '../../../src/node/version/legacy-config-flag.ts';

function line(...values: string[]): Word[] {
  return ['/usr/bin/kubelet', ...values].map((value, index) => ({
    value,
    origin: { kind: 'unit', location: { file: '/etc/systemd/system/kubelet.service', line: index + 1 } },
  }));
}

function read(...values: string[]) {
  return legacyConfigFlag(line(...values), undefined);
}

describe('a --config of old', () => {
  test('is seen by two flags that are gone, one of them since before 1.10', () => {
    const read = legacyConfigFlag(
      line('--api-servers=http://a', '--allow-privileged=true', '--config=/etc/kubernetes/manifests'),
      undefined,
    );
    expect(read?.argv.map(({ value }) => value)).toEqual([
      '/usr/bin/kubelet',
      '--api-servers=http://a',
      '--allow-privileged=true',
      '--pod-manifest-path=/etc/kubernetes/manifests',
    ]);
    expect(read?.argv.map(({ origin }) => origin.location?.line)).toEqual([1, 2, 3, 4]);
    expect(read?.version).toMatchObject({ minor: 5, text: '1.5', origin: 'flags', location: { line: 2 } });
    expect(read?.diagnostics).toMatchObject([
      { ruleId: 'kubelet-config-flag-legacy', severity: 'info', location: { line: 4 } },
    ]);
  });

  test('may have underscores, its value in the next word, and other flags whose values look like flags', () => {
    const found = read(
      '--api_servers',
      'http://a',
      '--hostname_override',
      '--config=/no',
      '--allow_privileged',
      '--config',
      '/pods',
    );
    expect(found?.argv.map(({ value }) => value)).toEqual([
      '/usr/bin/kubelet',
      '--api_servers',
      'http://a',
      '--hostname_override',
      '--config=/no',
      '--allow_privileged',
      '--pod-manifest-path',
      '/pods',
    ]);
  });

  test('may have one dash, before pflag', () => {
    const found = read('-etcd_servers=http://a', '-allow_privileged=true', '-config=/pods', '-v=0');
    expect(found?.argv.map(({ value }) => value)).toContain('--pod-manifest-path=/pods');
    expect(found?.version?.minor).toBe(0);
  });

  test('tells how old the kubelet is at most', () => {
    expect(read('--configure-cbr0=true', '--api-servers=a', '--config=/pods')?.version?.minor).toBe(4);
  });

  test.each([
    ['one flag is not enough', ['--api-servers=a', '--config=/x']],
    [
      'flags that 1.10 still had are not enough',
      [
        '--allow-privileged=true',
        '--enable-server',
        '--containerized',
        '--config=/etc/kubernetes/config.yaml',
      ],
    ],
    [
      'a flag that came later speaks against it',
      ['--api-servers=a', '--allow-privileged', '--fail-swap-on=false', '--config=/x'],
    ],
    ['there is none', ['--api-servers=a', '--allow-privileged=true']],
    [
      'it is the value of another flag',
      ['--api-servers=a', '--allow-privileged', '--node-ip', '--config=/x'],
    ],
    ['it is no flag any more', ['--api-servers=a', '--allow-privileged', '--', '--config=/x']],
    ['the same flag twice is one', ['--api-servers=a', '--api_servers=b', '--config=/x']],
  ])('is not seen where %s', (_, words) => {
    expect(read(...words)).toBeNull();
  });

  test('is certain where the version is told', () => {
    expect(legacyConfigFlag(line('--config=/pods'), 5)).toMatchObject({
      argv: [{}, { value: '--pod-manifest-path=/pods' }],
      version: null,
      diagnostics: [{ severity: 'info' }],
    });
    expect(legacyConfigFlag(line('--api-servers=a', '--allow-privileged', '--config=/x'), 10)).toBeNull();
    expect(legacyConfigFlag(line('-config=/x'), 5)).toBeNull();
  });

  test.each([6, 9])('does not exist in 1.%i', (minor) => {
    const argv = line('--config=/x');
    expect(legacyConfigFlag(argv, minor)).toMatchObject({
      argv,
      diagnostics: [{ ruleId: 'kubelet-config-flag-absent', severity: 'warning', location: { line: 2 } }],
    });
  });

  test('keeps what else a word knows', () => {
    const partial = { value: '--config=/x', origin: { kind: 'unit' }, unknown: 'end' } as Word;
    expect(legacyConfigFlag([line()[0]!, partial], 3)?.argv[1]).toEqual({
      ...partial,
      value: '--pod-manifest-path=/x',
    });
  });

  test('on a command line of 128 KiB is read in no time, and said once', () => {
    const words = line('--api-servers=a', '--allow-privileged', ...Array<string>(12_000).fill('--config=/x'));
    const started = performance.now();
    expect(legacyConfigFlag(words, undefined)?.diagnostics).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
