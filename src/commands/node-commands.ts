import Cmdline from './cmdline.ts';
import Collect from './collect.ts';
import Config from './config.ts';
import { run } from './run.ts';
import Where from './where.ts';

/** The commands that judge no manifest, or only on a wish: without what does, they start sooner. */
export const COMMANDS = { where: Where, cmdline: Cmdline, config: Config, collect: Collect };

/** Runs a command line of one of these commands. */
export function start(root: string, args: readonly string[]): Promise<void> {
  return run(COMMANDS, { root, bundle: 'node' }, args);
}
