import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FileSpec, memoryHost } from '../../../src/node/host/memory-host.ts';
import type { Launch } from '../../../src/node/launch/launch.ts';
import { isKubelet } from '../../../src/node/launch/programs.ts';
import { unwrap } from '../../../src/node/launch/unwrap.ts';
import { wrapperOpeners } from '../../../src/node/launch/wrapper-openers.ts';
import type { Word } from '../../../src/node/systemd/service-start.ts';
import { startService } from '../../../src/node/systemd/start-service.ts';

/** What a unit leads to, on a copy of a node. */
function fromUnit(unit: string, files: Readonly<Record<string, FileSpec>> = {}) {
  const host = memoryHost({ ...files, '/etc/systemd/system/kubelet.service': unit });
  const { described, workingDirectory, preCommands } = startService(host, 'kubelet.service');
  const { exe, argv, environment, isPartial } = described!;
  const launch: Launch = {
    exe,
    argv,
    cwd: workingDirectory,
    environment: new Map([...environment].map(([name, { value }]) => [name, value])),
    ...(isPartial && { unknownVariables: 'any' }),
    unknownFlags: [],
  };
  return unwrap(host, launch, wrapperOpeners, preCommands);
}

const service = (...lines: string[]) => ['[Service]', ...lines, ''].join('\n');

function words(launch: Launch | null): readonly string[] | undefined {
  return launch?.argv.slice(1).map(({ value }) => value);
}

const ARGS = ['--config=/etc/kubernetes/kubelet.yaml', '--v=2'];
const FLAGS = ARGS.join(' ');

describe('a unit that runs the kubelet through', () => {
  it.each([
    ['itself', `/usr/bin/kubelet ${FLAGS}`],
    ['env', `/usr/bin/env -u A B=c kubelet ${FLAGS}`],
    ['nice and ionice', `/usr/bin/nice -n -10 ionice -c2 -n0 /usr/bin/kubelet ${FLAGS}`],
    [
      'systemd-inhibit',
      `/usr/bin/systemd-inhibit --what=shutdown --who k --why "a b" /usr/bin/kubelet ${FLAGS}`,
    ],
    ['kubenswrapper', `/usr/local/bin/kubenswrapper /usr/bin/kubelet ${FLAGS}`],
    ['dumb-init', `/usr/bin/dumb-init -- /usr/bin/kubelet ${FLAGS}`],
    ['taskset', `/usr/bin/taskset -c 0-3 /usr/bin/kubelet ${FLAGS}`],
    ['chrt', `/usr/bin/chrt --rr 10 /usr/bin/kubelet ${FLAGS}`],
    ['numactl', `/usr/bin/numactl --cpunodebind=0 --membind 0 /usr/bin/kubelet ${FLAGS}`],
    ['nsenter into process 1', `/usr/bin/nsenter -t 1 -m -- /usr/bin/kubelet ${FLAGS}`],
    ['nsenter by file', `/usr/bin/nsenter --mount=/proc/1/ns/mnt /usr/bin/kubelet ${FLAGS}`],
    ['systemd-run', `/usr/bin/systemd-run --scope -p CPUWeight=10 --unit=k /usr/bin/kubelet ${FLAGS}`],
    ['sudo', `/usr/bin/sudo -E -u root A=b /usr/bin/kubelet ${FLAGS}`],
    ['runuser', `/usr/sbin/runuser -u root -- /usr/bin/kubelet ${FLAGS}`],
    ['su -c', `/usr/bin/su - root -c "/usr/bin/kubelet ${FLAGS}"`],
    ['prlimit', `/usr/bin/prlimit --nofile=1000 -c /usr/bin/kubelet ${FLAGS}`],
    ['stdbuf, timeout and nohup', `/usr/bin/stdbuf -oL timeout -k 5 1d nohup /usr/bin/kubelet ${FLAGS}`],
    ['busybox', `/bin/busybox sh -c "exec /usr/bin/kubelet ${FLAGS}"`],
    ['sh -c', `/bin/sh -c "exec /usr/bin/kubelet ${FLAGS}"`],
    ['sh -c with parameters', `/bin/sh -c 'exec /usr/bin/kubelet "$$@"' kubelet ${FLAGS}`],
    ['bash -xec', `/bin/bash -xec "mkdir -p /x; /usr/bin/kubelet ${FLAGS}"`],
    ['hyperkube', `/opt/bin/hyperkube kubelet ${FLAGS}`],
  ])('%s', (_, line) => {
    const { command, diagnostics } = fromUnit(service(`ExecStart=${line}`));
    expect(diagnostics).toEqual([]);
    expect(words(command)).toEqual(ARGS);
    expect(command?.nodePath).toBeUndefined();
  });
});

describe('a container that runs the kubelet', () => {
  const MOUNTS =
    '-v /etc/kubernetes:/etc/kubernetes:ro --volume=/srv/kubelet:/var/lib/kubelet:shared -v data:/data';

  it.each([
    [
      'docker',
      `/usr/bin/docker run --rm --net=host -p 80:80 ${MOUNTS} gcr.io/x/hyperkube:v1.10.1 /hyperkube kubelet`,
    ],
    [
      'docker with global options',
      `/usr/bin/docker -H unix:///run/d.sock run -it ${MOUNTS} k8s/hyperkube:v1.9 ./hyperkube kubelet`,
    ],
    [
      'docker container run',
      `/usr/bin/docker container run --privileged=true ${MOUNTS} --entrypoint /kubelet registry:5000/k/hyperkube`,
    ],
    [
      'podman',
      `/usr/bin/podman run --name kubelet --log-driver k8s-file --pid host ${MOUNTS} quay.io/poseidon/kubelet:v1.31.0`,
    ],
    ['nerdctl', `/usr/bin/nerdctl -n k8s.io run -d ${MOUNTS} kubelet:v1 kubelet`],
    ['a new hyperkube', `/usr/bin/docker run ${MOUNTS} k8s.gcr.io/hyperkube:v1.18.6 kubelet`],
  ])('by %s is found with its mounts', (_, line) => {
    const { command, links, diagnostics } = fromUnit(service(`ExecStart=${line} ${FLAGS}`));
    expect(diagnostics).toEqual([]);
    expect(words(command)).toEqual(ARGS);
    expect(links.find(({ image }) => image)?.image).toContain('kube');
    const place = command!.nodePath!;
    expect(place('/etc/kubernetes/kubelet.yaml')).toBe('/etc/kubernetes/kubelet.yaml');
    expect(place('/var/lib/kubelet/pods')).toBe('/srv/kubelet/pods');
    expect(place('/etc/kubernetes-other')).toBeNull();
    expect(place('/data/x')).toBeNull();
  });

  it('takes the mount with the longest target', () => {
    const line = `/usr/bin/docker run -v /:/rootfs --mount type=bind,src=/a,dst=/rootfs/b kubelet:v1 kubelet ${FLAGS}`;
    const place = fromUnit(service(`ExecStart=${line}`)).command!.nodePath!;
    expect(place('/rootfs/etc')).toBe('/etc');
    expect(place('/rootfs')).toBe('/');
    expect(place('/rootfs/b/c')).toBe('/a/c');
  });

  it('of a remote docker is not this node', () => {
    const { command, diagnostics } = fromUnit(
      service(`ExecStart=/usr/bin/docker -H tcp://x:2375 run kubelet kubelet`),
    );
    expect(command).toBeNull();
    expect(diagnostics[0]?.message).toContain('tcp://x:2375');
  });

  it('is not guessed from an image that runs something of its own', () => {
    const { command, diagnostics } = fromUnit(service(`ExecStart=/usr/bin/docker run acme/node:1 ${FLAGS}`));
    expect(command).toBeNull();
    expect(diagnostics.map(({ ruleId }) => ruleId)).toEqual(['kubelet-not-found']);
  });

  it('does not run where a hyperkube of 1.17 or later is asked for a file', () => {
    const line = `/usr/bin/docker run k8s.gcr.io/hyperkube:v1.17.0 /kubelet ${FLAGS}`;
    expect(fromUnit(service(`ExecStart=${line}`)).command).toBeNull();
  });

  it('started before the main process is found behind the one that follows it', () => {
    const { command, links } = fromUnit(
      service(
        'Environment=IMAGE=quay.io/poseidon/kubelet:v1.28.0',
        `ExecStartPre=/usr/bin/docker run -d --name=kubelet -v /etc/kubernetes:/etc/kubernetes:ro \${IMAGE} ${FLAGS}`,
        'ExecStart=docker logs -f kubelet',
      ),
    );
    expect(words(command)).toEqual(ARGS);
    expect(links.map(({ by }) => by)).toEqual(['docker logs', 'docker run']);
  });

  it('created before is found behind "docker start -a"', () => {
    const { command } = fromUnit(
      service(
        `ExecStartPre=/usr/bin/docker create --name kubelet kubelet:v1 kubelet ${FLAGS}`,
        'ExecStart=/usr/bin/docker start -a kubelet',
      ),
    );
    expect(words(command)).toEqual(ARGS);
  });

  it('knows no relative path where the image says the working directory', () => {
    const relative = 'kubelet --config=conf/k.yaml';
    expect(fromUnit(service(`ExecStart=/usr/bin/docker run kubelet:v1 ${relative}`)).command).toBeNull();
    const { command } = fromUnit(service(`ExecStart=/usr/bin/docker run -w /etc/k kubelet:v1 ${relative}`));
    expect(command?.cwd).toBe('/etc/k');
  });
});

describe('rkt', () => {
  const image = 'docker://quay.io/coreos/hyperkube:v1.9.5_coreos.0';
  const volume = '--volume etc,kind=host,source=/srv/etc --mount volume=etc,target=/etc/kubernetes';

  it('runs what --exec names with what stands behind "--"', () => {
    const line = `/usr/bin/rkt --insecure-options=image run --uuid-file-save=/u ${volume} --stage1-from-dir=stage1-fly.aci ${image} --exec=/kubelet --name=k -- ${FLAGS} ---`;
    const { command, links } = fromUnit(service(`ExecStart=${line}`));
    expect(words(command)).toEqual(ARGS);
    expect(command!.nodePath!('/etc/kubernetes/manifests')).toBe('/srv/etc/manifests');
    expect(links.map((link) => link.image)).toEqual(['quay.io/coreos/hyperkube:v1.9.5_coreos.0']);
  });

  it('is what a kubelet-wrapper that the copy lacks uses', () => {
    const { command, links } = fromUnit(
      service(
        'Environment=KUBELET_IMAGE_TAG=v1.8.5_coreos.0',
        `Environment="RKT_RUN_ARGS=${volume.replaceAll('etc', 'opt')}"`,
        `ExecStart=/usr/lib/coreos/kubelet-wrapper ${FLAGS}`,
      ),
    );
    expect(words(command)).toEqual(ARGS);
    expect(links[0]?.assumed).toHaveLength(1);
    expect(links[1]?.image).toBe('quay.io/coreos/hyperkube:v1.8.5_coreos.0');
    expect(command!.nodePath!('/etc/kubernetes/x')).toBe('/etc/kubernetes/x');
    expect(command!.nodePath!('/opt/kubernetes/x')).toBe('/srv/opt/x');
  });

  it('is not used by a kubelet-wrapper that has no image to run', () => {
    const { command, diagnostics } = fromUnit(service(`ExecStart=/usr/lib/coreos/kubelet-wrapper ${FLAGS}`));
    expect(command).toBeNull();
    expect(diagnostics[0]?.message).toContain('KUBELET_IMAGE');
  });
});

describe('a script', () => {
  it('called kubelet is read as what it is', () => {
    const script = `#!/bin/bash\n# starts it\nexec /opt/bin/kubelet "$@" --v=3\n`;
    const { command, links } = fromUnit(service('ExecStart=/usr/bin/kubelet --a'), {
      '/usr/bin/kubelet': { text: script, mode: 0o755 },
    });
    expect(words(command)).toEqual(['--a', '--v=3']);
    expect(command?.argv[2]?.origin).toMatchObject({
      kind: 'file',
      location: { file: '/usr/bin/kubelet', line: 3, column: 28 },
    });
    expect(command?.argv[1]?.origin.kind).toBe('unit');
    expect(links.map(({ by }) => by)).toEqual(['the script /usr/bin/kubelet']);
  });

  it('gives its words the place where a sourced file sets them', () => {
    const { command } = fromUnit(service('ExecStart=/s.sh'), {
      '/s.sh': '#!/bin/sh\n. /etc/default/kubelet\nexec kubelet $ARGS\n',
      '/etc/default/kubelet': '# flags\nARGS="--a --b"\n',
    });
    expect(words(command)).toEqual(['--a', '--b']);
    expect(command?.argv[2]?.origin).toMatchObject({ location: { file: '/etc/default/kubelet', line: 2 } });
  });

  it('leaves out the flags whose value only the running node knows', () => {
    const { command } = fromUnit(service('ExecStart=/s.sh'), {
      '/s.sh':
        '#!/bin/sh\nIP=$(hostname -i)\nexec kubelet --node-ip=$IP --hostname-override "$(hostname)" --v=2\n',
    });
    expect(words(command)).toEqual(['--v=2']);
    expect(command?.unknownFlags).toEqual(['node-ip', 'hostname-override']);
  });

  it.each([
    ['a word that may be any flags', 'exec kubelet $(flags)'],
    ['a file that the copy lacks', '. /nowhere/env\nexec kubelet $ARGS'],
    ['eval of what is not known', 'eval "exec kubelet $(flags)"'],
    ["two ways that can't be told apart", 'if flags; then kubelet --a; else kubelet --b; fi'],
    ['a variable set on one of two ways', 'flags && A=--a; exec kubelet $A'],
    ['a program that is not known', 'exec "$(flags)" --a'],
    ['syntax that is not understood', 'for ((i=0; i<1; i++)); do kubelet --a; done'],
    ['functions without end', 'f() { f; }; f'],
    ['texts without end', `a=xxxxxxxx; ${'a=$a$a;'.repeat(40)} kubelet $a`],
    [
      'work without end',
      'for i in 1 2 3 4 5 6 7 8 9; do for j in $A $A $A; do :; done; done; while [ 1 = 1 ]; do A=$A; done; kubelet $(x)',
    ],
  ])('with %s is not guessed at', (_, text) => {
    const { command, diagnostics } = fromUnit(service('ExecStart=/s.sh'), {
      '/s.sh': `#!/bin/bash\n${text}\n`,
    });
    expect(command).toBeNull();
    expect(diagnostics.at(-1)?.ruleId).toBe('kubelet-not-found');
  });

  it('for another interpreter is not read', () => {
    const { command, diagnostics } = fromUnit(service('ExecStart=/s.py'), {
      '/s.py': '#!/usr/bin/env python3\n',
    });
    expect(command).toBeNull();
    expect(diagnostics[0]?.message).toContain('python3');
  });

  it('that the copy lacks is named, with what the environment lets guess', () => {
    const { command, diagnostics } = fromUnit(
      service('Environment="KUBELET_FLAGS=--v=2 --pod-manifest-path=/m"', 'ExecStart=/opt/start-kubelet.sh'),
    );
    expect(command).toBeNull();
    expect(diagnostics[0]?.message).toContain('"KUBELET_FLAGS" names "--pod-manifest-path=/m"');
  });

  it('may be any text: nothing is thrown, and nothing takes long', () => {
    const piece = fc.constantFrom(
      ...[
        'kubelet ',
        '$',
        '{',
        '}',
        '(',
        ')',
        '"',
        "'",
        '`',
        '\\',
        '\n',
        ';',
        '&&',
        '||',
        '|',
        'if ',
        'then ',
        'fi ',
        'for ',
        'in ',
        'do ',
        'done ',
        'case ',
        'esac ',
        'a=',
        'f() ',
        '${a:-',
        '$(',
        '<<E\n',
        '[[ ',
        ']] ',
        '*',
        '#',
        'while ',
        'eval ',
        'exec ',
        '. ',
        '"$@"',
        'set -- ',
      ],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 60 }), (pieces) => {
        const { command, diagnostics } = fromUnit(service('ExecStart=/s.sh'), {
          '/s.sh': `#!/bin/bash\n${pieces.join('')}`,
        });
        expect(command !== null || diagnostics.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['deep nesting', '('.repeat(50_000)],
    ['deep substitutions', '$('.repeat(50_000)],
    ['deep braces', '${a:-'.repeat(50_000)],
    ['open quotes', `echo ${'"$(a "'.repeat(20_000)}`],
    ['many commands', 'x y z\n'.repeat(50_000)],
    ['many different commands', Array.from({ length: 50_000 }, (_, i) => `x ${i}\n`).join('')],
    ['many programs', Array.from({ length: 5000 }, (_, i) => `/bin/x${i}\n`).join('')],
    [
      'much matching',
      `a=${'a'.repeat(5000)}; ${`case $a in *a*a*a*a*b) ;; esac; b=\${a%%*a*a*b};\n`.repeat(2000)}`,
    ],
    ['much splitting', `a="${'a '.repeat(60_000)}"; ${'set -- $a $a;\n'.repeat(2000)}`],
    [
      'calls of calls',
      `${Array.from({ length: 30 }, (_, i) => `f${i}() { x && f${i + 1}; x && f${i + 1}; }\n`).join('')}f0`,
    ],
    ['many elifs', `if x; then :; ${'elif x; then :; '.repeat(20_000)} fi`],
    ['many patterns', `case $(x) in ${'a$(x)) ;; '.repeat(20_000)} esac`],
    ['long conditions', `[ ${'a -a '.repeat(20_000)} a ]; [[ ${'! '.repeat(20_000)} a ]]`],
    ['deep calls', `f() { ${'{ '.repeat(35)} f; ${'} ;'.repeat(35)} }; f`],
    ['deep evals', `f() { ${'{ '.repeat(30)} eval f; ${'} ;'.repeat(30)} }; f`],
    ['many branches', 'x && a=1\n'.repeat(20_000)],
    ['arithmetic', '$((('.repeat(50_000)],
    ['long patterns', `a=${'x'.repeat(4000)}; b=\${a%${'*x'.repeat(200)}y}; kubelet $b`],
  ])('with %s is read in bounded time', (_, text) => {
    const start = performance.now();
    fromUnit(service('ExecStart=/s.sh'), { '/s.sh': `#!/bin/bash\n${text}` });
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

it('follows wrappers that wrap themselves only so far', () => {
  const { command } = fromUnit(service('ExecStart=/s.sh'), { '/s.sh': '#!/bin/sh\nexec /s.sh\n' });
  expect(command).toBeNull();
});

it('takes a word that is not known through a container', () => {
  const origin = { kind: 'unit' } as const;
  const host = memoryHost({});
  const argv: Word[] = [
    'sh',
    '-c',
    'docker run --name "k-$(hostname)" -e A=$(x) -v /e:/e hyperkube:v1.9.0 /hyperkube kubelet --node-ip="$(y)" --v=2',
  ].map((value) => ({ value, origin }));
  const launch: Launch = { exe: '/bin/sh', argv, cwd: '/', environment: new Map(), unknownFlags: [] };
  const { command } = unwrap(host, launch, wrapperOpeners);
  expect(words(command)).toEqual(['--v=2']);
  expect(command?.unknownFlags).toEqual(['node-ip']);
});

it.each([
  ['/usr/bin/kubelet', true],
  ['kubelet', true],
  ['/opt/kubelet-v1.30.1', true],
  ['/opt/kubelet-1.9', true],
  ['/opt/kubelet-wrapper', false],
  ['/opt/kubelet.sh', false],
  ['/opt/kubelets', false],
])('tells by its name whether %s is a kubelet', (exe, is) => {
  expect(isKubelet(exe)).toBe(is);
});

describe('flags of which only their names are known', () => {
  const either = (one: string, other: string, line: string) =>
    fromUnit(service('ExecStart=/s.sh'), {
      '/s.sh': `#!/bin/bash\nif [ -f /var/lib/kubelet/kubeconfig ]; then A="${one}"; else A="${other}"; fi\n${line}\n`,
    });

  it('are left out of a command line', () => {
    const { command } = either(
      '--kubeconfig /a',
      '--kubeconfig=/a --bootstrap-kubeconfig /b',
      `B="$A --node-ip=1.2.3.4"\nexec /usr/bin/kubelet ${ARGS[0]} $B --v=2`,
    );
    expect(words(command)).toEqual(ARGS);
    expect(command?.unknownFlags).toEqual(['kubeconfig', 'bootstrap-kubeconfig', 'node-ip']);
  });

  it('count as unknown where they decide', () => {
    const { command } = either('', '--pod-manifest-path=/x', `exec /usr/bin/kubelet ${ARGS[0]} $A`);
    expect(command?.unknownFlags).toEqual(['pod-manifest-path']);
  });

  it.each([
    ['--node-ip', '', '/usr/bin/kubelet $A --pod-manifest-path=/x'],
    ['--v=1', '', '/usr/bin/kubelet --node-ip $A --pod-manifest-path=/x'],
    ['--v=1', '', '/usr/bin/kubelet --no-such-flag $A --pod-manifest-path=/x'],
    ['--v=1', '', '/usr/bin/kubelet --pod-manifest-path=/x$A'],
    ['--v=1 x', '', '/usr/bin/kubelet --pod-manifest-path=/x $A'],
    ['--no-such-flag x', '', '/usr/bin/kubelet --pod-manifest-path=/x $A'],
    ['--v=*', '', '/usr/bin/kubelet --pod-manifest-path=/x $A'],
    ['--v=1', '', 'IFS=,; /usr/bin/kubelet --pod-manifest-path=/x $A'],
    ['--v=1', '', '/usr/bin/kubelet --pod-manifest-path=/x "$A"'],
    ['--v=1', '', 'A="$A $(cat /nowhere)"; /usr/bin/kubelet --pod-manifest-path=/x $A'],
  ])('are not read out of "%s" or "%s" in %s', (one, other, line) => {
    expect(either(one, other, line).command).toBeNull();
  });
});

describe('a variable that is not known', () => {
  it.each([
    ['is passed on by a script', 'export K="$(nowhere)"\nexec /t.sh'],
    ['is passed on by env', 'exec env K="$(nowhere)" /t.sh'],
  ])('%s', (_, line) => {
    const { command } = fromUnit(service('ExecStart=/s.sh'), {
      '/s.sh': `#!/bin/bash\n${line}\n`,
      '/t.sh': `#!/bin/bash\nexec /usr/bin/kubelet ${FLAGS} $K\n`,
    });
    expect(command).toBeNull();
  });

  it('is none once it is taken away or set again', () => {
    const { command } = fromUnit(service('ExecStart=/s.sh'), {
      '/s.sh': '#!/bin/bash\nexport K="$(nowhere)" L="$(nowhere)"\nexec env -i K= /t.sh\n',
      '/t.sh': `#!/bin/bash\nexec /usr/bin/kubelet ${FLAGS} $K $L\n`,
    });
    expect(words(command)).toEqual(ARGS);
  });

  it('may be in an environment file that is missing', () => {
    const unit = service('EnvironmentFile=/etc/none', 'ExecStart=/usr/lib/coreos/kubelet-wrapper --v=2');
    expect(fromUnit(unit).diagnostics[0]?.message).toContain('what sets that is not here');
    const { command, links } = fromUnit(`${unit}Environment=KUBELET_IMAGE_TAG=v1.9.6\n`);
    expect(words(command)).toEqual(['--v=2']);
    expect(links[0]?.assumed).toHaveLength(2);
  });
});

it('does not know where things lie that another container has mounted', () => {
  const line = `/usr/bin/docker run --volumes-from other -v /etc:/etc example/kubelet:v1.34.2 ${FLAGS}`;
  expect(
    fromUnit(service(`ExecStart=${line}`)).command?.nodePath?.('/etc/kubernetes/kubelet.yaml'),
  ).toBeNull();
});

describe('a script that takes too long', () => {
  it.each([
    ['is given ever more words', `set -- x y\n${'set -- "$@" "$@"\n'.repeat(40)}`],
    ['runs many others', Array.from({ length: 300 }, (_, i) => `/opt/${i}\n`).join('')],
    ['runs itself', '/s.sh "$@" a\n'.repeat(30)],
  ])('because it %s is not followed to its end', (_, text) => {
    const others = Array.from({ length: 300 }, (_, i) => [
      `/opt/${i}`,
      `#!/bin/sh\necho ${'x '.repeat(20_000)}\n`,
    ]);
    const before = performance.now();
    const { command, diagnostics } = fromUnit(service('ExecStart=/s.sh'), {
      ...Object.fromEntries(others),
      '/s.sh': `#!/bin/sh\n${text}exec ./kubelet ${FLAGS}\n`,
    });
    expect(performance.now() - before).toBeLessThan(20_000);
    expect(command).toBeNull();
    expect(diagnostics).toHaveLength(1);
  });

  it('does not know a working directory that no path can name', () => {
    const { command } = fromUnit(service('ExecStart=/s.sh'), {
      '/s.sh': `#!/bin/sh\n${'cd a\n'.repeat(20_000)}exec /usr/bin/kubelet ${FLAGS}\n`,
    });
    expect(command).toMatchObject({ cwd: '/', cwdUnknown: true });
  });

  it('does not stand in the way of a plain one', () => {
    const text = `#!/bin/sh\n${'if [ -n "$(x)" ]; then a=1; else a=2; fi\n'.repeat(2000)}`;
    const { command } = fromUnit(service('ExecStart=/s.sh'), {
      '/s.sh': `${text}exec /usr/bin/kubelet ${FLAGS}\n`,
    });
    expect(words(command)).toEqual(ARGS);
  });
});

it('reads no more files of variables than anybody has', () => {
  const line = `/usr/bin/docker run ${'--env-file /e '.repeat(100)} example/kubelet:v1.34.2 ${FLAGS}`;
  const { command } = fromUnit(service(`ExecStart=${line}`), { '/e': 'A=b\n' });
  expect(command).toMatchObject({ environment: new Map(), unknownVariables: 'any' });
});
