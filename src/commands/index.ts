import { execute } from '@oclif/core/execute';
import pjson from '../../package.json' with { type: 'json' };
import Cmdline from './cmdline.ts';
import Config from './config.ts';
import Lint from './lint.ts';
import Where from './where.ts';

/** The explicit command map that oclif reads. */
export const COMMANDS = { where: Where, cmdline: Cmdline, config: Config, lint: Lint };

/** Runs the command line of this process; `root` is the folder that holds this bundle. */
export async function start(root: string, args: string[] = process.argv.slice(2)): Promise<void> {
  const { name, version, description } = pjson;
  await execute({
    args,
    loadOptions: {
      root,
      pjson: {
        name,
        version,
        description,
        type: 'commonjs',
        oclif: {
          bin: name,
          commands: { strategy: 'explicit', target: './cli.cjs', identifier: 'COMMANDS' },
          topicSeparator: ' ',
        },
      } as never,
    },
  });
}
