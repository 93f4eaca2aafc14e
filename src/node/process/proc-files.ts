import { parseUnitName } from '../systemd/unit-name.ts';

/*
 * The formats of /proc/PID (proc(5)). A process chooses its own name, argv and environment, so all of them may
 * hold anything.
 */

/** Ticks of a second in what /proc tells (USER_HZ): 100 wherever kubelets are built for. */
const MS_PER_TICK = 10;

/** What /proc/PID/stat tells. */
interface ProcessStat {
  /** `R`, `S`, `D`, `Z` … */
  readonly state: string;
  /** Ticks since boot. */
  readonly startTicks: number;
}

/** Reads /proc/PID/stat. The name in parentheses may hold parentheses and line ends: the last one closes it. */
export function parseStat(text: string): ProcessStat | undefined {
  const close = text.lastIndexOf(')');
  // Behind the name comes field 3, the state; the start is field 22.
  const fields =
    close < 0
      ? []
      : text
          .slice(close + 1)
          .trim()
          .split(' ');
  const state = fields[0];
  const startTicks = Number(fields[19]);
  return state && fields[19] && Number.isSafeInteger(startTicks) ? { state, startTicks } : undefined;
}

/** The boot in seconds since the epoch, from /proc/stat. */
export function parseBootTime(text: string): number | undefined {
  const match = /^btime (\d{1,15})$/m.exec(text);
  return match ? Number(match[1]) : undefined;
}

/** Milliseconds since the epoch. */
export function startTimeOf(stat: ProcessStat, bootTime: number): number {
  return bootTime * 1000 + stat.startTicks * MS_PER_TICK;
}

/** The words of /proc/PID/cmdline, or the names and values of /proc/PID/environ: each ends with a NUL. */
export function splitAtNul(text: string): string[] {
  if (text === '') return [];
  const words = text.split('\0');
  if (words.at(-1) === '') words.pop();
  return words;
}

/**
 * A line of /proc/PID/status by its name: `NSpid` has the process's number in each PID namespace, from this
 * /proc's own to the innermost.
 */
export function statusField(text: string, name: string): string | undefined {
  const at = text.startsWith(`${name}:`) ? 0 : text.indexOf(`\n${name}:`) + 1;
  if (at === 0 && !text.startsWith(`${name}:`)) return undefined;
  const end = text.indexOf('\n', at);
  return text.slice(at + name.length + 1, end < 0 ? undefined : end).trim();
}

/**
 * The paths in which systemd keeps its units' processes, from /proc/PID/cgroup: that of its own hierarchy where
 * cgroup v1 has one, and that of cgroup v2. Seen from a cgroup namespace elsewhere they begin with `/..`.
 */
export function systemdCgroups(text: string): string[] {
  const paths = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, hierarchy, controllers, path] = /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? [];
    if (path === undefined) continue;
    const plain = path.replace(/^(\/\.\.)+(?=\/|$)/, '').replace(/^\/$/, '');
    if (controllers === 'name=systemd') paths.set('systemd', plain);
    else if (hierarchy === '0' && controllers === '') paths.set('unified', plain);
  }
  return ['systemd', 'unified'].flatMap((name) => paths.get(name) ?? []);
}

/** Where a systemd that is PID 1 has its units, given PID 1's own cgroup: it puts itself into `init.scope`. */
export function cgroupRootOf(pathOfInit: string): string {
  return pathOfInit.endsWith('/init.scope') ? pathOfInit.slice(0, -'/init.scope'.length) : '';
}

/**
 * The unit of a cgroup: the first component below the root that is no slice (systemd basic/cgroup-util.c,
 * cg_path_get_unit). What comes behind is a matter of the unit itself, as the units of a systemd in a container.
 */
export function unitOfCgroup(path: string, root: string): string | null {
  if (!path.startsWith(`${root}/`)) return null;
  for (const component of path.slice(root.length + 1).split('/')) {
    // cg_escape: a name that could be mistaken for one of the kernel's begins with `_`.
    const unit = parseUnitName(component.replace(/^_/, ''));
    if (!unit) return null;
    if (unit.suffix !== 'slice')
      return unit.suffix === 'service' || unit.suffix === 'scope' ? unit.full : null;
  }
  return null;
}

/** What is mounted at `/`, from /proc/PID/mountinfo: device and the directory of it, `254:1 /`. */
export function rootMount(text: string): string | undefined {
  let root: string | undefined;
  // Of several mounts in one place the last is on top.
  for (const match of text.matchAll(/^\d+ \d+ (\d+:\d+ \S+) \/ /gm)) root = match[1];
  return root;
}
