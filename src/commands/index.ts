import Completion from './completion.ts';
import Doctor from './doctor.ts';
import Explain from './explain.ts';
import Lint from './lint.ts';
import { COMMANDS as NODE_COMMANDS } from './node-commands.ts';
import Render from './render.ts';
import Rules from './rules.ts';
import { run } from './run.ts';
import Settings from './settings.ts';
import Status from './status.ts';
import Which from './which.ts';

/** The explicit command map that oclif reads. */
export const COMMANDS = {
  ...NODE_COMMANDS,
  completion: Completion,
  doctor: Doctor,
  explain: Explain,
  lint: Lint,
  render: Render,
  rules: Rules,
  settings: Settings,
  status: Status,
  which: Which,
};

/** Runs any command line. */
export function start(root: string, args: readonly string[]): Promise<void> {
  return run(COMMANDS, { root, bundle: 'cli' }, args);
}
