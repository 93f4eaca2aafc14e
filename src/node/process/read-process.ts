import { compareBytes, decode } from '../../bytes/text.ts';
import type { Host, Looked } from '../host/host.ts';
import { DROPIN_VARIABLE } from '../kubelet/config/steps.ts';
import { executionOf, parseFileLink } from './executes-kubelet.ts';
import { MAX_MOUNTINFO, type NodeView } from './node-view.ts';
import {
  parseStat,
  rootMount,
  splitAtNul,
  startTimeOf,
  statusField,
  systemdCgroups,
  unitOfCgroup,
} from './proc-files.ts';
import type { RunningKubelet } from './running-kubelet.ts';

/** What Linux gives argv and environment together where nobody raised the limit of the stack (ARG_MAX of getconf). */
const MAX_ARGUMENTS = 2 * 1024 * 1024;

/** The variables whose values decide what paths mean; of all others only the names are anybody's business. */
const KEPT_VARIABLES = ['PWD', DROPIN_VARIABLE];

/**
 * Reads one process. Undefined when it is no kubelet, is a zombie, or is not the process any more that it was
 * when the look began: gone, another process of the same number, or another program.
 */
export function readProcess(host: Host, pid: number, view: NodeView): RunningKubelet | undefined {
  const looks = looksAt(host, pid);
  const before = looks.text('stat');
  const stat = before === null ? undefined : parseStat(before);
  if (!stat || stat.state === 'Z' || stat.state === 'X') return undefined;

  const exe = looks.link('exe');
  const binary = exe === null ? null : parseFileLink(exe);
  const argv = splitAtNul(looks.text('cmdline', MAX_ARGUMENTS) ?? '');
  const execution = executionOf(binary?.path ?? null, argv);
  if (!execution) return undefined;

  const overwritten = isTitle(argv, binary?.path);
  const variables = looks.text('environ', MAX_ARGUMENTS);
  const namespace = looks.link('ns/mnt');
  const uts = looks.link('ns/uts');
  const root = looks.link('root');
  const innerPids = statusField(looks.text('status') ?? '', 'NSpid')
    ?.split(/\s+/)
    .map(Number);
  const owner = host.stat(`/proc/${pid}`);
  const process: RunningKubelet = {
    pid,
    ...(execution.embedded && { embedded: execution.embedded }),
    argv: overwritten ? argv.slice(0, 1) : argv,
    flags: execution.embedded || overwritten || argv.length === 0 ? null : argv.slice(execution.skip),
    titleOverwritten: overwritten,
    exe: binary?.path ?? null,
    exeDeleted: binary?.deleted ?? false,
    cwd: looks.link('cwd'),
    ...environmentOf(variables),
    startTime: view.bootTime === undefined ? null : startTimeOf(stat, view.bootTime),
    uid: owner.ok ? owner.value.uid : null,
    mountNamespace: namespace,
    ...placeOf(namespace, root, looks, view),
    pidNamespaceInner: innerPids?.at(-1) ?? null,
    ownPidNamespace: innerPids && innerPids.length === 1,
    ownHostName:
      uts === null || view.readersHostName === undefined ? undefined : uts === view.readersHostName,
    root,
    unit: unitOf(looks.text('cgroup'), view),
    rootPath: rootPathOf(host, pid),
    unread: looks.denied,
  };

  const after = looks.text('stat');
  const unchanged = after !== null && parseStat(after)?.startTicks === stat.startTicks;
  return unchanged && looks.link('exe') === exe ? process : undefined;
}

/** The files and links of one process, as far as they may be seen. */
interface Looks {
  text(name: string, limit?: number): string | null;
  link(name: string): string | null;
  /** What may not be seen. */
  readonly denied: readonly string[];
}

function looksAt(host: Host, pid: number): Looks {
  const denied: string[] = [];
  const seen = <T>(name: string, looked: Looked<T>): T | null => {
    if (looked.ok) return looked.value;
    if (looked.failure.reason !== 'absent' && !denied.includes(name)) denied.push(name);
    return null;
  };
  return {
    text(name, limit) {
      const bytes = seen(name, host.readFile(`/proc/${pid}/${name}`, limit));
      return bytes && decode(bytes);
    },
    link: (name) => seen(name, host.readLink(`/proc/${pid}/${name}`)),
    denied,
  };
}

/**
 * Whether the words are a title that the process put in their place: all in the first word, nothing in the others
 * (what is left of the old words is filled with NULs). A path with a space in it is no title.
 */
function isTitle([first = '', ...rest]: readonly string[], exe: string | undefined): boolean {
  return first !== exe && /[^/\s] +\S/.test(first) && rest.every((word) => word === '');
}

function environmentOf(text: string | null): Pick<RunningKubelet, 'environmentNames' | 'environment'> {
  const environment = new Map<string, string>();
  if (text === null) return { environmentNames: null, environment };
  const names = new Set<string>();
  for (const entry of splitAtNul(text)) {
    const equals = entry.indexOf('=');
    if (equals <= 0) continue;
    const name = entry.slice(0, equals);
    // getenv and Go's syscall.Getenv both take the first.
    if (KEPT_VARIABLES.includes(name) && !names.has(name)) environment.set(name, entry.slice(equals + 1));
    names.add(name);
  }
  return { environmentNames: [...names].sort(compareBytes), environment };
}

function placeOf(
  namespace: string | null,
  root: string | null,
  looks: Looks,
  view: NodeView,
): Pick<RunningKubelet, 'ownMountNamespace' | 'ownRoot'> {
  const own =
    namespace === null || view.mountNamespace === undefined ? undefined : namespace === view.mountNamespace;
  if (own) return { ownMountNamespace: true, ownRoot: root === null || root === '/' };
  const mount = rootMount(looks.text('mountinfo', MAX_MOUNTINFO) ?? '');
  const nodeRoot = view.rootMount();
  return {
    ownMountNamespace: own,
    ownRoot: mount === undefined || nodeRoot === undefined ? undefined : mount === nodeRoot,
  };
}

function unitOf(text: string | null, view: NodeView): string | null | undefined {
  if (text === null) return undefined;
  const units = systemdCgroups(text).map((path, at) => unitOfCgroup(path, view.cgroupRoots[at] ?? ''));
  return units.find((unit) => unit !== null) ?? null;
}

/** The link `root` itself is never resolved: its text says `/`, wherever it leads. */
function rootPathOf(host: Host, pid: number): string | undefined {
  const directory = host.hostPath(`/proc/${pid}`);
  return directory === undefined ? undefined : `${directory}/root`;
}
