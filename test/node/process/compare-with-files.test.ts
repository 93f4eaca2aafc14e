import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Host } from '../../../src/node/host/host.ts';
import { type FileSpec, memoryHost } from '../../../src/node/host/memory-host.ts';
import { chooseKubelet } from '../../../src/node/process/choose-kubelet.ts';
import { commandOfProcess } from '../../../src/node/process/command-of-process.ts';
import { compareWithFiles } from '../../../src/node/process/compare-with-files.ts';
import type { FilesOfStart } from '../../../src/node/process/files-of-start.ts';
import { runningKubelets } from '../../../src/node/process/running-kubelets.ts';
import { BOOT, type ProcessSpec, proc } from './proc-node.ts';

const UNIT = '/usr/lib/systemd/system/kubelet.service';
const DROP_IN = '/etc/systemd/system/kubelet.service.d/10-kubeadm.conf';
const FLAGS = '/var/lib/kubelet/kubeadm-flags.env';
const CONFIG = '/var/lib/kubelet/config.yaml';
const files = Object.fromEntries(
  [UNIT, DROP_IN, FLAGS, CONFIG, '/usr/bin/kubelet'].map((path) => [path, 'x']),
);

/** The process of these tests starts 1000 s after boot. */
const START = 1000;
const at = (second: number) => new Date((BOOT + second) * 1000).toISOString().replace('.000', '');

interface Given {
  readonly process?: ProcessSpec;
  readonly written?: Partial<Omit<FilesOfStart, 'argv'>> & { readonly argv?: readonly string[] };
  /** Seconds after boot at which files changed; others did so at the boot. */
  readonly changed?: Readonly<Record<string, number>>;
  readonly tree?: Readonly<Record<string, FileSpec>>;
}

function compare({ process = {}, written = {}, changed = {}, tree = {} }: Given) {
  const held = memoryHost(
    { ...files, ...tree, ...proc({ 10: { start: START, ...process } }) },
    { live: true },
  );
  const host: Host = {
    ...held,
    hostPath: (path) => path,
    stat: (path) => {
      const info = held.stat(path);
      const mtime = (BOOT + (changed[path] ?? 0)) * 1000;
      return info.ok ? { ok: true, value: { ...info.value, mtime } } : info;
    },
  };
  const argv = written.argv ?? ['/usr/bin/kubelet', `--config=${CONFIG}`];
  const found = chooseKubelet(runningKubelets(host).processes, { unit: 'kubelet.service' }).process!;
  return compareWithFiles(
    found,
    {
      unit: 'kubelet.service',
      environment: new Map([['PATH', { value: '/bin' }]]),
      cwd: '/',
      exe: '/usr/bin/kubelet',
      configFiles: [CONFIG],
      unitFiles: [UNIT, DROP_IN, FLAGS],
      ...written,
      argv: argv.map((value, word) => ({
        value,
        origin: { kind: 'unit', location: { file: word < 2 ? DROP_IN : FLAGS, line: word + 1 } },
      })),
    },
    host,
  );
}
const rules = (given: Given) => compare(given).map(({ severity, ruleId }) => `${severity} ${ruleId}`);
const messages = (given: Given) => compare(given).map(({ message }) => message);

test('a kubelet that runs as the files say has nothing to tell', () => {
  expect(compare({ changed: { [UNIT]: START - 1, [CONFIG]: START, [FLAGS]: START + 1 } })).toEqual([]);
});

describe('a command line', () => {
  const argv = ['/usr/bin/kubelet', `--config=${CONFIG}`, '--v=4'];

  test('that differs is told flag by flag, each at the word of the files', () => {
    const running = ['/usr/bin/kubelet', '--config', '/etc/other.yaml', '--node_ip=1.2.3.4', '--v=2'];
    const said = compare({
      process: { argv: running },
      written: { argv: [...argv, '--max-pods=7', '--made-up', 'x'] },
    });
    expect(said.map(({ ruleId, message, location }) => [ruleId, message, location?.line])).toEqual([
      [
        'running-path-differs',
        `the running kubelet (process 10) was started with "--config=/etc/other.yaml", but the files say "--config=${CONFIG}"`,
        2,
      ],
      [
        'running-flag-differs',
        'the running kubelet (process 10) was started with "--v=2", but the files say "--v=4"',
        3,
      ],
      [
        'running-flag-differs',
        'the running kubelet (process 10) was started without "--max-pods=7", which the files give',
        4,
      ],
      [
        'running-flag-differs',
        'the running kubelet (process 10) was started without "--made-up=x", which the files give',
        6,
      ],
      [
        'running-flag-differs',
        'the running kubelet (process 10) was started with "--node-ip=1.2.3.4", which the files don\'t give',
        1,
      ],
    ]);
    expect(said[0]?.related?.[0]?.location).toEqual({ file: '/proc/10/cmdline' });
  });

  test.each([
    [
      ['--v', '2', '--address=::'],
      ['--address=::', '--v=2'],
    ],
    [['--v=1', '--v=2'], ['--v=2']],
    [['--feature-gates=A=true,B=false'], ['--feature-gates=B=false', '--feature-gates=A=true']],
    [['--pod_manifest_path=/x'], ['--pod-manifest-path', '/x']],
    [['--fail-swap-on'], ['--fail-swap-on=true']],
    [['--hostname-override=node-<volatile>-x'], ['--hostname-override=node-17-x']],
  ])('that says the same in another way does not differ: %j and %j', (written, running) => {
    expect(
      rules({
        process: { argv: ['/usr/bin/kubelet', ...running] },
        written: { argv: ['kubelet', ...written] },
      }),
    ).toEqual([]);
  });

  test('may have flags whose value the files do not tell', () => {
    const process = { argv: [...argv, '--hostname-override=node01'] };
    expect(rules({ process, written: { argv, unknownFlags: ['hostname-override'] } })).toEqual([]);
    expect(rules({ process, written: { argv } })).toEqual(['warning running-flag-differs']);
  });

  test('that differs because a file was edited since asks for a restart, and for systemd to read units again', () => {
    const help = (changed: Readonly<Record<string, number>>) =>
      compare({ written: { argv }, changed })[0]?.help;
    expect(help({ [DROP_IN]: START + 50 })).toBe(
      `"${DROP_IN}" (${at(START + 50)}) changed after the process started (${at(START)}): run "systemctl daemon-reload && systemctl restart kubelet.service"`,
    );
    expect(help({ [FLAGS]: START + 50 })).toBe(
      `"${FLAGS}" (${at(START + 50)}) changed after the process started (${at(START)}): run "systemctl restart kubelet.service"`,
    );
  });

  test('that differs although no file changed since is one that systemd had in memory', () => {
    expect(compare({ written: { argv }, changed: { [DROP_IN]: START - 50 } })[0]?.help).toBe(
      `by its time the newest of the unit's files, "${DROP_IN}" (${at(START - 50)}), was there when the process started (${at(START)}), so systemd may have used an older version from memory: run "systemctl daemon-reload && systemctl restart kubelet.service"`,
    );
  });

  test('of a kubelet outside the unit was given by somebody else', () => {
    const said = compare({
      process: { cgroup: '0::/user.slice/user-0.slice/session-3.scope' },
      written: { argv },
    });
    expect(said.map(({ ruleId }) => ruleId)).toEqual(['running-outside-unit', 'running-flag-differs']);
    expect(said[1]?.help).toBe(
      'the process is in session-3.scope, not in kubelet.service, so it was started in another way: stop it and run "systemctl restart kubelet.service" to have what the files say',
    );
  });

  test("that was overwritten, or is not a kubelet's, is not compared", () => {
    expect(rules({ process: { cmdline: 'kubelet: busy doing things' } })).toEqual([
      'info running-command-line-unknown',
    ]);
    expect(rules({ process: { exe: '/x/bin/k3s', argv: ['k3s', 'server'], cwd: '/x' } })).toEqual([]);
  });

  test('of thousands of flags is told in few findings', () => {
    const many = Array.from({ length: 5000 }, (_, n) => `--flag-${n}`);
    const said = compare({ process: { argv: ['/usr/bin/kubelet', ...many, `--v=${'9'.repeat(200_000)}`] } });
    expect(said).toHaveLength(21);
    expect(said.at(-1)?.message).toBe(
      'the running kubelet (process 10) differs from the files in 4982 more flags',
    );
    expect(Math.max(...said.map(({ message }) => message.length))).toBeLessThan(1000);
  });

  test('may hold anything', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('--', '-', '--=', '-v', '--config', '--config=', '-test.v', '--help'),
    );
    fc.assert(
      fc.property(fc.array(word), fc.array(word), (running, written) => {
        const clean = running.map((text) => text.replaceAll('\0', ''));
        const said = compare({
          process: { argv: ['kubelet', '--x', ...clean] },
          written: { argv: ['kubelet', '--x', ...written] },
        });
        expect(said.every(({ severity }) => severity !== 'error')).toBe(true);
        const same = compare({
          process: { argv: ['kubelet', '--x', ...clean] },
          written: { argv: ['kubelet', '--x', ...clean] },
        });
        expect(same).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('configuration', () => {
  test('that changed since is not what the kubelet runs with', () => {
    const said = compare({ changed: { [CONFIG]: START + 60 } });
    expect(said).toEqual([
      {
        ruleId: 'running-configuration-stale',
        severity: 'warning',
        message: `"${CONFIG}" changed at ${at(START + 60)}, after the process of the running kubelet (10) began at ${at(START)}, and a kubelet reads its configuration only when it starts: it still runs with what was there then`,
        location: { file: CONFIG },
        help: 'run "systemctl restart kubelet.service" for the change to take effect',
      },
    ]);
  });

  test('may have been written by what starts the kubelet', () => {
    expect(rules({ changed: { [CONFIG]: START + 60 }, written: { wrapped: true } })).toEqual([
      'info running-configuration-stale',
    ]);
  });

  test('that lost or got a drop-in shows it in its directory', () => {
    const directory = '/etc/kubernetes/kubelet.d';
    const dropIn = `${directory}/10.conf`;
    const given = { tree: { [dropIn]: 'x' }, written: { configFiles: [CONFIG, directory, dropIn] } };
    expect(messages({ ...given, changed: { [directory]: START + 60 } })[0]).toMatch(
      `a file was added to or removed from "${directory}" at `,
    );
    expect(compare({ ...given, changed: { [directory]: START + 60, [dropIn]: START + 60 } })).toMatchObject([
      { location: { file: dropIn } },
    ]);
  });
});

test('what k3s wrote for its own kubelet is no change', () => {
  const dropIn = '/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/00-k3s-defaults.conf';
  const given = {
    tree: { [dropIn]: 'x' },
    changed: { [dropIn]: START + 5 },
    written: { configFiles: [dropIn] },
  };
  expect(rules({ ...given, process: { exe: '/x/bin/k3s', argv: ['k3s', 'server'] } })).toEqual([]);
  expect(rules(given)).toEqual(['warning running-configuration-stale']);
});

describe('the binary', () => {
  test('may be gone from under the process', () => {
    expect(messages({ process: { exe: '/usr/bin/kubelet (deleted)' } })).toEqual([
      'the running kubelet (process 10) executes a "/usr/bin/kubelet" that was removed or replaced since it started, as an upgrade does',
    ]);
  });

  test('is the same behind symlinks', () => {
    const given = { process: { exe: '/opt/kubelet-1.34' }, written: { exe: '/opt/kubelet' } };
    expect(
      rules({ ...given, tree: { '/opt/kubelet-1.34': 'x', '/opt/kubelet': { link: 'kubelet-1.34' } } }),
    ).toEqual([]);
    expect(rules(given)).toEqual(['warning running-binary-differs']);
    expect(rules({ process: { exe: '/opt/kubelet' }, written: { exe: 'kubelet' } })).toEqual([]);
  });
});

describe('the place', () => {
  test('is told when the process has a root file system of its own', () => {
    const said = compare({
      process: { mountNamespace: 'mnt:[2]', root: '0:99', exe: '/usr/local/bin/kubelet' },
    });
    expect(said).toMatchObject([
      {
        ruleId: 'running-in-other-root',
        severity: 'warning',
        help: 'look at its files with "spctl where --root /proc/10/root --live"',
      },
    ]);
    expect(rules({ process: { mountNamespace: 'mnt:[2]' } })).toEqual(['info running-in-mount-namespace']);
  });

  test('is told when the working directory is another, which matters for relative paths', () => {
    expect(rules({ process: { cwd: '/srv' } })).toEqual(['info running-directory-differs']);
    const argv = ['/usr/bin/kubelet', '--config=kubelet.yaml'];
    expect(rules({ process: { cwd: '/srv', argv }, written: { argv } })).toEqual([
      'warning running-directory-differs',
    ]);
  });
});

describe('the environment', () => {
  const environment = new Map([
    ['PATH', { value: '/bin' }],
    ['HTTP_PROXY', { value: 'http://x' }],
    ['KUBELET_CONFIG_DROPIN_DIR_ALPHA', { value: '' }],
  ]);

  test('is told by names, once, without what systemd and shells set', () => {
    const names = ['PATH=/bin', 'INVOCATION_ID=1', 'PWD=/', 'LC_ALL=C', 'FOO=secret'];
    expect(messages({ process: { environment: names }, written: { environment } })).toEqual([
      "the environment of the running kubelet (process 10) has FOO, which the files don't give and lacks HTTP_PROXY, which the files give",
    ]);
    expect(rules({ process: { environment: names }, written: { wrapped: true, environment } })).toEqual([]);
  });

  test('decides about drop-ins before 1.30', () => {
    const argv = ['/usr/bin/kubelet', '--config-dir=/etc/kubelet.d'];
    const process = { argv, environment: ['PATH=/bin', 'HTTP_PROXY=http://x'] };
    expect(messages({ process, written: { argv, environment } })).toEqual([
      'the running kubelet (process 10) was started without KUBELET_CONFIG_DROPIN_DIR_ALPHA, which the files give and --config-dir needed before 1.30',
    ]);
  });
});

describe('a running kubelet as a command', () => {
  const command = (process: ProcessSpec) =>
    commandOfProcess(runningKubelets(memoryHost(proc({ 10: process }), { live: true })).processes[0]!);

  test('has its argv, directory and the variables that count', () => {
    const made = command({ argv: ['/hyperkube', 'kubelet', '--v=2'], exe: '/hyperkube', cwd: '/srv' });
    expect(made?.argv.map(({ value }) => value)).toEqual(['/hyperkube', '--v=2']);
    expect(made?.argv[1]?.origin).toEqual({ kind: 'process', location: { file: '/proc/10/cmdline' } });
    expect(made?.cwd).toBe('/srv');
  });

  test('is not known where argv or a relative path is not', () => {
    expect(command({ exe: '/x/k3s', argv: ['k3s', 'server'] })).toBeNull();
    const [found] = runningKubelets(memoryHost(proc({ 10: {} }), { live: true })).processes;
    expect(commandOfProcess({ ...found!, cwd: null })?.cwd).toBe('/');
    expect(commandOfProcess({ ...found!, cwd: null, flags: ['--config=a.yaml'] })).toBeNull();
  });
});
