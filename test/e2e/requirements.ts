import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Mode } from './node/private-node.ts';

const PROGRAMS = [
  'bash',
  'curl',
  'unshare',
  'nsenter',
  'mount',
  'ip',
  'tar',
  'pkill',
  'go',
  'containerd',
  'ctr',
  'runc',
];
const OF_SYSTEMD = ['systemctl', 'journalctl'];

/** What the test needs and does not find, in words; undefined if all is there. */
export function missing(modes: readonly Mode[]): string | undefined {
  if (process.platform !== 'linux') return 'Linux';
  if (process.getuid?.() !== 0) return 'root';
  // Only root of the machine, not of a container, may do this.
  if (spawnSync('unshare', ['--mount', '--net', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status !== 0)
    return 'root that may make namespaces and mounts';
  if (/^\/(etc|opt|run|usr|var)\//.test(tmpdir()))
    return `a temporary directory (TMPDIR) elsewhere than ${tmpdir()}, which each node has its own of`;
  const systemd = modes.includes('systemd');
  const programs = [...PROGRAMS, ...(systemd ? OF_SYSTEMD : [])].filter((name) => !isThere(name));
  if (systemd && !existsSync('/lib/systemd/systemd')) programs.push('systemd');
  return programs.length > 0 ? programs.join(', ') : undefined;
}

function isThere(name: string): boolean {
  const directories = `${process.env.PATH}:/usr/sbin:/sbin`.split(':');
  return directories.some((directory) => existsSync(`${directory}/${name}`));
}
