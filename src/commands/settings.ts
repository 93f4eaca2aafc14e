import { resolve } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { EXIT } from '../answers/header.ts';
import { settingsAnswer } from '../answers/settings.ts';
import { settingsText } from '../report/text/settings.ts';
import { NodeCommand, toText } from './base.ts';
import { featureGates } from './flags.ts';
import { givenFlags } from './go-by-settings.ts';
import { openSettings, SETTINGS_FLAGS, settingsDoor, settingsProblems } from './open-settings.ts';

export default class Settings extends NodeCommand {
  static override summary = 'Print the settings that lint goes by, and where each is from';
  static override description =
    'The nearest .spctl.yaml at or above PATH, the flags over it, and the defaults. What is printed can be saved as a settings file.';
  static override examples = [
    '<%= config.bin %> settings',
    '<%= config.bin %> settings manifests/web.yaml --fail-on error',
  ];
  static override args = {
    path: Args.string({
      ignoreStdin: true,
      name: 'PATH',
      description: 'what is to be linted (the working directory)',
      default: '.',
    }),
  };
  static override flags = {
    ...SETTINGS_FLAGS,
    'feature-gates': featureGates(),
    checks: Flags.boolean({
      summary: 'say more than the verdict: what the author did not mean',
      default: true,
      allowNo: true,
    }),
  };

  protected override readonly comparesVersions = true;

  async run(): Promise<void> {
    const { args, flags, metadata } = await this.parse(Settings);
    if (args.path === '') this.error('a path is empty', { exit: EXIT.usage });
    const opened = await openSettings(flags, [args.path]);
    const { settings = null, diagnostics = [], name = null } = opened ?? {};
    const { effectiveSettings } = opened?.room ?? (await import('../settings/load-settings.ts'));
    // --output is about this answer.
    const given = givenFlags({ ...flags, output: undefined }, metadata.flags);
    const effective = effectiveSettings(settings, given, flags.root !== undefined);
    const at = opened && args.path !== '.' && flags.root === undefined ? resolve(args.path) : null;
    const place = opened &&
      at !== null && {
        path: args.path,
        levels: opened.room.levelsAt(opened.settings, at),
        excludedBy: opened.room.excludedBy(opened.settings, at) ?? null,
      };
    const answer = settingsAnswer(name, effective, diagnostics, place || null);
    const session = { ...settingsDoor(), options: {}, isPartial: false, denied: new Map() };
    if (opened && diagnostics.length > 0) {
      this.say(settingsProblems(opened, await this.surroundings(opened, 'stderr')));
      process.exitCode = EXIT.usage;
    }
    await this.answer(flags, session, answer, (around) =>
      diagnostics.length > 0 ? '' : toText(settingsText(answer, around)),
    );
  }
}
