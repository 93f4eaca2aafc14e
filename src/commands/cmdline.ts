import * as Flags from '@oclif/core/flags';
import { cmdlineAnswer, cmdlineExitCode } from '../answers/cmdline.ts';
import { inspectNode } from '../node/inspect-node.ts';
import { cmdlineText } from '../report/text/cmdline.ts';
import { NodeCommand, toText } from './base.ts';

export default class Cmdline extends NodeCommand {
  static override summary = 'Print the command line that starts the kubelet, word by word with origins';
  static override examples = [
    '<%= config.bin %> cmdline',
    '<%= config.bin %> cmdline --root /mnt/node01 -o json',
  ];
  static override flags = {
    'show-env': Flags.boolean({ summary: 'show the values of variables that look like secrets' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Cmdline);
    const session = await this.session(flags);
    const report = inspectNode(session.host, session.options);
    const answer = cmdlineAnswer(report, flags['show-env']);
    await this.answer(flags, session, answer, (around) => toText(cmdlineText(answer, around)));
    await this.complain(flags, session, answer.diagnostics);
    this.finish(flags, session, cmdlineExitCode(answer, report));
  }
}
