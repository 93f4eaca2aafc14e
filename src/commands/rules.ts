import { rulesAnswer } from '../answers/rules.ts';
import { rulesText } from '../report/text/rules.ts';
import { loadRules } from '../rules/load-rules.ts';
import { toText } from './base.ts';
import { outputFlag } from './flags.ts';
import { TellingCommand } from './telling-command.ts';

export default class Rules extends TellingCommand {
  static override summary = 'List every rule: its severity, what it speaks of, what it finds';
  static override examples = ['<%= config.bin %> rules', '<%= config.bin %> rules -o json'];
  static override flags = { output: outputFlag(['text', 'json']) };

  async run(): Promise<void> {
    const { flags } = await this.parse(Rules);
    const { rules } = await loadRules();
    const answer = rulesAnswer(rules);
    await this.tell(flags.output, answer, (style, columns) => toText(rulesText(answer, style, columns)));
  }
}
