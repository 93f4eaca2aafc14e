import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import type { FlagParse } from '../../../../src/node/kubelet/flags/flag-types.ts';
import { parseCommandLine } from '../../../../src/node/kubelet/flags/parse-command-line.ts';
import { reparseCommandLine } from '../../../../src/node/kubelet/flags/reparse-command-line.ts';
import type { Word } from '../../../../src/node/systemd/service-start.ts';
import { flagsOf } from '../../../../src/versions/flags.ts';

function words(args: readonly string[], file = '/unit'): Word[] {
  return args.map((value, index) => ({
    value,
    origin: { kind: 'unit', location: { file, line: index + 1 } },
  }));
}

function parse(args: readonly string[], minor = 37): FlagParse {
  return parseCommandLine(words(args), minor);
}

/** The value that a command line leaves in a member, given what a file had there. */
function left({ settings }: Pick<FlagParse, 'settings'>, path: string, previous?: never): unknown {
  return settings.find((setting) => setting.path.join('.') === path)?.over(previous);
}

function rules(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ severity, ruleId }) => `${severity} ${ruleId}`);
}

describe('parseCommandLine', () => {
  it('takes an underscore for a dash anywhere in a name', () => {
    expect(left(parse(['--pod_manifest-path=/m']), 'staticPodPath')).toBe('/m');
  });

  it('gives a flag the next word, whatever it looks like', () => {
    const { settings, stop, diagnostics } = parse(['--pod-manifest-path', '--manifest-url=x']);
    expect(left({ settings }, 'staticPodPath')).toBe('--manifest-url=x');
    expect(stop).toBeNull();
    expect(rules(diagnostics)).toContain('warning kubelet-flag-swallowed');
  });

  it('takes the value of a bool only behind an equals sign', () => {
    const { stop, diagnostics } = parse(['--anonymous-auth', 'false']);
    expect(stop).toMatchObject({ stage: 'args', error: 'unknown command false', word: 1 });
    expect(diagnostics[0]?.help).toBe('write "--anonymous-auth=false"');
  });

  it('goes on behind an error, so that the path it decides can be told all the same', () => {
    const { stop, settings } = parse(['--network-plugin', 'cni', '--pod-manifest-path=/m']);
    expect(stop).toMatchObject({ stage: 'flags', error: 'unknown flag: --network-plugin' });
    expect(left({ settings }, 'staticPodPath')).toBe('/m');
  });

  it('lets the first use of a list clear the file and further ones add', () => {
    const { settings } = parse(['--cluster-dns=1.1.1.1', '--cluster-dns=2.2.2.2,3.3.3.3']);
    expect(left({ settings }, 'clusterDNS', ['9.9.9.9'] as never)).toEqual(['1.1.1.1', '2.2.2.2', '3.3.3.3']);
  });

  it('adds the modules of --vmodule to those of the file', () => {
    const { settings } = parse(['--vmodule=a=1']);
    const file = [{ filePattern: 'f', verbosity: 2 }];
    expect(left({ settings }, 'logging.vmodule', file as never)).toEqual([
      ...file,
      { filePattern: 'a', verbosity: 1 },
    ]);
  });

  it('keeps the gates of the file that the flag does not name', () => {
    const { settings } = parse(['--feature-gates=A=true,B=false', '--feature-gates=B=true']);
    expect(left({ settings }, 'featureGates', { B: false, C: true } as never)).toEqual({
      A: true,
      B: true,
      C: true,
    });
  });

  it('leaves a file its address when the flag is empty, and dies of one that comes after', () => {
    const { settings } = parse(['--address=']);
    expect(left({ settings }, 'address', '1.2.3.4' as never)).toBe('1.2.3.4');
    expect(parse(['--address=', '--address=1.2.3.4']).stop?.stage).toBe('exit');
  });

  it('writes a flush frequency as a number where the file has one', () => {
    const { settings } = parse(['--log-flush-frequency=2s']);
    expect(left({ settings }, 'logging.flushFrequency', 5e9 as never)).toBe(2e9);
    expect(left({ settings }, 'logging.flushFrequency', '5s' as never)).toBe('2s');
  });

  it('splits the options of the topology manager since 1.31', () => {
    const options = (minor: number) =>
      left(parse(['--topology-manager-policy-options=a=1,b=2'], minor), 'topologyManagerPolicyOptions');
    expect(options(30)).toEqual({ a: '1,b=2' });
    expect(options(31)).toEqual({ a: '1', b: '2' });
  });

  it('tells where a value was written', () => {
    const { settings, flagOrigins } = parse(['--pod-manifest-path', '/m', '--config=c']);
    expect(settings[0]?.origin).toEqual({
      kind: 'flag',
      flag: '--pod-manifest-path',
      location: { file: '/unit', line: 2 },
    });
    expect(flagOrigins.config?.flag).toBe('--config');
  });

  it('says since when a removed flag is gone, and what to do instead', () => {
    const [removed] = parse(['--network-plugin=cni']).diagnostics;
    expect(removed).toMatchObject({ ruleId: 'kubelet-flag-removed', severity: 'error' });
    expect(removed?.message).toContain('since 1.24');
    expect(parse(['--containerd=/x'], 37).diagnostics[0]?.message).toContain('since 1.37');
  });

  it.each([
    ['--static-pod-path=/m', 'write "--pod-manifest-path", or set "staticPodPath" in the configuration file'],
    [
      '--max-parallel-image-pulls=2',
      'set "maxParallelImagePulls" in the configuration file: there is no flag for it',
    ],
    ['--podManifestPath=/m', 'did you mean "--pod-manifest-path"?'],
    ['--pod-manifests-path=/m', 'did you mean "--pod-manifest-path"?'],
    ['-pod-manifest-path=/m', 'write two dashes: "--pod-manifest-path=/m"'],
    ['--frobnicate', 'remove it'],
  ])('knows what was meant by %s', (word, help) => {
    expect(parse([word]).diagnostics[0]?.help).toBe(help);
  });

  it('warns of a flag that a later kubelet refuses, but not of what kubeadm itself removes in time', () => {
    const line = ['--pod-infra-container-image=registry.k8s.io/pause:3.9'];
    const severity = (file: string) => parseCommandLine(words(line, file), 34).diagnostics[0]?.severity;
    expect(severity('/etc/default/kubelet')).toBe('warning');
    expect(severity('/var/lib/kubelet/kubeadm-flags.env')).toBe('info');
  });

  it('numbers its errors in the order in which the kubelet meets them', () => {
    const { diagnostics } = parse(['x', '--nosuch=1', '--port=y']);
    expect(diagnostics.map(({ kubelet }) => kubelet?.index)).toEqual([0, 1, 2]);
    expect(diagnostics[0]?.kubelet?.detail).toBe('unknown flag: --nosuch');
  });

  it('never throws', () => {
    const name = fc.constantFrom(
      ...flagsOf(34).map(({ name: flag }) => `--${flag}`),
      '-',
      '--',
      '-v',
      '-h',
      '',
    );
    const word = fc.oneof(
      name,
      fc.string(),
      fc.tuple(name, fc.string({ unit: 'binary' })).map((pair) => pair.join('=')),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.integer({ min: 28, max: 37 }), (args, minor) => {
        const line = words(args);
        for (const { over } of [
          ...parseCommandLine(line, minor).settings,
          ...reparseCommandLine(line, minor).settings,
        ]) {
          over(undefined);
          over('text');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reads megabytes in time that grows with them', () => {
    const texts = [
      '"a""'.repeat(5e5),
      'a=b,'.repeat(5e5),
      '1_'.repeat(1e6),
      'v1.'.repeat(6e5),
      '1h'.repeat(1e6),
    ];
    const flags = [
      'cluster-dns',
      'kube-reserved',
      'port',
      'version',
      'sync-frequency',
      'node-labels',
      'address',
    ];
    const started = performance.now();
    parse(texts.flatMap((text) => flags.map((flag) => `--${flag}=${text}`)));
    expect(performance.now() - started).toBeLessThan(30_000);
  }, 60_000);
});

describe('reparseCommandLine', () => {
  it('loses a flag that a bare bool of a library swallows', () => {
    const { settings, diagnostics, stop } = reparseCommandLine(
      words(['--log-cadvisor-usage', '--pod-manifest-path=/m', '--config=c']),
      36,
    );
    expect(left({ settings }, 'staticPodPath')).toBeUndefined();
    expect(stop).toBeNull();
    expect(rules(diagnostics)).toEqual(['warning kubelet-flag-second-parse']);
    expect(diagnostics[0]?.help).toBe('write "--log-cadvisor-usage=true"');
  });

  it('ends at help, since 1.35 without a word', () => {
    const line = words(['--help=false', '--config=c']);
    expect(reparseCommandLine(line, 34).stop).toMatchObject({
      stage: 'exit',
      error: 'pflag: help requested',
    });
    expect(reparseCommandLine(line, 35).stop).toMatchObject({ stage: 'exit', error: '' });
  });

  it('takes the split streams of the log file back, for their flags are registered with a default', () => {
    const { settings } = reparseCommandLine(words(['--config=c']), 37);
    expect(left({ settings }, 'logging.options.text.splitStream', true as never)).toBe(false);
  });
});
