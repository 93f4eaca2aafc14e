import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { Host } from '../../../src/node/host/host.ts';
import { memoryHost } from '../../../src/node/host/memory-host.ts';
import { isDecided, type KubeletStart, startKubelet } from '../../../src/node/kubelet/start-kubelet.ts';
import { HEADER, start } from './a-start.ts';
import { MINORS } from './config-cases.ts';

describe('the origin of a value', () => {
  it('is the default where nobody wrote one', () => {
    expect(start([]).origins.get('maxPods')).toEqual({
      value: 110,
      origin: { kind: 'default' },
      overridden: [],
    });
    expect(start([]).origins.has('staticPodPath')).toBe(false);
  });

  it('is the member in the file, and names the default that it replaced', () => {
    const { origins } = start(['--config=/c.yaml'], { '/c.yaml': `${HEADER}maxPods: 50\n` });
    expect(origins.get('maxPods')).toEqual({
      value: 50,
      origin: { kind: 'config', location: place('/c.yaml', 3, 10, 12) },
      overridden: [{ value: 110, origin: { kind: 'default' } }],
    });
  });

  it('goes through drop-in and file to the flag that wins, last replaced first', () => {
    const { config, origins } = start(['--config=/c.yaml', '--config-dir=/d', '--pod-manifest-path=/flag'], {
      '/c.yaml': `${HEADER}staticPodPath: /file\n`,
      '/d/1.conf': `${HEADER}staticPodPath: /one\n`,
      '/d/2.conf': `${HEADER}staticPodPath: /two\n`,
    });
    expect(config?.staticPodPath).toBe('/flag');
    const sourced = origins.get('staticPodPath');
    expect(sourced?.origin).toMatchObject({ kind: 'flag', flag: '--pod-manifest-path' });
    expect(
      sourced?.overridden.map(({ value, origin }) => [value, origin.kind, origin.location?.file]),
    ).toEqual([
      ['/two', 'dropin', '/d/2.conf'],
      ['/one', 'dropin', '/d/1.conf'],
      ['/file', 'config', '/c.yaml'],
    ]);
  });

  it('is the default again for a zero that counts as unset', () => {
    const { origins } = start(['--config=/c.yaml'], { '/c.yaml': `${HEADER}maxPods: 0\n` });
    expect(origins.get('maxPods')).toMatchObject({
      value: 110,
      origin: { kind: 'default' },
      overridden: [{ value: 0, origin: { kind: 'config' } }],
    });
  });

  it('is its own for each feature gate', () => {
    const { origins, gates } = start(['--config=/c.yaml', '--feature-gates=AllBeta=false'], {
      '/c.yaml': `${HEADER}featureGates: {AllAlpha: false, AllBeta: true}\n`,
    });
    expect(origins.get('featureGates.AllAlpha')?.origin.kind).toBe('config');
    expect(origins.get('featureGates.AllBeta')?.origin.kind).toBe('flag');
    expect([...gates]).toEqual([
      ['AllAlpha', false],
      ['AllBeta', false],
    ]);
  });

  it('is the base again when a later drop-in deletes what an earlier one set (1.29 to 1.31)', () => {
    const files = {
      '/c.yaml': `${HEADER}staticPodPath: /file\n`,
      '/d/1.conf': `${HEADER}staticPodPath: /one\n`,
      '/d/2.conf': `${HEADER}staticPodPath: null\n`,
    };
    const { config, origins } = start(['--config=/c.yaml', '--config-dir=/d'], files, 30);
    expect(config?.staticPodPath).toBe('/file');
    expect(origins.get('staticPodPath')?.origin).toMatchObject({ kind: 'config' });
    expect(start(['--config=/c.yaml', '--config-dir=/d'], files, 32).config).not.toHaveProperty(
      'staticPodPath',
    );
  });
});

describe('a start that is refused', () => {
  it('still tells what is decided', () => {
    const refused = start(['--config=/c.yaml', '--nosuch'], { '/c.yaml': `${HEADER}staticPodPath: /m\n` });
    expect(refused).toMatchObject({ stage: 'flags', starts: false, complete: true });
    expect(refused.config?.staticPodPath).toBe('/m');
  });

  it('tells the members that a file has beside one of the wrong type', () => {
    const refused = start(['--config=/c.yaml'], { '/c.yaml': `${HEADER}maxPods: many\nstaticPodPath: /m\n` });
    expect(refused.stage).toBe('load');
    expect(refused.config?.staticPodPath).toBe('/m');
  });

  it('knows nothing but flags without its configuration file', () => {
    const refused = start(['--config=/none.yaml', '--pod-manifest-path=/m']);
    expect(refused).toMatchObject({ stage: 'load', config: null, complete: false });
    expect(refused.unread).toEqual([{ kind: 'config', path: '/none.yaml', reason: 'absent' }]);
    expect(refused.origins.get('staticPodPath')?.value).toBe('/m');
    expect(isDecided(refused, 'staticPodPath')).toBe(true);
    expect(isDecided(refused, 'maxPods')).toBe(false);
    expect(located(refused, 'kubelet-config-missing')).toEqual(['/kubelet.service:2']);
  });

  it('names the kubelet that panics over a gate in a file, which up to 1.31 refuses', () => {
    const files = { '/c.yaml': `${HEADER}featureGates: {NoSuch: true}\n` };
    expect(start(['--config=/c.yaml'], files, 31).stage).toBe('gates');
    expect(start(['--config=/c.yaml'], files, 32)).toMatchObject({ stage: 'exit' });
  });
});

describe('paths', () => {
  const files = { '/etc/k/c.yaml': `${HEADER}staticPodPath: m\n`, '/link': { link: '/etc' } };

  it('in a file start at its directory, on a flag they stay as they are', () => {
    expect(start(['--config=/etc/k/c.yaml'], files).config?.staticPodPath).toBe('/etc/k/m');
    const flag = start(['--config=/etc/k/c.yaml', '--pod-manifest-path=m'], files);
    expect(flag.config?.staticPodPath).toBe('m');
  });

  it('of a relative --config start at the working directory, as $PWD calls it', () => {
    const relative = (pwd: string) => start(['--config=k/c.yaml'], files, 37, { PWD: pwd }, '/etc');
    expect(relative('/link').config?.staticPodPath).toBe('/link/k/m');
    expect(relative('/wrong').config?.staticPodPath).toBe('/etc/k/m');
  });
});

describe('diagnostics of a start', () => {
  it('warn of a file that a flag overrides, and show the flag', () => {
    const files = { '/c.yaml': `${HEADER}staticPodPath: /file\n` };
    const [found] = ofRule(
      start(['--config=/c.yaml', '--pod-manifest-path=/flag'], files),
      'kubelet-config-overridden',
    );
    expect(found).toMatchObject({ severity: 'warning', location: { file: '/c.yaml', line: 3 } });
    expect(found?.related?.map(({ location }) => `${location.file}:${location.line}`)).toEqual([
      '/kubelet.service:3',
    ]);
    const [same] = ofRule(
      start(['--config=/c.yaml', '--pod-manifest-path=/file'], files),
      'kubelet-config-overridden',
    );
    expect(same?.severity).toBe('info');
  });

  it('name a drop-in of the wrong suffix and a directory behind a symlink', () => {
    const files = { '/d/1.yaml': HEADER, '/l': { link: '/d' }, '/d/README': 'about' };
    expect(located(start(['--config-dir=/d'], files), 'kubelet-drop-in-skipped')).toEqual(['/d/1.yaml']);
    expect(located(start(['--config-dir=/l'], files), 'kubelet-drop-in-link')).toEqual([
      '/kubelet.service:2',
    ]);
  });

  it('tell what a drop-in of 1.28 resets', () => {
    const files = { '/c.yaml': `${HEADER}maxPods: 50\n`, '/d/1.conf': `${HEADER}staticPodPath: /m\n` };
    const args = ['--config=/c.yaml', '--config-dir=/d'];
    expect(start(args, files, 28).config?.maxPods).toBe(110);
    expect(located(start(args, files, 28), 'kubelet-drop-in-reset')).toEqual(['/c.yaml:3']);
    expect(start(args, files, 29).config?.maxPods).toBe(50);
  });

  it('tell that a relative path of a drop-in is not made absolute', () => {
    const files = { '/d/1.conf': `${HEADER}staticPodPath: m\n` };
    expect(located(start(['--config-dir=/d'], files), 'kubelet-drop-in-relative-path')).toEqual([
      '/d/1.conf:3',
    ]);
    expect(located(start(['--config-dir=/d'], files, 28), 'kubelet-drop-in-relative-path')).toEqual([]);
  });

  it('name the variable that 1.28 and 1.29 want', () => {
    const files = { '/d/1.conf': `${HEADER}staticPodPath: /m\n` };
    const without = start(['--config-dir=/d'], files, 29, {});
    expect(without).toMatchObject({ stage: 'dropinenv', starts: false });
    expect(without.config?.staticPodPath).toBe('/m');
    expect(located(without, 'kubelet-drop-in-variable')).toEqual(['/kubelet.service:2']);
  });

  it('do not take what this user may not read for what the kubelet can not', () => {
    const argv = ['kubelet', '--config=/c.yaml'].map((value) => ({
      value,
      origin: { kind: 'unit' } as const,
    }));
    const host: Host = {
      ...memoryHost({ '/c.yaml': HEADER }),
      readFile: (path) => ({ ok: false, failure: { reason: 'denied', path, message: 'permission denied' } }),
    };
    const denied = startKubelet(host, { argv, cwd: '/', environment: new Map() }, 37);
    expect(denied.unread).toEqual([{ kind: 'config', path: '/c.yaml', reason: 'denied' }]);
    expect(denied.diagnostics).toMatchObject([{ ruleId: 'kubelet-config-denied', severity: 'warning' }]);
  });

  it('say that the kubelet only prints its help or version', () => {
    for (const [word, stage] of [
      ['--help', 'help'],
      ['-h', 'help'],
      ['--version', 'version'],
    ] as const) {
      const ended = start(['--max-pods=20', word]);
      expect(ended).toMatchObject({ stage, starts: false });
      expect(located(ended, 'kubelet-flag-ends')).toEqual(['/kubelet.service:3']);
    }
    expect(ofRule(start(['--help=false']), 'kubelet-flag-ends')).toEqual([]);
  });

  it('tell the program from its arguments', () => {
    const help = (args: readonly string[]) => ofRule(start(args), 'kubelet-argument').map((one) => one.help);
    expect(help(['/usr/bin/kubelet', '--max-pods=20'])).toEqual([
      'leave out the program name: only its arguments',
    ]);
    expect(help(['--max-pods=20', 'kubelet'])).toEqual(['remove it, or quote the value that it is part of']);
  });

  it('warn of a period of zero between two looks at a static pod path', () => {
    const args = ['--file-check-frequency=0s'];
    expect(located(start([...args, '--pod-manifest-path=/m']), 'kubelet-file-check-frequency')).toEqual([
      '/kubelet.service:2',
    ]);
    expect(ofRule(start(args), 'kubelet-file-check-frequency')).toEqual([]);
    const unknown = start(['--config=/none.yaml', '--pod-manifest-path=/m']);
    expect(ofRule(unknown, 'kubelet-file-check-frequency')).toEqual([]);
  });

  it('name the gates over which defaulting panics, also where a flag would override them', () => {
    const files = { '/c.yaml': `${HEADER}featureGates: {CompositePodGroup: true}\n` };
    const args = ['--config=/c.yaml'];
    expect(located(start(args, files), 'kubelet-feature-gate')).toEqual(['/c.yaml:3']);
    const overridden = start([...args, '--feature-gates=CompositePodGroup=false'], files);
    expect(overridden.stage).toBe('exit');
    expect(located(overridden, 'kubelet-feature-gate')).toEqual(['/c.yaml']);
    const all = { '/c.yaml': `${HEADER}featureGates: {AllAlpha: true}\n` };
    expect(new Set(located(start(args, all), 'kubelet-feature-gate'))).toEqual(new Set(['/c.yaml:3']));
  });

  it('name an apiVersion whose case a drop-in got wrong', () => {
    const files = { '/d/1.conf': HEADER.replace('apiVersion', 'apiversion') };
    expect(start(['--config-dir=/d'], files).stage).toBe('dropin');
    expect(located(start(['--config-dir=/d'], files), 'kubelet-config-kind')).toEqual(['/d/1.conf:1']);
  });

  it('stay silent about a sound configuration', () => {
    const files = { '/c.yaml': `${HEADER}staticPodPath: /m\nclusterDNS: [10.96.0.10]\n` };
    for (const minor of MINORS) expect(start(['--config=/c.yaml'], files, minor).diagnostics).toEqual([]);
  });
});

describe('the log of a start', () => {
  const gate = (minor: number, args: readonly string[], text = '') => {
    const files = { '/c.yaml': `${HEADER}featureGates: {KMSv1: true}\n${text}` };
    return start(args, files, minor).log.filter((line) => line.includes('KMSv1'));
  };

  it('names a deprecated gate each time that it is set', () => {
    const line = 'W Setting deprecated feature gate KMSv1=true. It will be removed in a future release.';
    expect(gate(30, ['--feature-gates=KMSv1=true'])).toEqual([line, line]);
    expect(gate(31, ['--config=/c.yaml'])).toEqual([line, line]);
    // The default of the file's members depends on gates: they are set for that too.
    expect(gate(34, ['--config=/c.yaml'])).toEqual([line, line, line]);
    expect(gate(35, ['--config=/c.yaml'])).toEqual([line, line, line, line]);
    expect(gate(36, ['--config=/c.yaml'])).toEqual(
      Array(3).fill(
        'I "Warning: setting deprecated feature gate. It will be removed in a future release." featureGate="KMSv1" value=true',
      ),
    );
  });

  it('has them once more for a file that is decoded leniently', () => {
    expect(gate(36, ['--config=/c.yaml'], 'nosuch: 1\n')).toHaveLength(4);
  });

  it('has the strict decoding of another kind of the group', () => {
    const other = (apiVersion: string) => {
      const text = `apiVersion: kubelet.config.k8s.io/${apiVersion}\nkind: CredentialProviderConfig\nmaxPods: 1\n`;
      const { error, log } = start(['--config=/c.yaml'], { '/c.yaml': text });
      return [error?.replace(/^.*, error /, ''), ...log];
    };
    expect(other('v1beta1')).toEqual([
      'failed to cast object to KubeletConfiguration, unexpected type: kubelet.config.k8s.io/v1beta1, Kind=CredentialProviderConfig',
      'I "Using lenient decoding as strict decoding failed" err="strict decoding error: unknown field \\"maxPods\\""',
    ]);
    expect(other('v1')).toEqual(['failed lenient decoding: strict decoding error: unknown field "maxPods"']);
  });
});

it('never throws, whatever stands in the files', () => {
  const scalar = fc.constantFrom(
    '',
    'null',
    '~',
    '0',
    '-1',
    '1e400',
    '"x"',
    '[',
    '{}',
    '{a: {b: c}}',
    '[null]',
    '!!x y',
  );
  const member = fc.constantFrom(
    'staticPodPath',
    'maxPods',
    'authentication',
    'logging',
    'featureGates',
    'evictionHard',
    'registerWithTaints',
    'reservedMemory',
    'tracing',
    '__proto__',
    'constructor',
    'kind',
    '<<',
  );
  const line = fc.tuple(member, scalar).map(([name, value]) => `${name}: ${value}\n`);
  const text = fc.oneof(
    fc.array(line, { maxLength: 6 }).map((lines) => HEADER + lines.join('')),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  fc.assert(
    fc.property(text, text, text, fc.constantFrom(...MINORS), (file, one, two, minor) => {
      const files = { '/c.yaml': file, '/d/1.conf': one, '/d/2.conf': two };
      start(['--config=/c.yaml', '--config-dir=/d', '--max-pods=3'], files, minor);
    }),
    { numRuns: 300 },
  );
});

it('reads ten thousand levels of nesting and a line of several mebibytes', () => {
  const deep = `${'{"a":'.repeat(9_990)}1${'}'.repeat(9_990)}`;
  const long = `{"apiVersion":"kubelet.config.k8s.io/v1beta1","kind":"KubeletConfiguration","evictionHard":{${Array.from(
    { length: 300_000 },
    (_, i) => `"signal${i}":"10%"`,
  ).join(',')}}}`;
  for (const minor of [28, 31, 37]) {
    const files = {
      '/c.yaml': `${HEADER}x: ${deep}\n`,
      '/d/1.conf': `${HEADER}staticPodPath: ${deep}\n`,
      '/d/2.conf': long,
    };
    start(['--config=/c.yaml', '--config-dir=/d'], files, minor);
  }
}, 30_000);

function place(file: string, line: number, column: number, endColumn: number) {
  return { file, line, column, endLine: line, endColumn };
}

function ofRule({ diagnostics }: KubeletStart, ruleId: string): Diagnostic[] {
  return diagnostics.filter((one) => one.ruleId === ruleId);
}

function located(started: KubeletStart, ruleId: string): string[] {
  return ofRule(started, ruleId).map(({ location }) =>
    location?.line === undefined ? `${location?.file}` : `${location.file}:${location.line}`,
  );
}
