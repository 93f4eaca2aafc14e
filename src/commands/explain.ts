import * as Args from '@oclif/core/args';
import { explainAnswer } from '../answers/explain.ts';
import { EXIT } from '../answers/header.ts';
import { explainText } from '../report/text/explain.ts';
import { loadRules } from '../rules/load-rules.ts';
import { toText } from './base.ts';
import { outputFlag } from './flags.ts';
import { TellingCommand } from './telling-command.ts';

export default class Explain extends TellingCommand {
  static override summary = 'Tell about a rule, a field of a Pod, or static pods';
  static override description =
    'A rule, as findings name it in brackets: what it finds, why it matters, a bad and a good example, what to do, where the fact is from. A field by its path: its type, which kubelets know it, what a static pod makes of it.';
  static override examples = [
    '<%= config.bin %> explain manifest-shadowed',
    '<%= config.bin %> explain spec.containers.livenessProbe',
    '<%= config.bin %> explain static-pod',
  ];
  static override args = {
    word: Args.string({
      ignoreStdin: true,
      name: 'RULE',
      description:
        'a rule (spctl rules lists them), a field of a Pod such as spec.nodeName, or a topic: static-pod, mirror-pod, directory, precedence',
      required: true,
    }),
  };
  static override flags = { output: outputFlag(['text', 'json']) };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    const { explain } = await import('../explain/explanation.ts');
    const explained = explain(args.word, await loadRules());
    if (!explained.ok) this.error(explained.reason, { exit: EXIT.usage });
    const answer = explainAnswer(explained.explanation);
    await this.tell(flags.output, answer, (style) => toText(explainText(answer, style)));
  }
}
