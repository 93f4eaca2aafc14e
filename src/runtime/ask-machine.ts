import type { Answer, Ask, AskRuntimeProgram, Program, RuntimeProgram } from './ask.ts';

/** Where systemd's own programs are; what a PATH adds is not the machine's. */
const OF_SYSTEMD = ['/usr/bin', '/bin'];
/** Where the clients of container runtimes are put. */
const OF_RUNTIMES = [...OF_SYSTEMD, '/usr/local/bin'];
/** Milliseconds: a systemd or a journal that hangs must not hang who asks. */
const TIME_LIMIT = 3000;
/** Two hundred lines of a log are a tenth of it. */
const MAX_OUTPUT = 8 * 1024 * 1024;

/** Asks this machine. */
export function askMachine(): Ask {
  return (program, args) => ask(program, args, OF_SYSTEMD);
}

/** Asks the clients of container runtimes on this machine. */
export function askRuntimePrograms(): AskRuntimeProgram {
  return (program, args) => ask(program, args, OF_RUNTIMES);
}

function ask(program: Program | RuntimeProgram, args: readonly string[], from: readonly string[]): Answer {
  const path = pathOf(program, from);
  if (path === undefined) return { ok: false, why: `there is no ${program} in ${from.join(' or ')}` };
  return run(program, path, args);
}

function run(program: string, path: string, args: readonly string[]): Answer {
  // Loaded only here: it costs every other start some milliseconds.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { error, signal, status, stdout, stderr } = spawnSync(path, args, {
    cwd: '/',
    // No variable of the user's: what they hold could change what is said, or by whom.
    env: { PATH: OF_RUNTIMES.join(':'), LC_ALL: 'C', SYSTEMD_COLORS: '0', SYSTEMD_PAGER: '', TZ: 'UTC' },
    shell: false,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIME_LIMIT,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_OUTPUT,
    encoding: 'utf8',
  });
  if (error) return { ok: false, why: failure(program, error) };
  if (status === 0) return { ok: true, stdout };
  const [words = ''] = stderr.trim().split('\n', 1);
  const end = signal === null ? `ended with status ${status}` : `was killed by ${signal}`;
  return { ok: false, why: words === '' ? `${program} ${end}` : `${program}: ${words}` };
}

function failure(program: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ETIMEDOUT') return `${program} did not answer within ${TIME_LIMIT / 1000} seconds`;
  if (code === 'ENOBUFS') return `${program} said more than ${MAX_OUTPUT / 2 ** 20} MiB`;
  return `${program} could not be run: ${message}`;
}

function pathOf(program: Program | RuntimeProgram, from: readonly string[]): string | undefined {
  const { accessSync, constants } = process.getBuiltinModule('node:fs');
  return from
    .map((directory) => `${directory}/${program}`)
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
