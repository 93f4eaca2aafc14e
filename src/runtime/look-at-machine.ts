import { decode } from '../bytes/text.ts';
import type { Host } from '../node/host/host.ts';
import { parseBootTime } from '../node/process/proc-files.ts';
import type { Ask } from './ask.ts';
import { JOURNAL_DIRECTORIES, readJournal } from './journal.ts';
import { readLogFile } from './log-file.ts';
import type { FileSystemUse, KubeletLog, MachineState, Unasked } from './machine-state.ts';
import { listeningSockets } from './sockets.ts';
import { unitStates } from './unit-states.ts';

/** What somebody wants to know of a machine. */
export interface Wish {
  /** The kubelet's unit, `kubelet.service`; null where none starts it. */
  readonly unit: string | null;
  /** Files that the unit appends its output to. */
  readonly logFiles: readonly string[];
  /** When the running kubelet started, milliseconds since the epoch; null where none runs or it is not known. */
  readonly startTime?: number | null;
  /** Directories whose file systems matter. */
  readonly paths: readonly string[];
  /** TCP ports whose owners matter. */
  readonly ports: readonly number[];
}

/**
 * What a running machine tells beyond its files. Programs are asked about this machine only: of one whose root is a
 * directory here, they would tell of the wrong one.
 */
export function lookAtMachine(host: Host, given: Ask | null, wish: Wish, now = Date.now()): MachineState {
  const ask = given ?? NOBODY;
  const isThis = host.hostPath('/') === '/';
  const unasked: Unasked[] = [];
  const units = isThis ? ofSystemd(host, ask, wish, unasked) : otherMachine(unasked);
  const kubeletLog = logOf(host, ask, { ...wish, now }, isThis, unasked);
  const listening = listeningSockets(host, wish.ports) ?? null;
  if (!listening) unasked.push({ what: 'who listens at which port', why: '/proc/net can not be read' });
  return { units, kubeletLog, listening, fileSystems: fileSystemsOf(host, wish.paths), unasked };
}

/** For who may run no program. */
const NOBODY: Ask = () => ({ ok: false, why: 'no program was run' });

const STATES = 'the state of units';

function otherMachine(unasked: Unasked[]): null {
  unasked.push({
    what: STATES,
    why: 'its root is a directory here, and systemctl tells of this machine only',
  });
  return null;
}

function ofSystemd(host: Host, ask: Ask, { unit }: Wish, unasked: Unasked[]): MachineState['units'] {
  // sd_booted(3).
  if (!host.lstat('/run/systemd/system').ok) {
    unasked.push({ what: STATES, why: 'systemd does not run this machine' });
    return null;
  }
  const answer = unitStates(ask, unit);
  if (answer.ok) return answer.units;
  unasked.push({ what: STATES, why: answer.why });
  return null;
}

function logOf(
  host: Host,
  ask: Ask,
  wish: Wish & { readonly now: number },
  isThis: boolean,
  unasked: Unasked[],
): KubeletLog | null {
  const { unit, logFiles, startTime, now } = wish;
  const why: string[] = [];
  if (unit !== null) {
    const directories = isThis
      ? [undefined]
      : JOURNAL_DIRECTORIES.flatMap((path) => onThisMachine(host, path));
    for (const directory of directories) {
      const journal = readJournal(ask, unit, directory);
      if (!journal.ok) why.push(journal.why);
      else if (journal.lines.length > 0)
        return { source: `journalctl -u ${unit}`, lines: journal.lines, looked: now };
    }
  }
  const file = readLogFile(host, logFiles, startTime ?? bootTime(host), now);
  if (file) return file;
  unasked.push({
    what: "the kubelet's log",
    why:
      why[0] ?? 'there are no lines of it that this user may read, in the journal or in a file of /var/log',
  });
  return null;
}

/** A directory of the node, as this machine's programs reach it. */
function onThisMachine(host: Host, path: string): readonly string[] {
  const place = host.stat(path).ok ? host.hostPath(path) : undefined;
  return place === undefined ? [] : [place];
}

/** Milliseconds since the epoch. */
function bootTime(host: Host): number | null {
  const stat = host.readFile('/proc/stat');
  const seconds = stat.ok ? parseBootTime(decode(stat.value)) : undefined;
  return seconds === undefined ? null : seconds * 1000;
}

function fileSystemsOf(host: Host, paths: readonly string[]): readonly FileSystemUse[] {
  return [...new Set(paths)].flatMap((path) => {
    const space = host.fileSystem?.(path);
    return space?.ok ? { path, ...space.value } : [];
  });
}
