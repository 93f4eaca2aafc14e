import { decode } from '../../bytes/text.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Host } from '../host/host.ts';
import { mayBeNamedKubelet, mayExecuteKubelet } from './executes-kubelet.ts';
import { viewNode } from './node-view.ts';
import { readProcess } from './read-process.ts';
import type { RunningKubelet, RunningKubelets } from './running-kubelet.ts';

/** Processes that are looked at, and kubelets that are read whole, at most. */
const MAX_PROCESSES = 100_000;
const MAX_KUBELETS = 32;

/**
 * The kubelets that run on a live machine. One look at each process's executable, or at its name where that may
 * not be seen, tells which are worth more looks. A copy of a node has no processes.
 */
export function runningKubelets(host: Host): RunningKubelets {
  if (!host.live) return { processes: [], complete: false, diagnostics: [] };
  const names = host.readDir('/proc');
  if (!names.ok || !(names.value.includes('self') || names.value.includes('1'))) {
    const why = names.ok || names.failure.reason === 'absent' ? 'no /proc is mounted' : names.failure.message;
    return { processes: [], complete: false, diagnostics: [notLooked(why)] };
  }
  const pids = names.value.filter((name) => /^[1-9]\d*$/.test(name));
  const looks = pids.slice(0, MAX_PROCESSES).map((pid) => ({ pid, suspect: isSuspect(host, pid) }));
  const suspects = rootsFirst(
    host,
    looks.filter(({ suspect }) => suspect).map(({ pid }) => pid),
  );
  const view = suspects.length > 0 ? viewNode(host) : undefined;
  const processes: RunningKubelet[] = [];
  for (const pid of suspects.slice(0, MAX_KUBELETS)) {
    const process = view && readProcess(host, Number(pid), view);
    if (process) processes.push(process);
  }
  const isWhole = pids.length <= MAX_PROCESSES && suspects.length <= MAX_KUBELETS;
  // PID 1 is in every PID namespace; proc(5) hidepid hides what belongs to others.
  const seesOthers = host.readFile('/proc/1/stat').ok && looks.every(({ suspect }) => suspect !== undefined);
  return {
    processes: processes.sort((a, b) => a.pid - b.pid),
    complete: isWhole && seesOthers,
    diagnostics: [
      ...(isWhole ? [] : [tooMany(pids.length, suspects.length)]),
      ...(seesOthers ? [] : [hidden()]),
      ...processes.flatMap(notRead),
    ],
  };
}

/** Kernel threads and zombies have no executable. Undefined where nothing of the process may be seen. */
function isSuspect(host: Host, pid: string): boolean | undefined {
  const exe = host.readLink(`/proc/${pid}/exe`);
  if (exe.ok) return mayExecuteKubelet(exe.value);
  if (exe.failure.reason !== 'denied') return false;
  const comm = host.readFile(`/proc/${pid}/comm`, 4096);
  if (!comm.ok) return comm.failure.reason === 'denied' ? undefined : false;
  return mayBeNamedKubelet(decode(comm.value).trimEnd());
}

/** Anybody can start any number of processes of any name, but only root those of root. */
function rootsFirst(host: Host, pids: readonly string[]): readonly string[] {
  if (pids.length <= MAX_KUBELETS) return pids;
  const isRoots = (pid: string) => {
    const info = host.stat(`/proc/${pid}`);
    return info.ok && info.value.uid === 0;
  };
  const roots = new Set(pids.filter(isRoots));
  return [...roots, ...pids.filter((pid) => !roots.has(pid))];
}

function notLooked(why: string): Diagnostic {
  return {
    ruleId: 'processes-unknown',
    severity: 'info',
    message: `${why}, so it is not known whether a kubelet runs, and only files were looked at`,
    location: { file: '/proc' },
  };
}

function hidden(): Diagnostic {
  return {
    ruleId: 'processes-hidden',
    severity: 'info',
    message: "processes of other users can't be seen, so a kubelet may run unnoticed",
    location: { file: '/proc' },
    help: 'look again as root',
  };
}

function tooMany(processes: number, kubelets: number): Diagnostic {
  return {
    ruleId: 'too-many-processes',
    severity: 'info',
    message:
      kubelets > MAX_KUBELETS
        ? `${kubelets} processes look like kubelets, and only ${MAX_KUBELETS} of them were looked at`
        : `there are ${processes} processes, and only ${MAX_PROCESSES} of them were looked at`,
    location: { file: '/proc' },
  };
}

/** What each file that was not read would have told. */
const TOLD: Readonly<Record<string, string>> = {
  exe: 'binary',
  cwd: 'working directory',
  environ: 'environment',
  'ns/mnt': 'mount namespace',
  cmdline: 'command line',
  cgroup: 'systemd unit',
};

function notRead({ pid, unread }: RunningKubelet): readonly Diagnostic[] {
  const told = unread.flatMap((name) => TOLD[name] ?? []);
  if (told.length === 0) return [];
  const list = told.length === 1 ? told[0]! : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`;
  return [
    {
      ruleId: 'process-unreadable',
      severity: 'info',
      message: `${list} of the running kubelet (process ${pid}) could not be read`,
      location: { file: `/proc/${pid}` },
      help: 'look again as root, in a container with the capability SYS_PTRACE',
    },
  ];
}
