import * as Args from '@oclif/core/args';
import { EXIT } from '../answers/header.ts';
import { loadRules } from '../rules/load-rules.ts';
import { fieldsOf } from '../schema/types.ts';
import { formatMinor, NEWEST_MINOR, OLDEST_MINOR } from '../versions/minor.ts';
import type { Vocabulary } from './completion/definitions.ts';
import { SpctlCommand } from './spctl-command.ts';
import { writeOut } from './streams.ts';

const SHELLS = ['bash', 'zsh', 'fish'];

/** The names that the package installs, which are one program. */
const PROGRAMS = ['spctl', 'kspctl'];

export default class Completion extends SpctlCommand {
  static override summary = 'Print a script by which a shell completes spctl';
  static override description =
    'It knows commands, flags and their values, kubelet versions, rules, topics, fields of a Pod and members of the KubeletConfiguration, and leaves paths to the shell. In ~/.bashrc, or in ~/.zshrc after compinit: eval "$(spctl completion bash)", or zsh. In ~/.config/fish/config.fish: spctl completion fish | source';
  static override examples = [
    'eval "$(<%= config.bin %> completion bash)"',
    '<%= config.bin %> completion fish | source',
  ];
  static override args = {
    shell: Args.string({
      ignoreStdin: true,
      name: 'SHELL',
      description: 'whose script it is',
      options: SHELLS,
      required: true,
    }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(Completion);
    const { commandDefinitions, completionScript } = await import('./completion/completion-script.ts');
    const script = completionScript[args.shell];
    if (!script) this.error(`no script for "${args.shell}"`, { exit: EXIT.usage });
    const commands = Object.fromEntries(
      await Promise.all(
        this.config.commands.map(async (command) => [command.id, await command.load()] as const),
      ),
    );
    writeOut(script(PROGRAMS, commandDefinitions(commands, await vocabulary())));
  }
}

/** What values are called in help, and the words that they are. */
async function vocabulary(): Promise<Vocabulary> {
  const { wordsToExplain } = await import('../explain/explanation.ts');
  const minors = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, i) => OLDEST_MINOR + i);
  const fields = fieldsOf('KubeletConfiguration', NEWEST_MINOR);
  return {
    '1.NN': minors.map(formatMinor),
    FIELD: fields.map(({ name }) => name).filter((name) => !['apiVersion', 'kind'].includes(name)),
    RULE: wordsToExplain(await loadRules()),
  };
}
