import { execute } from '@oclif/core/execute';
import pjson from '../../package.json' with { type: 'json' };
import { EXIT } from '../answers/header.ts';
import { printable } from '../report/text/escape.ts';
import { editDistance } from '../schema/suggest.ts';
import type { SpctlCommand } from './spctl-command.ts';
import { writeErr } from './streams.ts';

/** The commands of a bundle, by name. */
export type Commands = Readonly<Record<string, typeof SpctlCommand>>;

/** Runs a command line; `bundle` is the file that holds the commands, in the folder `root`. */
export async function run(
  commands: Commands,
  { root, bundle }: { readonly root: string; readonly bundle: string },
  args: readonly string[],
): Promise<void> {
  const words = args[0] === 'help' ? [...args.slice(1), '--help'] : [...args];
  const wrong = wrongCommand(commands, words);
  if (wrong !== undefined) {
    writeErr(`spctl: ${wrong}\n`);
    process.exitCode = EXIT.usage;
    return;
  }
  // No theme: oclif would read one from the user's home.
  process.env.SPCTL_DISABLE_THEME = '1';
  const { name, version, description } = pjson;
  await execute({
    args: words,
    loadOptions: {
      root,
      // Plugins would be code from the user's home.
      userPlugins: false,
      devPlugins: false,
      pjson: {
        name,
        version,
        description,
        type: 'commonjs',
        oclif: {
          bin: name,
          commands: { strategy: 'explicit', target: `./${bundle}.cjs`, identifier: 'COMMANDS' },
          additionalHelpFlags: ['-h'],
        },
      } as never,
    },
  });
}

const SEE = 'see spctl --help';

/** What is wrong with the first word; undefined when it names a command or asks for help or the version. */
function wrongCommand(commands: Commands, [first]: readonly string[]): string | undefined {
  if (first === undefined || Object.hasOwn(commands, first)) return undefined;
  if (['--help', '-h', '--version'].includes(first)) return undefined;
  if (first.startsWith('-'))
    return `a command comes first, then its flags, such as ${printable(first)}\n${SEE}`;
  const [meant] = Object.keys(commands)
    .map((name) => ({ name, distance: editDistance(first, name) }))
    .sort((a, b) => a.distance - b.distance);
  const guess = meant && meant.distance <= 2 ? `; did you mean "${meant.name}"?` : '';
  return `there is no command "${printable(first)}"${guess}\n${SEE}`;
}
