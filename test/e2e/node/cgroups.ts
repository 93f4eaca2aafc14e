import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.ts';

const ROOT = '/sys/fs/cgroup';

/** A node's own cgroup in a hierarchy of the machine, below the one that we are in ourselves. */
export interface Cgroup {
  /** What the hierarchy is mounted as: a controller, `systemd` or `unified`; `v2` where there is only that one. */
  readonly controller: string;
  readonly parent: string;
  readonly directory: string;
}

/** The cgroups that a node of this name gets, one in each hierarchy. */
export function cgroupsOf(name: string): readonly Cgroup[] {
  const controllers = existsSync(join(ROOT, 'cgroup.controllers'))
    ? ['v2']
    : readdirSync(ROOT, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name);
  return controllers.map((controller) => {
    const parent = ourCgroup(controller);
    return { controller, parent, directory: join(parent, name) };
  });
}

export function makeCgroup({ controller, parent, directory }: Cgroup): void {
  mkdirSync(directory);
  // A new cgroup of this controller allows nothing, and no process can be moved into it.
  if (controller === 'cpuset')
    for (const file of ['cpuset.cpus', 'cpuset.mems'])
      writeFileSync(join(directory, file), readFileSync(join(parent, file)));
}

/** Ends all processes of a node's cgroup and removes it with all below. */
export async function removeCgroup(directory: string): Promise<void> {
  await until(`${directory} is gone`, 20, () => isRemoved(directory));
}

function isRemoved(directory: string): boolean {
  if (!existsSync(directory)) return true;
  try {
    for (const pid of readFileSync(join(directory, 'cgroup.procs'), 'utf8').split('\n'))
      if (pid !== '') process.kill(Number(pid), 'SIGKILL');
    const below = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    if (!below.map(({ name }) => isRemoved(join(directory, name))).every(Boolean)) return false;
    rmdirSync(directory);
    return true;
  } catch {
    // Busy until the last process has ended and was waited for.
    return false;
  }
}

/** The directory of the cgroup that we are in. */
function ourCgroup(controller: string): string {
  const lines = readFileSync('/proc/self/cgroup', 'utf8').trim().split('\n');
  for (const line of lines) {
    const [id, names, ...path] = line.split(':');
    const mounted = id === '0' ? ['unified', 'v2'] : names!.replace('name=', '').split(',');
    if (mounted.includes(controller))
      return join(ROOT, controller === 'v2' ? '' : controller, path.join(':'));
  }
  throw new Error(`/proc/self/cgroup does not tell our cgroup of ${controller}`);
}
