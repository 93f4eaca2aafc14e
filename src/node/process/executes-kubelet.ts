import { baseName } from '../host/path.ts';
import { isKubelet } from '../launch/programs.ts';
import type { Embedder } from './running-kubelet.ts';

/** What a process of a kubelet's executable is. */
interface Execution {
  readonly embedded?: Embedder;
  /** How many words stand before the kubelet's flags. */
  readonly skip: number;
}

/** The mark that the kernel puts behind the path of a removed file (fs/d_path.c). */
const DELETED = ' (deleted)';

/** A link of /proc to a file: its path, and whether it has one no more. */
export function parseFileLink(target: string): { path: string; deleted: boolean } {
  const deleted = target.endsWith(DELETED);
  return { path: deleted ? target.slice(0, -DELETED.length) : target, deleted };
}

/**
 * Whether an executable, by its link in /proc, is worth a closer look. The kernel tells what is executed: a script
 * is its interpreter, so neither wrappers nor an editor of a file called kubelet are taken for one.
 */
export function mayExecuteKubelet(link: string): boolean {
  return /kubelet|^hyperkube|^k3s$|^k3s \(|^kubelite/.test(baseName(link));
}

/** The same by the name in /proc/PID/comm, of 15 bytes at most, where the executable may not be seen. */
export function mayBeNamedKubelet(comm: string): boolean {
  return /^(\S*kubelet|kubelet.*|hyperkube.*|k3s(-server|-agent)?|kubelite)$/.test(comm);
}

/** What a process executes, undefined when that is no kubelet. `exe` is null where it may not be seen. */
export function executionOf(exe: string | null, argv: readonly string[]): Execution | undefined {
  const called = programName(argv[0] ?? '');
  const program = exe === null ? called : baseName(exe);
  if (program === 'kubelite') return { embedded: 'kubelite', skip: argv.length };
  if (program === 'k3s') return isK3sNode(argv) ? { embedded: 'k3s', skip: argv.length } : undefined;
  // hyperkube is what it is called, else what its first argument names (cmd/hyperkube/main.go).
  if (/^hyperkube/.test(program) && !isKubelet(called))
    return argv[1] === 'kubelet' ? { skip: 2 } : undefined;
  if (!isKubelet(program) && !isKubelet(called)) return undefined;
  return asksOnly(argv) ? undefined : { skip: 1 };
}

/** The name in argv[0], also where a title with more words stands in its place. */
function programName(first: string): string {
  return baseName(first.split(' ', 1)[0]!);
}

/**
 * `k3s server` or `k3s agent`, which is all that k3s leaves of its argv (pkg/cli/server/server.go,
 * proctitle.SetProcTitle); its other names and subcommands run no kubelet.
 */
function isK3sNode(argv: readonly string[]): boolean {
  const [first = '', ...rest] = argv;
  const [called = '', ...title] = first.split(' ');
  const subcommand = [...title, ...rest].find((word) => word !== '' && !word.startsWith('-'));
  return /^k3s(-server|-agent)?$/.test(baseName(called)) && /^(server|agent)$/.test(subcommand ?? '');
}

/** A kubelet that only tells its version or usage and ends. */
function asksOnly(argv: readonly string[]): boolean {
  return argv.length === 2 && /^(--version(=.*)?|--help|-h)$/.test(argv[1]!);
}
