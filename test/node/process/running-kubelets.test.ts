import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Host, Looked } from '../../../src/node/host/host.ts';
import { failed } from '../../../src/node/host/look.ts';
import { memoryHost } from '../../../src/node/host/memory-host.ts';
import { runningKubelets } from '../../../src/node/process/running-kubelets.ts';
import { BOOT, type ProcessSpec, proc } from './proc-node.ts';

const live = (processes: Readonly<Record<number, ProcessSpec>>) =>
  memoryHost(proc(processes), { live: true });
const look = (processes: Readonly<Record<number, ProcessSpec>>) => runningKubelets(live(processes));
const pids = (processes: Readonly<Record<number, ProcessSpec>>) =>
  look(processes).processes.map(({ pid }) => pid);

describe('a running kubelet', () => {
  test('is told with its argv, environment names, directory, start, unit and place', () => {
    const environment = [
      'PATH=/bin',
      'SECRET=hush',
      'PWD=/srv',
      'KUBELET_CONFIG_DROPIN_DIR_ALPHA=yes',
      'junk',
    ];
    const { processes, complete, diagnostics } = look({ 700: { environment, cwd: '/srv', start: 12.34 } });
    expect(processes).toEqual([
      {
        pid: 700,
        argv: ['/usr/bin/kubelet', '--config=/var/lib/kubelet/config.yaml'],
        flags: ['--config=/var/lib/kubelet/config.yaml'],
        titleOverwritten: false,
        exe: '/usr/bin/kubelet',
        exeDeleted: false,
        cwd: '/srv',
        environmentNames: ['KUBELET_CONFIG_DROPIN_DIR_ALPHA', 'PATH', 'PWD', 'SECRET'],
        environment: new Map([
          ['PWD', '/srv'],
          ['KUBELET_CONFIG_DROPIN_DIR_ALPHA', 'yes'],
        ]),
        startTime: BOOT * 1000 + 12340,
        uid: 0,
        mountNamespace: 'mnt:[1]',
        ownMountNamespace: true,
        ownRoot: true,
        pidNamespaceInner: 700,
        ownPidNamespace: true,
        ownHostName: true,
        root: '/',
        unit: 'kubelet.service',
        rootPath: undefined,
        unread: [],
      },
    ]);
    expect(complete).toBe(true);
    expect(diagnostics).toEqual([]);
    expect(JSON.stringify(processes)).not.toContain('hush');
  });

  test('is known by what is executed, under any name a kubelet goes by', () => {
    const found = look({
      10: { exe: '/opt/bin/kubelet-1.34' },
      11: { exe: '/usr/bin/kubelet.old' },
      12: { exe: '/usr/bin/kubelet (deleted)' },
      13: { exe: '/hyperkube', argv: ['/hyperkube', 'kubelet', '--v=2'] },
      14: { exe: '/hyperkube', argv: ['/kubelet', '--v=3'] },
    }).processes;
    expect(found.map(({ pid, flags, exeDeleted }) => [pid, flags?.at(-1), exeDeleted])).toEqual([
      [10, '--config=/var/lib/kubelet/config.yaml', false],
      [11, '--config=/var/lib/kubelet/config.yaml', false],
      [12, '--config=/var/lib/kubelet/config.yaml', true],
      [13, '--v=2', false],
      [14, '--v=3', false],
    ]);
  });

  test('is no wrapper, editor, look-alike, zombie or kernel thread', () => {
    expect(
      pids({
        10: { exe: '/usr/bin/bash', argv: ['/bin/bash', '/usr/bin/kubelet'] },
        11: { exe: '/usr/bin/docker', argv: ['docker', 'run', 'hyperkube', 'kubelet'], comm: 'docker' },
        12: { exe: '/usr/bin/vim.basic', argv: ['vim', 'kubelet'] },
        13: { exe: '/usr/bin/journalctl', argv: ['journalctl', '-u', 'kubelet'] },
        14: { exe: '/usr/bin/sleep', argv: ['/usr/bin/kubelet', '1000'] },
        15: { exe: '/bin/kubelet-csr-approver', argv: ['kubelet-csr-approver'] },
        16: { state: 'Z' },
        17: { exe: '', argv: [], comm: 'kubelet' },
        18: { exe: '/usr/local/bin/hyperkube', argv: ['hyperkube', 'proxy'] },
        19: { argv: ['kubelet', '--version'] },
      }),
    ).toEqual([]);
  });

  test("may be a part of another process, whose argv are not a kubelet's", () => {
    const k3s = '/var/lib/rancher/k3s/data/0123/bin/k3s';
    const found = look({
      10: { exe: k3s, cmdline: `/usr/local/bin/k3s server${'\0'.repeat(40)}` },
      11: { exe: k3s, argv: ['/usr/local/bin/k3s', 'agent', '--server', 'https://x'] },
      12: { exe: '/snap/microk8s/5000/kubelite', argv: ['/snap/microk8s/5000/kubelite', '--x'] },
      13: { exe: k3s, argv: ['containerd', '-c', 'server'] },
      14: { exe: k3s, argv: ['k3s', 'kubectl', 'get', 'nodes'] },
    }).processes;
    expect(
      found.map(({ pid, embedded, flags, titleOverwritten }) => [pid, embedded, flags, titleOverwritten]),
    ).toEqual([
      [10, 'k3s', null, true],
      [11, 'k3s', null, false],
      [12, 'kubelite', null, false],
    ]);
  });

  test('may have overwritten its argv, which then tells no flags', () => {
    const [found] = look({ 10: { cmdline: 'kubelet: waiting for the server\0\0\0' } }).processes;
    expect(found).toMatchObject({
      titleOverwritten: true,
      argv: ['kubelet: waiting for the server'],
      flags: null,
    });
    expect(look({ 10: { exe: '/my bin/kubelet', argv: ['/my bin/kubelet'] } }).processes[0]?.flags).toEqual(
      [],
    );
  });

  test('keeps empty words, bytes that are no UTF-8 and an argv of any length', () => {
    const long = 'x'.repeat(200_000);
    const host = memoryHost(
      {
        ...proc({ 10: {} }),
        'proc/10/cmdline': `kubelet\0--cloud-provider=\0\0--node-ip=\udcff\0--v=${long}\0`,
      },
      { live: true },
    );
    expect(runningKubelets(host).processes[0]?.flags).toEqual([
      '--cloud-provider=',
      '',
      '--node-ip=\udcff',
      `--v=${long}`,
    ]);
  });

  test('may have a name with parentheses and line ends', () => {
    expect(look({ 10: { comm: 'a) Z 1\n(b' } }).processes[0]?.startTime).toBe((BOOT + 100) * 1000);
  });
});

describe('its place', () => {
  test('is a container where its root file system is another', () => {
    const [found] = look({ 10: { mountNamespace: 'mnt:[2]', root: '0:99', pids: '10\t1' } }).processes;
    expect(found).toMatchObject({
      ownMountNamespace: false,
      ownRoot: false,
      ownPidNamespace: false,
      pidNamespaceInner: 1,
    });
  });

  test('is the node with a mount namespace of its own where the root is the same', () => {
    expect(look({ 10: { mountNamespace: 'mnt:[2]' } }).processes[0]).toMatchObject({
      ownMountNamespace: false,
      ownRoot: true,
    });
  });

  test.each([
    ['0::/system.slice/kubelet.service', 'kubelet.service'],
    ['0::/system.slice/kubelet.service/libpod-payload-1', 'kubelet.service'],
    [
      '12:cpu:/\n1:name=systemd:/system.slice/snap.microk8s.daemon-kubelite.service',
      'snap.microk8s.daemon-kubelite.service',
    ],
    ['1:name=systemd:/\n0::/system.slice/kubelet.service', 'kubelet.service'],
    ['0::/user.slice/user-0.slice/session-3.scope', 'session-3.scope'],
    // kind: the unit of a systemd in a container is not the node's.
    ['0::/system.slice/docker-0a.scope/kubelet.slice/kubelet.service', 'docker-0a.scope'],
    // As a container with its own cgroup namespace sees it.
    ['0::/../../system.slice/kubelet.service', 'kubelet.service'],
    ['0::/docker/0a', null],
    ['0::/', null],
    ['', null],
    ['garbage', null],
  ])('has a unit by its cgroup: %j', (cgroup, unit) => {
    expect(look({ 10: { cgroup } }).processes[0]?.unit).toBe(unit);
  });

  test('has its unit below the cgroup of its own PID 1 when a container is looked at from outside', () => {
    const inside = '/system.slice/docker-0a.scope';
    const host = memoryHost(
      {
        ...proc({ 10: { cgroup: `0::${inside}/kubelet.slice/kubelet.service` } }),
        'proc/1/cgroup': `0::${inside}/init.scope\n`,
      },
      { live: true },
    );
    expect(runningKubelets(host).processes[0]?.unit).toBe('kubelet.service');
  });
});

/** A host on which some looks end in another way. */
function hostWith(host: Host, change: (path: string, count: number) => Looked<never> | undefined): Host {
  const counts = new Map<string, number>();
  const changed = <T>(path: string, looked: () => Looked<T>): Looked<T> => {
    const count = (counts.get(path) ?? 0) + 1;
    counts.set(path, count);
    return change(path, count) ?? looked();
  };
  return {
    ...host,
    readFile: (path, limit) => changed(path, () => host.readFile(path, limit)),
    readLink: (path) => changed(path, () => host.readLink(path)),
    readDir: (path) => changed(path, () => host.readDir(path)),
  };
}

describe("what can't be read", () => {
  test('is left out when the process may not be traced, and told once', () => {
    const denied = /\/(exe|environ|cwd|root|ns\/mnt|ns\/uts)$/;
    const host = hostWith(live({ 10: {}, 11: { argv: ['bash'], comm: 'bash' } }), (path) =>
      denied.test(path) ? failed('denied', path) : undefined,
    );
    const { processes, diagnostics } = runningKubelets(host);
    expect(processes).toHaveLength(1);
    expect(processes[0]).toMatchObject({
      exe: null,
      cwd: null,
      environmentNames: null,
      mountNamespace: null,
      ownMountNamespace: undefined,
      ownRoot: true,
      unit: 'kubelet.service',
    });
    expect(diagnostics.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([
      'process-unreadable: binary, environment, mount namespace and working directory of the running kubelet (process 10) could not be read',
    ]);
  });

  test('is no script called kubelet', () => {
    const host = hostWith(live({ 10: { argv: ['/bin/sh', '/usr/bin/kubelet'] } }), (path) =>
      path.endsWith('/exe') ? failed('denied', path) : undefined,
    );
    expect(runningKubelets(host).processes).toEqual([]);
  });

  test('is not guessed at: processes of others may be hidden', () => {
    const host = hostWith(live({}), (path) => (path === '/proc/1/stat' ? failed('absent', path) : undefined));
    expect(runningKubelets(host)).toMatchObject({
      complete: false,
      diagnostics: [{ ruleId: 'processes-hidden' }],
    });
  });

  test('is not guessed at where nothing of some process may be seen', () => {
    const host = hostWith(live({ 10: {} }), (path) =>
      path.startsWith('/proc/10/') ? failed('denied', path) : undefined,
    );
    expect(runningKubelets(host)).toMatchObject({ processes: [], complete: false });
  });

  test.each([
    ['no /proc', memoryHost({ etc: { dir: true } }, { live: true })],
    ['an empty one', memoryHost({ proc: { dir: true } }, { live: true })],
  ])('is said of %s', (_, host) => {
    expect(runningKubelets(host)).toMatchObject({
      processes: [],
      complete: false,
      diagnostics: [{ ruleId: 'processes-unknown', message: expect.stringContaining('no /proc is mounted') }],
    });
  });

  test('is nothing at all in a copy of a node, whatever its /proc holds', () => {
    expect(runningKubelets(memoryHost(proc({ 10: {} })))).toEqual({
      processes: [],
      complete: false,
      diagnostics: [],
    });
  });
});

describe('a /proc that changes while it is read', () => {
  test('hides a process that ends at any look', () => {
    let looks = 0;
    const count = hostWith(live({ 10: {} }), (path) => {
      if (path.startsWith('/proc/10/')) looks++;
      return undefined;
    });
    expect(runningKubelets(count).processes).toHaveLength(1);
    for (let last = 0; last < looks; last++) {
      let seen = 0;
      const host = hostWith(live({ 10: {} }), (path) =>
        path.startsWith('/proc/10/') && seen++ >= last ? failed('absent', path) : undefined,
      );
      expect(runningKubelets(host).processes).toEqual([]);
    }
  });

  test('hides a process whose number another has got', () => {
    const before = live({ 10: { start: 100 } });
    const after = live({ 10: { start: 200 } });
    let stats = 0;
    const host: Host = {
      ...before,
      readFile: (path, limit) =>
        (path === '/proc/10/stat' && stats++ > 0 ? after : before).readFile(path, limit),
    };
    expect(runningKubelets(host).processes).toEqual([]);
  });

  test('may hold anything', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '\0', ')', '1 (x) S', 'NSpid:', '0::/..'),
    );
    fc.assert(
      fc.property(text, text, text, text, text, (stat, cmdline, cgroup, status, mountinfo) => {
        const host = memoryHost(
          {
            ...proc({ 10: { mountNamespace: 'mnt:[2]' } }),
            'proc/10/cmdline': cmdline,
            'proc/10/environ': stat,
            'proc/10/cgroup': cgroup,
            'proc/10/status': status,
            'proc/10/mountinfo': mountinfo,
            'proc/stat': stat,
          },
          { live: true },
        );
        expect(runningKubelets(host).processes.length).toBeLessThan(2);
        const garbled = memoryHost({ ...proc({ 10: {} }), 'proc/10/stat': stat }, { live: true });
        expect(runningKubelets(garbled).processes.length).toBeLessThan(2);
      }),
      { numRuns: 100 },
    );
  });
});

test("of a crowd of kubelets only some are read, and root's come first", () => {
  const crowd = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [100 + at, {}]));
  const host = live({ ...crowd, 900: {} });
  const owned: Host = {
    ...host,
    stat: (path) => {
      const info = host.stat(path);
      return info.ok && path !== '/proc/900' ? { ok: true, value: { ...info.value, uid: 1000 } } : info;
    },
  };
  const { processes, complete, diagnostics } = runningKubelets(owned);
  expect(processes).toHaveLength(32);
  expect(processes.at(-1)?.pid).toBe(900);
  expect(complete).toBe(false);
  expect(diagnostics[0]?.message).toBe('61 processes look like kubelets, and only 32 of them were looked at');
});
