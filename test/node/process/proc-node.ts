import type { FileSpec } from '../../../src/node/host/memory-host.ts';

/** One process of a made-up /proc; what is left out is as of a kubelet that systemd started. */
export interface ProcessSpec {
  readonly argv?: readonly string[];
  readonly cmdline?: string;
  readonly exe?: string;
  readonly comm?: string;
  readonly state?: string;
  /** Seconds after boot. */
  readonly start?: number;
  readonly environment?: readonly string[];
  readonly cwd?: string;
  readonly cgroup?: string;
  readonly mountNamespace?: string;
  readonly root?: string;
  readonly pids?: string;
}

/** 2026-01-01T00:00:00Z. */
export const BOOT = 1767225600;

/** The files of a /proc with these processes, beside PID 1. */
export function proc(processes: Readonly<Record<number, ProcessSpec>>): Record<string, FileSpec> {
  const init: ProcessSpec = {
    argv: ['/sbin/init'],
    exe: '/usr/lib/systemd/systemd',
    comm: 'systemd',
    cgroup: '0::/init.scope\n',
  };
  const all = Object.entries({ 1: init, ...processes });
  return Object.assign(
    { 'proc/stat': `cpu 1 2\nbtime ${BOOT}\n`, 'proc/self': { link: '1' } },
    ...all.map(([pid, spec]) => filesOf(pid, spec)),
  );
}

function filesOf(pid: string, spec: ProcessSpec): Record<string, FileSpec> {
  const argv = spec.argv ?? ['/usr/bin/kubelet', '--config=/var/lib/kubelet/config.yaml'];
  const comm = spec.comm ?? 'kubelet';
  const ticks = (spec.start ?? 100) * 100;
  const fields = [spec.state ?? 'S', ...Array(18).fill('0'), ticks, ...Array(30).fill('0')];
  const at = `proc/${pid}`;
  return {
    [`${at}/stat`]: `${pid} (${comm}) ${fields.join(' ')}\n`,
    [`${at}/comm`]: `${comm}\n`,
    [`${at}/cmdline`]: spec.cmdline ?? argv.map((word) => `${word}\0`).join(''),
    ...(spec.exe !== '' && { [`${at}/exe`]: { link: spec.exe ?? '/usr/bin/kubelet' } }),
    [`${at}/environ`]: (spec.environment ?? ['PATH=/bin']).map((entry) => `${entry}\0`).join(''),
    [`${at}/status`]: `Name:\t${comm}\nNSpid:\t${spec.pids ?? pid}\nThreads:\t1\n`,
    [`${at}/cwd`]: { link: spec.cwd ?? '/' },
    [`${at}/root`]: { link: '/' },
    [`${at}/cgroup`]: spec.cgroup ?? '0::/system.slice/kubelet.service\n',
    [`${at}/mountinfo`]: `22 1 ${spec.root ?? '254:1'} / / rw - ext4 /dev/vda1 rw\n23 22 0:20 / /proc rw - proc proc rw\n`,
    [`${at}/ns/mnt`]: { link: spec.mountNamespace ?? 'mnt:[1]' },
    [`${at}/ns/uts`]: { link: 'uts:[1]' },
  };
}
