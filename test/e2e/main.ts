import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giving } from './given.ts';
import type { Mode } from './node/private-node.ts';
import { leftOver, takeAllDown } from './node/take-down.ts';
import { prepare } from './prepare.ts';
import { missing } from './requirements.ts';

const NODES = 'plain-1.34,plain-1.37,systemd-1.34,systemd-1.37';

/** Prepares, runs the tests, and removes all that is left of their nodes, however they end. Gives the exit code. */
export async function main(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const nodes = (environment.SPCTL_E2E_NODES ?? NODES).split(',').map((name) => {
    const [mode, minor] = name.split('-');
    return { mode: mode as Mode, minor: minor! };
  });
  const needed = missing(nodes.map(({ mode }) => mode));
  if (needed !== undefined) {
    const optional = environment.SPCTL_E2E_OPTIONAL === '1';
    console.error(`${optional ? 'skipped: ' : ''}npm run test:e2e needs what is not here: ${needed}`);
    return optional ? 0 : 1;
  }

  let tests: ChildProcess | undefined;
  let stopped = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      stopped = true;
      if (tests) process.kill(-tests.pid!, 'SIGKILL');
    });

  // Each file of tests adds its table.
  if (environment.SPCTL_E2E_TRANSCRIPT) rmSync(environment.SPCTL_E2E_TRANSCRIPT, { force: true });
  const directory = mkdtempSync(join(tmpdir(), 'spctl-e2e-'));
  let code = 1;
  try {
    const spctl = prepare(
      directory,
      nodes.map(({ minor }) => minor),
    );
    if (!stopped) {
      tests = startTests(args, { ...environment, ...giving({ directory, spctl, nodes }) });
      code = await new Promise((resolve) => tests!.on('close', (status) => resolve(status ?? 1)));
    }
  } catch (error) {
    console.error((error as Error).message);
  } finally {
    await takeAllDown(directory);
  }
  const left = await leftOver(directory);
  if (left.length > 0) console.error(`left behind:\n${left.join('\n')}`);
  return stopped ? 130 : left.length > 0 ? 1 : code;
}

/** In a process group of their own: they are ended all at once. */
function startTests(args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/e2e/vitest.config.ts', ...args];
  return spawn(process.execPath, vitest, { stdio: ['ignore', 'inherit', 'inherit'], detached: true, env });
}
