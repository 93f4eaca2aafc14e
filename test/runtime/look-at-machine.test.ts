import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/node/host/host.ts';
import { type FileSpec, memoryHost } from '../../src/node/host/memory-host.ts';
import type { Ask, Program } from '../../src/runtime/ask.ts';
import { lookAtMachine, type Wish } from '../../src/runtime/look-at-machine.ts';

const NOW = Date.UTC(2026, 5, 1);
const WISH: Wish = { unit: 'kubelet.service', logFiles: [], startTime: null, paths: [], ports: [10250] };
const SYSTEMD = { '/run/systemd/system': { dir: true } } as const;

/** A tree that is this machine's own root. */
function machine(files: Readonly<Record<string, FileSpec>>): Host {
  return { ...memoryHost(files, { live: true }), hostPath: (path) => path };
}

/** The machine's programs, with what they are asked. */
function programs(answers: Partial<Record<Program, string>>) {
  const asked: string[] = [];
  const ask: Ask = (program, args) => {
    asked.push([program, ...args].join(' '));
    const stdout = answers[program];
    return stdout === undefined ? { ok: false, why: `${program} failed` } : { ok: true, stdout };
  };
  return { ask, asked };
}

describe('lookAtMachine', () => {
  it('asks systemd once for all units, and the journal for the lines of this boot', () => {
    const { ask, asked } = programs({
      systemctl: 'Id=kubelet.service\nNames=kubelet.service\nActiveState=active\n',
      journalctl:
        '{"MESSAGE":"one","_PID":"221","__REALTIME_TIMESTAMP":"1795293266300973"}\n{"MESSAGE":[116,119,111],"_PID":"1"}\nnot json\n{"MESSAGE":null}\n',
    });
    const state = lookAtMachine(machine(SYSTEMD), ask, WISH, NOW);
    expect(asked).toHaveLength(2);
    expect(asked[0]).toMatch(/^systemctl show --property=\S+ -- kubelet\.service containerd\.service /);
    expect(asked[1]).toMatch(/^journalctl --unit=kubelet\.service --boot /);
    expect(state.units?.get('kubelet.service')?.activeState).toBe('active');
    expect(state.kubeletLog).toEqual({
      source: 'journalctl -u kubelet.service',
      looked: NOW,
      lines: [
        { time: 1795293266300, pid: 221, text: 'one' },
        { pid: 1, text: 'two' },
      ],
    });
  });

  it('says what it could not ask', () => {
    const { ask } = programs({});
    const state = lookAtMachine(machine(SYSTEMD), ask, WISH, NOW);
    expect(state).toMatchObject({ units: null, kubeletLog: null, listening: null });
    expect(state.unasked.map(({ why }) => why)).toEqual([
      'systemctl failed',
      'journalctl failed',
      '/proc/net can not be read',
    ]);
  });

  it('asks no systemd where none runs', () => {
    const { ask, asked } = programs({ systemctl: '', journalctl: '' });
    const state = lookAtMachine(machine({}), ask, WISH, NOW);
    expect(state.units).toBeNull();
    expect(state.unasked[0]?.why).toBe('systemd does not run this machine');
    expect(asked.filter((words) => words.startsWith('systemctl'))).toEqual([]);
  });

  it('of a machine whose root is a directory here reads the journal files, and asks nothing else', () => {
    const { ask, asked } = programs({ systemctl: 'x', journalctl: '{"MESSAGE":"x"}' });
    const tree = memoryHost({ ...SYSTEMD, '/run/log/journal/1/system.journal': '' }, { live: true });
    const state = lookAtMachine({ ...tree, hostPath: (path) => `/copy${path}` }, ask, WISH, NOW);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^journalctl --directory=\/copy\/run\/log\/journal --unit=kubelet\.service /);
    expect(state.units).toBeNull();
    expect(state.kubeletLog?.lines).toEqual([{ text: 'x' }]);
  });

  it('reads a file where the journal has nothing, by the clock of its last change', () => {
    const { ask } = programs({ journalctl: '' });
    const files = {
      '/var/log/kubelet.log':
        'E1231 23:59:59.500000    1234 run.go:72] "command failed" err="x"\nI0101 00:00:01.000000    1300 server.go:1] "Kubelet version"\n',
    };
    const state = lookAtMachine(machine(files), ask, WISH, 60_000);
    expect(state.kubeletLog).toEqual({
      source: '/var/log/kubelet.log',
      looked: 1000 + 60_000,
      lines: [
        { time: -500, pid: 1234, text: 'E1231 23:59:59.500000    1234 run.go:72] "command failed" err="x"' },
        { time: 1000, pid: 1300, text: 'I0101 00:00:01.000000    1300 server.go:1] "Kubelet version"' },
      ],
    });
  });

  it('takes the lines of a kubelet out of what everybody writes', () => {
    const { ask } = programs({ journalctl: '' });
    const text =
      'Nov 21 20:28:16 node01 kubelet[1234]: I1121 20:28:16.000000    1234 file.go:12] "x"\nNov 21 20:28:16 node01 sshd[9]: E1121 no\n2026-11-21T20:28:17.123+00:00 node01 kubelet: {"ts":1795293266300.5,"caller":"app/run.go:72","msg":"command failed","err":"y"}\n';
    const state = lookAtMachine(machine({ '/var/log/syslog': text }), ask, { ...WISH, startTime: null }, NOW);
    expect(state.kubeletLog?.lines.map(({ pid, text: line }) => [pid, line.slice(0, 12)])).toEqual([
      [1234, 'I1121 20:28:'],
      [undefined, '{"ts":179529'],
    ]);
  });

  it('does not read a log that ended before the kubelet started', () => {
    const { ask } = programs({ journalctl: '' });
    const files = { '/var/log/kubelet.log': 'E1121 20:28:16.000000    1234 run.go:72] "x"\n' };
    const state = lookAtMachine(machine(files), ask, { ...WISH, startTime: 5000 }, NOW);
    expect(state.kubeletLog).toBeNull();
  });

  it('tells who listens, and who holds a port that was asked for', () => {
    const { ask } = programs({});
    const head =
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
    const files = {
      '/proc/1/net/tcp': `${head}
   0: 0100007F:280A 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3805625 2 0000 100 0 0 10 0
   1: 0100007F:2808 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3805635 2 0000 100 0 0 10 0
   2: 0100007F:8234 0100007F:2808 06 00000000:00000000 03:00001699 00000000     0        0 0 3 0000
`,
      '/proc/1/net/tcp6': `${head}
   0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 77 1 0000 100 0 0 10 0
   1: 00000000000000000000000000000000:1F91 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 78 1 0000 100 0 0 10 0
`,
      '/proc/1/net/unix': `Num       RefCount Protocol Flags    Type St Inode Path
00000000919fd876: 00000003 00000000 00000000 0001 03 3804749 /run/connected.sock
00000000a0f4ff64: 00000002 00000000 00010000 0001 01 3804712 /run/containerd/containerd.sock
000000009248cc15: 00000003 00000000 00000000 0001 03 3804733
`,
      '/proc/221/comm': 'kubelet\n',
      '/proc/221/fd/4': { link: 'socket:[3805625]' },
      '/proc/221/fd/5': { link: 'socket:[3805635]' },
    };
    const state = lookAtMachine(machine(files), ask, WISH, NOW);
    expect(state.listening?.tcp).toEqual([
      { address: '127.0.0.1', port: 10250, owner: { pid: 221, name: 'kubelet' } },
      { address: '127.0.0.1', port: 10248, owner: null },
      { address: '::1', port: 8080, owner: null },
      { address: '::', port: 8081, owner: null },
    ]);
    expect([...state.listening!.unix]).toEqual(['/run/containerd/containerd.sock']);
  });
});
