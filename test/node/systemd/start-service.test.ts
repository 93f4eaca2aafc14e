import { describe, expect, it } from 'vitest';
import { type FileSpec, memoryHost } from '../../../src/node/host/memory-host.ts';
import { startService } from '../../../src/node/systemd/start-service.ts';
import type { SystemdOptions } from '../../../src/node/systemd/systemd-version.ts';

const UNIT = 'etc/systemd/system/kubelet.service';
const DROP_IN = 'etc/systemd/system/kubelet.service.d/10.conf';

function start(files: Record<string, FileSpec> | string, options?: SystemdOptions & { live?: boolean }) {
  const tree = typeof files === 'string' ? { [UNIT]: files } : files;
  return startService(memoryHost(tree, { live: options?.live ?? false }), 'kubelet.service', options);
}

const rules = (files: Record<string, FileSpec> | string, live = false) =>
  start(files, { live }).diagnostics.map(({ severity, ruleId }) => `${severity} ${ruleId}`);

describe('where a word comes from', () => {
  it('points at a literal word in the unit or drop-in, quotes and all', () => {
    const { argv } = start({
      [UNIT]: '[Service]\nExecStart=/usr/bin/kubelet\n',
      [DROP_IN]: '[Service]\nExecStart=\nExecStart=/usr/bin/kubelet \\\n  "--a b"\n',
    });
    expect(argv?.map(({ origin }) => origin)).toEqual([
      {
        kind: 'unit',
        location: { file: `/${DROP_IN}`, line: 3, column: 11, endLine: 3, endColumn: 27 },
      },
      { kind: 'unit', location: { file: `/${DROP_IN}`, line: 4, column: 3, endLine: 4, endColumn: 10 } },
    ]);
  });

  it('points into the value of a variable, and back at the place that used it', () => {
    const { argv } = start('[Service]\nEnvironment="É=1" "A=--x=é --y"\nExecStart=/usr/bin/kubelet $A\n');
    expect(argv?.[2]).toEqual({
      value: '--y',
      origin: {
        kind: 'environment',
        variable: 'A',
        location: { file: `/${UNIT}`, line: 2, column: 28, endLine: 2, endColumn: 31 },
        via: [
          { kind: 'unit', location: { file: `/${UNIT}`, line: 3, column: 28, endLine: 3, endColumn: 30 } },
        ],
      },
    });
  });

  it('points into an environment file, past quotes and joined lines', () => {
    const { argv } = start({
      [UNIT]: `[Service]\nEnvironmentFile=/etc/default/kubelet\nExecStart=/usr/bin/kubelet $A --z=\${B}\n`,
      'etc/default/kubelet': '# args\nA="--x \\\n--y"\nB=1\n',
    });
    const places = argv?.map(({ value, origin: { location } }) => [
      value,
      location?.file,
      location?.line,
      location?.column,
    ]);
    expect(places).toEqual([
      ['/usr/bin/kubelet', `/${UNIT}`, 3, 11],
      ['--x', '/etc/default/kubelet', 2, 4],
      ['--y', '/etc/default/kubelet', 3, 1],
      ['--z=1', '/etc/default/kubelet', 4, 3],
    ]);
  });

  it('has no place for what systemd itself sets', () => {
    const { argv, environment } = start('[Service]\nExecStart=/usr/bin/kubelet $LANG\n');
    expect(argv?.[1]?.origin).toMatchObject({ kind: 'environment', variable: 'LANG' });
    expect(argv?.[1]?.origin.location).toBeUndefined();
    expect(environment?.get('INVOCATION_ID')).toEqual({ value: '<volatile>' });
  });
});

describe('what a copy of a node lacks', () => {
  it('takes executables as there and says so, and what else is missing as missing', () => {
    const unit = '[Unit]\nConditionPathExists=/usr/local/bin/kubelet\n[Service]\nExecStart=/opt/start.sh\n';
    const copy = start(unit);
    expect(copy).toMatchObject({ started: true, exe: '/opt/start.sh', assumed: ['/opt/start.sh'] });
    expect(rules(`[Unit]\nConditionPathExists=/etc/kubernetes\n${unit}`)).toEqual([
      'error unit-condition-unmet',
    ]);
  });

  it('has no executable that is called like a variable', () => {
    expect(rules('[Service]\nExecStart=:$BIN --a\n')).toEqual(['error unit-executable-missing']);
  });

  it('has a user where it has no list of users, and not where it has one without', () => {
    const unit = '[Service]\nUser=kube\nExecStart=/usr/bin/kubelet\n';
    expect(start(unit).assumed).toContain('user "kube"');
    expect(rules({ [UNIT]: unit, 'etc/passwd': 'root:x:0:0::/root:/bin/sh\n' })).toEqual([
      'error unit-user-missing',
    ]);
  });

  it('has a working directory unless it shows that there is none', () => {
    const unit = '[Service]\nWorkingDirectory=/var/lib/kubelet\nExecStart=/usr/bin/kubelet\n';
    expect(start(unit)).toMatchObject({ started: true, workingDirectory: '/var/lib/kubelet' });
    expect(rules({ [UNIT]: unit, 'var/lib': { dir: true } })).toEqual([
      'error unit-working-directory-missing',
    ]);
  });

  it('takes a link to /dev/null for a mask though it has no /dev', () => {
    expect(start({ [UNIT]: { link: '/dev/null' } }).state).toBe('masked');
  });

  it('shows /bin as part of /usr', () => {
    expect(start('[Service]\nExecStart=/bin/sh\n').exe).toBe('/usr/bin/sh');
  });
});

describe('a live machine', () => {
  it('needs the executable, and what the unit requires', () => {
    const unit = '[Unit]\nRequires=containerd.service\n[Service]\nExecStart=/usr/bin/kubelet\n';
    expect(rules(unit, true)).toEqual(['error unit-dependency-missing', 'error unit-executable-missing']);
  });

  it('does not execute what is neither a program nor a script', () => {
    const tree = {
      [UNIT]: '[Service]\nExecStart=/usr/bin/kubelet\n',
      'usr/bin/kubelet': { text: 'x', mode: 0o755 },
    };
    expect(start(tree, { live: true }).started).toBe(false);
    expect(
      start({ ...tree, 'usr/bin/kubelet': { text: '\x7fELF', mode: 0o755 } }, { live: true }).started,
    ).toBe(true);
  });
});

describe('what is said', () => {
  it.each([
    [
      'an error where nothing is started',
      '[Service]\nExecStart=a b\nExecStart=c\n',
      'error unit-second-exec-start',
    ],
    [
      'an error for a required environment file',
      '[Service]\nEnvironmentFile=/e\nExecStart=/k\n',
      'error environment-file-missing',
    ],
    ['a warning for an ignored key', '[Service]\nexecstart=x\nExecStart=/k\n', 'warning unit-unknown-key'],
    [
      'a warning for a word that a shell would have replaced',
      '[Service]\nExecStart=/k $(hostname)\n',
      'warning unit-no-shell',
    ],
    [
      'a warning for two backslashes at a line end',
      '[Service]\nExecStart=/k \\\\\n',
      'warning unit-broken-continuation',
    ],
    [
      'a warning for white space behind a backslash',
      '[Service]\nExecStart=/k \\ \n',
      'warning unit-broken-continuation',
    ],
    ['an info for a variable that is not set', '[Service]\nExecStart=/k $A\n', 'info unit-variable-unset'],
    [
      'an info for a condition that can not be known',
      '[Unit]\nConditionVirtualization=vm\n[Service]\nExecStart=/k\n',
      'info unit-condition-unknown',
    ],
  ])('%s', (_, unit, expected) => {
    expect(rules(unit)).toEqual([expected]);
  });

  it('nothing of an optional environment file that is missing', () => {
    expect(rules('[Service]\nEnvironmentFile=-/e\nExecStart=/k\n')).toEqual([]);
  });

  it('a warning for a drop-in of which the rest is lost, for the unit starts all the same', () => {
    const files = { [UNIT]: '[Service]\nExecStart=/k\n', [DROP_IN]: '[Service]\nExecStart=/k "x\n' };
    expect(rules(files)).toEqual(['warning unit-unbalanced-quote']);
    expect(rules({ [UNIT]: files[DROP_IN] })).toEqual(['error unit-unbalanced-quote']);
  });

  it('where the first ExecStart= of two stands', () => {
    const [diagnostic] = start({
      [UNIT]: '[Service]\nExecStart=/k\n',
      [DROP_IN]: '[Service]\nExecStart=/k --a\n',
    }).diagnostics;
    expect(diagnostic?.location).toMatchObject({ file: `/${DROP_IN}`, line: 2 });
    expect(diagnostic?.related?.[0]?.location).toMatchObject({ file: `/${UNIT}`, line: 2 });
  });

  it.each(['', 'a/b', 'kubelet.socket', 'kubelet@.service', '\udcff'])('an error for the name %j', (name) => {
    const { state, diagnostics } = startService(memoryHost({}), name);
    expect(state).toBe('not-found');
    expect(diagnostics.map(({ ruleId }) => ruleId)).toEqual(['unit-name-invalid']);
  });
});

describe('other commands', () => {
  it('keeps what runs before the main process, variables replaced', () => {
    const { argv, preCommands } = start(
      '[Service]\nType=oneshot\nEnvironment=A=1\nExecStartPre=-/bin/pre $A\nExecStart=/bin/one\nExecStart=/bin/two\n',
    );
    expect(preCommands.map((words) => words.map(({ value }) => value))).toEqual([
      ['/bin/pre', '1'],
      ['/bin/one'],
    ]);
    expect(argv?.map(({ value }) => value)).toEqual(['/bin/two']);
  });
});

describe('other versions', () => {
  it('gives services USER=root and a shorter PATH from 255 on', () => {
    const { environment } = start('[Service]\nExecStart=/k\n', { systemdVersion: 255 });
    expect(environment?.get('USER')?.value).toBe('root');
    expect(environment?.get('PATH')?.value).toBe('/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin');
  });

  it('takes a directory for the unit up to 249, and passes it over later', () => {
    const files = {
      [`${UNIT}/x`]: '',
      'usr/lib/systemd/system/kubelet.service': '[Service]\nExecStart=/k\n',
    };
    expect(start(files, { systemdVersion: 249 }).state).toBe('unreadable');
    expect(start(files).state).toBe('loaded');
  });
});

describe('a unit that something on the node keeps from starting', () => {
  const partial = (words: readonly { value: string }[] | undefined) =>
    words?.map((word) => [word.value, 'unknown' in word ? word.unknown : '']);

  it('describes its process, as far as it depends on no environment file that is missing', () => {
    const { started, argv, described } = start(
      '[Service]\nEnvironmentFile=/etc/default/kubelet\nEnvironment=A=1\n' +
        `ExecStart=/usr/bin/kubelet --a=\${A} --b=x\${B}y $C $A\n`,
    );
    expect([started, argv]).toEqual([false, null]);
    expect(described).toMatchObject({ exe: '/usr/bin/kubelet', isPartial: true });
    expect(partial(described?.argv)).toEqual([
      ['/usr/bin/kubelet', ''],
      ['--a=1', ''],
      ['--b=x', 'rest'],
      ['', 'words'],
      ['1', ''],
    ]);
  });

  it('describes it whole where a condition or a directory is all that is missing', () => {
    const files = {
      [UNIT]:
        '[Unit]\nConditionPathExists=/etc/never\n[Service]\nWorkingDirectory=/etc/none\nExecStart=/usr/bin/kubelet $X\n',
      'etc/hostname': 'a\n',
    };
    const { started, described, workingDirectory } = start(files);
    expect(started).toBe(false);
    expect(described?.argv.map(({ value }) => value)).toEqual(['/usr/bin/kubelet']);
    expect([described?.isPartial, workingDirectory]).toEqual([false, '/etc/none']);
  });

  it('describes nothing where it has no main process', () => {
    expect(start('[Service]\nType=forking\nExecStart=/usr/bin/kubelet\n').described).toBeNull();
    expect(start('[Service]\nExecStop=/bin/true\n').described).toBeNull();
  });
});

describe('a copy of a node', () => {
  it.each(['', '-'])('lacks what is made at boot: EnvironmentFile=%s/run/… says nothing', (dash) => {
    const files = `[Service]\nEnvironmentFile=${dash}/run/metadata/a\nExecStart=/usr/bin/kubelet --id=\${ID}\n`;
    const { started, argv, diagnostics } = start({ [UNIT]: files });
    expect(started).toBe(true);
    expect(argv?.[1]).toMatchObject({ value: '--id=', unknown: 'rest' });
    expect(diagnostics.map(({ severity, ruleId }) => [severity, ruleId])).toEqual([
      ['info', 'environment-file-not-copied'],
    ]);
    const live = { [UNIT]: files, 'usr/bin/kubelet': { text: '\x7fELF', mode: 0o755 } };
    expect(start(live, { live: true }).argv?.[1]).toEqual(
      dash === '' ? undefined : expect.not.objectContaining({ unknown: 'rest' }),
    );
  });

  it('lacks a top directory in which nothing was copied', () => {
    const files = { [UNIT]: '[Service]\nWorkingDirectory=/root/\nExecStart=/usr/bin/kubelet\n' };
    expect(start(files)).toMatchObject({ started: true, workingDirectory: '/root' });
    expect(start({ ...files, 'usr/bin/kubelet': 'x' }, { live: true }).started).toBe(false);
  });
});

describe('drop-ins of a unit whose file is not in a copy', () => {
  const alone = (name: string, text: string) => ({
    [`etc/systemd/system/kubelet.service.d/${name}`]: `[Service]\n${text}`,
  });
  const RESET = 'Environment=A=--x\nExecStart=\nExecStart=/usr/bin/kubelet $A $B\n';

  it('tell what it executes where they set it anew, but for variables that the file may set', () => {
    const { started, state, described, diagnostics } = start(alone('10.conf', RESET));
    expect([started, state]).toEqual([false, 'not-found']);
    expect(described?.argv).toMatchObject([
      { value: '/usr/bin/kubelet' },
      { value: '--x' },
      { value: '', unknown: 'words' },
    ]);
    expect(diagnostics[0]?.message).toBe(
      'there is no unit "kubelet.service" in this copy, only drop-ins for it',
    );
  });

  it("tell all where the file is that of the kubelet's packages, also behind a link to what was not copied", () => {
    const files = {
      ...alone('10-kubeadm.conf', RESET),
      [UNIT]: { link: '/lib/systemd/system/kubelet.service' },
    };
    expect(start(files).described?.argv.map(({ value }) => value)).toEqual(['/usr/bin/kubelet', '--x']);
  });

  it.each([
    ['set no command', 'Environment=A=--x\n'],
    ['add a command', 'ExecStart=/usr/bin/kubelet\n'],
    ['take the command away', 'ExecStart=\n'],
    ['set two', 'ExecStart=\nExecStart=/usr/bin/a\nExecStart=/usr/bin/kubelet\n'],
  ])('tell nothing where they %s', (_, text) => {
    expect(start(alone('10-kubeadm.conf', text)).described).toBeNull();
  });

  it('make no unit on a live machine', () => {
    const { described, diagnostics } = start(alone('10-kubeadm.conf', RESET), { live: true });
    expect(described).toBeNull();
    expect(diagnostics[0]?.message).toBe('there is no unit "kubelet.service"');
  });
});
