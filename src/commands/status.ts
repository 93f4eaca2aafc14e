import { setTimeout as wait } from 'node:timers/promises';
import * as Flags from '@oclif/core/flags';
import { type StatusAnswer, statusAnswer, statusExitCode } from '../answers/status.ts';
import { inspectNode } from '../node/inspect-node.ts';
import { prometheusReport } from '../report/prometheus.ts';
import { statusText } from '../report/text/status.ts';
import { askMachine } from '../runtime/ask-machine.ts';
import { lookAtPods } from '../status/look-at-pods.ts';
import { type CommonFlags, NodeCommand, type Session, toText } from './base.ts';
import { FETCH_FLAG, fetched } from './fetched.ts';
import { outputFlag, wrongUsage } from './flags.ts';
import { givenApi, kubeconfig } from './given-api.ts';
import { givenRuntime } from './given-runtime.ts';
import { isTerminal, writeOut } from './streams.ts';

/** Milliseconds between two looks. */
const EVERY = 2000;

export default class Status extends NodeCommand {
  static override summary = 'Show what the manifests want beside what runs, and why the two differ';
  static override description =
    'What runs is asked of the container runtime over its socket; with --exec crictl, nerdctl or docker may be run for it. With --kubeconfig the mirror pods are shown too. A mirror pod is only a picture: what is deleted or edited in the API changes nothing on the node, the file does.';
  static override examples = [
    'sudo <%= config.bin %> status',
    'sudo <%= config.bin %> status --kubeconfig /etc/kubernetes/admin.conf',
    'sudo <%= config.bin %> status --watch',
    'sudo <%= config.bin %> status -o prometheus=/var/lib/node_exporter/spctl.prom',
  ];
  static override flags = {
    output: outputFlag(['text', 'json', 'prometheus']),
    kubeconfig: kubeconfig(),
    ...FETCH_FLAG,
    watch: Flags.boolean({ char: 'w', summary: 'show it again whenever it changes, until interrupted' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Status);
    if (flags.watch && flags.output) throw wrongUsage('--watch shows text: leave out -o');
    const session = await this.session(flags);
    if (flags.watch) return this.watch(flags, session);
    const { answer, knowsFiles, session: looked } = await this.look(flags, session);
    await this.answer(flags, looked, answer, (around, format) =>
      format === 'prometheus' ? prometheusReport(answer) : toText(statusText(answer, Date.now(), around)),
    );
    this.finish(flags, looked, statusExitCode(answer, knowsFiles));
  }

  /** Looks again and again; what has not changed is not shown twice, but for the age of pods. */
  private async watch(flags: StatusFlags, session: Session): Promise<never> {
    let shown = '';
    for (;;) {
      const { answer, session: looked } = await this.look(flags, session);
      const state = JSON.stringify(answer);
      const terminal = isTerminal('stdout');
      if (terminal || state !== shown) {
        const text = toText(statusText(answer, Date.now(), await this.surroundings(looked, 'stdout')));
        writeOut(terminal ? CLEAR + text : `${text}\n`);
      }
      shown = state;
      await wait(EVERY);
    }
  }

  private async look(
    flags: StatusFlags,
    session: Session,
  ): Promise<{ readonly answer: StatusAnswer; readonly knowsFiles: boolean; readonly session: Session }> {
    const { host, options } = session;
    const report = inspectNode(host, options);
    const [runtime, api] = await Promise.all([
      givenRuntime(host, report, flags.exec),
      givenApi(flags.kubeconfig),
    ]);
    if (api && !api.ok) throw new Error(api.error.message);
    const url = flags.fetch ? await fetched(session, report) : { answer: null, session };
    const wish = { now: Date.now(), runtime, ask: askMachine(), api: api?.value ?? null, url: url.answer };
    const look = await lookAtPods(host, report, wish);
    return { answer: statusAnswer(report, look), knowsFiles: look.knowsFiles, session: url.session };
  }
}

/** The cursor home, and everything behind it gone (ECMA-48 CUP, ED). */
const CLEAR = '\u001b[H\u001b[J';

interface StatusFlags extends CommonFlags {
  readonly kubeconfig?: string | undefined;
  readonly fetch: boolean;
}
