import Lint from './lint.ts';
import { COMMANDS as NODE_COMMANDS } from './node-commands.ts';
import Render from './render.ts';
import { run } from './run.ts';

/** The explicit command map that oclif reads. */
export const COMMANDS = { ...NODE_COMMANDS, lint: Lint, render: Render };

/** Runs any command line. */
export function start(root: string, args: readonly string[]): Promise<void> {
  return run(COMMANDS, { root, bundle: 'cli' }, args);
}
