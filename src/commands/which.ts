import * as Args from '@oclif/core/args';
import { whichAnswer, whichExitCode } from '../answers/which.ts';
import { inspectNode } from '../node/inspect-node.ts';
import { whichText } from '../report/text/which.ts';
import { lookAtPods } from '../status/look-at-pods.ts';
import { whichMade } from '../status/which.ts';
import { NodeCommand, toText } from './base.ts';
import { wrongUsage } from './flags.ts';
import { givenRuntime } from './given-runtime.ts';

export default class Which extends NodeCommand {
  static override summary = 'Say which manifest, and which line of it, made a pod, a container or a process';
  static override description =
    'Takes what kubectl, crictl, docker or ps show: POD, NAMESPACE/POD, a container, an ID or its beginning, a PID.';
  static override examples = [
    'sudo <%= config.bin %> which kube-apiserver-node01',
    'sudo <%= config.bin %> which 4d122f34',
    'sudo <%= config.bin %> which "$(pgrep -f etcd)"',
  ];
  static override args = {
    word: Args.string({
      ignoreStdin: true,
      name: 'POD|CONTAINER|PID',
      description: 'a name, an ID or the number of a process',
      required: true,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Which);
    if (args.word.trim() === '') throw wrongUsage('the name is empty');
    const session = await this.session(flags);
    const { host, options } = session;
    const report = inspectNode(host, options);
    const runtime = await givenRuntime(host, report, flags.exec);
    const look = await lookAtPods(host, report, {
      now: Date.now(),
      runtime,
      ask: null,
      api: null,
      url: null,
    });
    const answer = whichAnswer(
      report,
      args.word,
      whichMade(host, look, args.word),
      look.pods.map(({ namespace, name }) => `${namespace}/${name}`),
    );
    const couldAsk = runtime?.running != null;
    await this.answer(flags, session, answer, (around) => toText(whichText(answer, couldAsk, around)));
    this.finish(flags, session, whichExitCode(answer, couldAsk));
  }
}
