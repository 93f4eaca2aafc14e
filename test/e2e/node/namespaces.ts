import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Cgroup, cgroupsOf, makeCgroup } from './cgroups.ts';
import { CGROUPS } from './take-down.ts';
import { until } from './until.ts';

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** The namespaces and cgroups of a node, with its first process in them. */
export interface Namespaces {
  /** Where the node's root directory is for us. */
  readonly root: string;
  /** Runs a program on the node as its root user would, and waits for its end. */
  run(...command: readonly string[]): Ran;
  /** Starts one that goes on, its output into a file of the node. */
  start(output: string, ...command: readonly string[]): void;
}

/** What `init.sh` has to know. */
export interface Layout {
  readonly name: string;
  readonly mode: string;
  readonly kubelet: string;
  readonly reaper: string;
}

const HERE = resolve('test/e2e/node');
const NODE_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** A user's environment on the node, not ours. */
const ENVIRONMENT = { PATH: NODE_PATH, LANG: 'C.UTF-8', HOME: '/root' };
const OUR_PATH = `${NODE_PATH}:${process.env.PATH}`;

/** Makes them; the state directory holds the node's files in `fs`, and what is needed to end it. */
export async function makeNamespaces(state: string, layout: Layout): Promise<Namespaces> {
  // So that what is left of a run can be found by the name of its directory.
  const cgroups = cgroupsOf(`${basename(dirname(state))}-${basename(state)}`);
  mkdirSync(state, { recursive: true });
  writeFileSync(join(state, CGROUPS), cgroups.map(({ directory }) => directory).join('\n'));
  for (const cgroup of cgroups) makeCgroup(cgroup);

  const unshare = [
    'unshare',
    '--cgroup',
    '--fork',
    '--kill-child',
    '--mount',
    '--pid',
    '--uts',
    '--ipc',
    '--net',
  ];
  const [program, ...args] = within(cgroups, [
    ...unshare,
    '--propagation',
    'private',
    'bash',
    join(HERE, 'init.sh'),
  ]);
  const output = openSync(join(state, 'init.log'), 'a');
  const outer = spawn(program!, args, {
    detached: true,
    stdio: ['ignore', output, output],
    env: {
      PATH: OUR_PATH,
      NODE_PATH,
      STATE: state,
      NAME: layout.name,
      MODE: layout.mode,
      CONTROLLERS: cgroups.map(({ controller }) => controller).join(' '),
      UNITS: join(HERE, 'units'),
      KUBELET: layout.kubelet,
      REAPER: layout.reaper,
    },
  });
  await until('the node is laid out', 20, () => {
    if (outer.exitCode !== null) throw new Error(readFileSync(join(state, 'init.log'), 'utf8'));
    return existsSync(join(state, 'ready'));
  });
  outer.unref();

  const pid = readFileSync(`/proc/${outer.pid}/task/${outer.pid}/children`, 'utf8').trim();
  const root = `/proc/${pid}/root`;
  const enter = ['nsenter', '-t', pid, '-m', '-u', '-i', '-n', '-p', '-C', '--'];
  const entering = (command: readonly string[]) => within(cgroups, [...enter, ...command]);
  return {
    root,
    run: (...command) => {
      const [program, ...args] = entering(command);
      const begin = performance.now();
      const ran = spawnSync(program!, args, {
        encoding: 'utf8',
        // A bash whose input is a socket reads the user's .bashrc.
        stdio: ['ignore', 'pipe', 'pipe'],
        env: ENVIRONMENT,
        timeout: 60_000,
        maxBuffer: 1 << 28,
      });
      return { ...ran, milliseconds: performance.now() - begin };
    },
    start: (output, ...command) => {
      // With --fork it becomes a child of the node's first process, which waits for its end.
      const [program, ...args] = entering(['setsid', '--fork', ...command]);
      const file = openSync(`${root}${output}`, 'a');
      spawn(program!, args, { detached: true, stdio: ['ignore', file, file], env: ENVIRONMENT }).unref();
    },
  };
}

/** A command whose process is in the cgroups before it begins: so is what it starts. */
function within(cgroups: readonly Cgroup[], command: readonly string[]): readonly string[] {
  const join = cgroups.map(({ directory }) => `echo $$ > '${directory}/cgroup.procs'`).join(' && ');
  return ['bash', '-c', `${join} && exec "$@"`, 'bash', ...command];
}
