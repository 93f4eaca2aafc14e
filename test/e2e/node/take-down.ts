import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { removeCgroup } from './cgroups.ts';
import { until } from './until.ts';

/** In a node's state directory: its cgroups, a line each. */
export const CGROUPS = 'cgroups';

/**
 * Ends a node by its state directory alone, however far it came: all its processes are in its cgroups, its mounts and
 * its network end with the last of them.
 */
export async function takeDown(state: string): Promise<void> {
  const list = join(state, CGROUPS);
  if (existsSync(list))
    for (const directory of readFileSync(list, 'utf8').split('\n')) await removeCgroup(directory);
  rmSync(state, { recursive: true, force: true });
}

/** The same of every node whose state is in a directory, and of the directory. */
export async function takeAllDown(directory: string): Promise<void> {
  for (const name of readdirSync(directory)) await takeDown(join(directory, name));
  rmSync(directory, { recursive: true, force: true });
}

/** What stays of nodes whose state was in a directory: nothing, unless `takeAllDown` is wrong. */
export async function leftOver(directory: string): Promise<readonly string[]> {
  // A process that has ended is there until somebody has waited for it.
  await until('nothing is left', 5, () => stillThere(directory).length === 0).catch(() => undefined);
  return stillThere(directory);
}

function stillThere(directory: string): readonly string[] {
  const name = basename(directory);
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  const processes = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid);
  const cgroups = readdirSync('/sys/fs/cgroup', { recursive: true, encoding: 'utf8' });
  return [
    ...(existsSync(directory) ? [`directory ${directory}`] : []),
    ...mounts.filter((line) => line.includes(name)).map((line) => `mount ${line}`),
    ...processes
      .filter((pid) => ['cgroup', 'cmdline'].some((file) => read(`/proc/${pid}/${file}`).includes(name)))
      .map((pid) => `process ${pid}: ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`),
    ...cgroups.filter((path) => basename(path).startsWith(name)).map((path) => `cgroup ${path}`),
  ];
}

/** Empty if the process has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
