import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { asRecorded, configAnswer, configExitCode, selectFields } from '../answers/config.ts';
import { EXIT } from '../answers/header.ts';
import { type InspectOptions, inspectNode } from '../node/inspect-node.ts';
import { suggestField } from '../schema/suggest.ts';
import { NEWEST_MINOR } from '../versions/minor.ts';
import { NodeCommand, toText } from './base.ts';
import { outputFlag } from './flags.ts';
import { isTerminal } from './streams.ts';

export default class Config extends NodeCommand {
  static override summary = 'Print the effective KubeletConfiguration';
  static override description =
    'Defaults, --config, --config-dir and flags merged as the kubelet merges them. After -- a kubelet command line can be given instead of a unit.';
  static override examples = [
    '<%= config.bin %> config',
    '<%= config.bin %> config staticPodPath --show-origin',
    '<%= config.bin %> config --changed -- --config=/var/lib/kubelet/config.yaml --v=2',
  ];
  static override strict = false;
  static override args = {
    field: Args.string({
      ignoreStdin: true,
      name: 'FIELD',
      description: 'print these members only',
      required: false,
    }),
  };
  static override flags = {
    output: outputFlag(['text', 'json', 'yaml']),
    'show-origin': Flags.boolean({ summary: 'show where each value comes from' }),
    changed: Flags.boolean({ summary: 'only what differs from the defaults' }),
    cwd: Flags.string({
      summary: "the kubelet's working directory, for a command line after --",
      helpValue: 'DIR',
    }),
    env: Flags.string({
      summary: "a variable of the kubelet's environment, for a command line after --",
      helpValue: 'KEY=VALUE',
      multiple: true,
      multipleNonGreedy: true,
    }),
  };

  async run(): Promise<void> {
    const separator = this.argv.indexOf('--');
    const kubeletArgs = separator < 0 ? undefined : this.argv.slice(separator + 1);
    const { flags, argv } = await this.parse(
      Config,
      separator < 0 ? this.argv : this.argv.slice(0, separator),
    );
    this.refuseWrongUsage(flags, kubeletArgs !== undefined);
    const session = await this.session(flags);
    const options: InspectOptions = kubeletArgs
      ? { ...session.options, command: this.command(kubeletArgs, flags) }
      : session.options;
    const answer = configAnswer(inspectNode(session.host, options), flags.changed);
    const fields = selectFields(answer, argv as string[]);
    const [unknown] = fields.unknown;
    if (unknown !== undefined) {
      const meant = suggestField('KubeletConfiguration', unknown, NEWEST_MINOR);
      this.error(`there is no member "${unknown}"${meant ? `; did you mean "${meant}"?` : ''}`, {
        exit: EXIT.usage,
      });
    }
    // Loaded only here: to print YAML takes a library.
    const { configText, configYaml } = await import('../report/text/configuration.ts');
    await this.answer(flags, session, flags.changed ? asRecorded(answer) : answer, (around, format) =>
      format === 'yaml'
        ? configYaml(answer, isTerminal('stdout'))
        : toText(configText(answer, fields.selected, flags['show-origin'], around)),
    );
    await this.complain(flags, session, answer.diagnostics);
    this.finish(flags, session, configExitCode(answer));
  }

  private refuseWrongUsage(
    flags: { cwd?: string | undefined; env?: string[] | undefined },
    hasCommandLine: boolean,
  ): void {
    const usage = { exit: EXIT.usage };
    if (!hasCommandLine && (flags.cwd !== undefined || flags.env !== undefined)) {
      this.error('--cwd and --env go with a command line after --; the unit of a node has its own', usage);
    }
    if (flags.cwd !== undefined && !flags.cwd.startsWith('/'))
      this.error('--cwd is an absolute path on the node', usage);
    const wrong = flags.env?.find((pair) => pair.indexOf('=') < 1);
    if (wrong !== undefined) this.error(`--env is KEY=VALUE, not "${wrong}"`, usage);
  }

  /** The command line after `--`: the kubelet's environment is only what --env gives. */
  private command(
    args: readonly string[],
    flags: { root?: string | undefined; cwd?: string | undefined; env?: string[] | undefined },
  ): NonNullable<InspectOptions['command']> {
    const origin = { kind: 'flag' } as const;
    return {
      argv: ['kubelet', ...args].map((value) => ({ value, origin })),
      cwd: flags.cwd ?? (flags.root === undefined ? process.cwd() : '/'),
      environment: new Map((flags.env ?? []).map((pair) => split(pair))),
    };
  }
}

function split(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}
