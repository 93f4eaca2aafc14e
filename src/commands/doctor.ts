import * as Flags from '@oclif/core/flags';
import { doctorAnswer, doctorExitCode } from '../answers/doctor.ts';
import { diagnose } from '../doctor/diagnose.ts';
import type { Host } from '../node/host/host.ts';
import { inspectNode, type NodeReport } from '../node/inspect-node.ts';
import { doctorHtml } from '../report/doctor-html.ts';
import { doctorText } from '../report/text/doctor.ts';
import { loadRules } from '../rules/load-rules.ts';
import { type ApiState, askApi, notAsked } from '../runtime/api/api-state.ts';
import { askMachine } from '../runtime/ask-machine.ts';
import { lookAtMachine, type Wish } from '../runtime/look-at-machine.ts';
import { NodeCommand, toText } from './base.ts';
import { outputFlag, wrongUsage } from './flags.ts';
import { givenApi, kubeconfig } from './given-api.ts';

export default class Doctor extends NodeCommand {
  static override summary = 'Say what is wrong with this node: the cause first, then what to do';
  static override description =
    'Goes through unit, command line, configuration, certificates, machine, container runtime, manifests and control plane. On a running machine it also asks systemctl and journalctl, and looks at ports, sockets and disks. It changes nothing.';
  static override examples = [
    'sudo <%= config.bin %> doctor',
    '<%= config.bin %> doctor --root node01.tar.gz',
    'sudo <%= config.bin %> doctor -o html=report.html',
  ];
  static override flags = {
    output: outputFlag(['text', 'json', 'html']),
    kubeconfig: kubeconfig(),
    at: Flags.string({
      summary: 'judge certificates by this time instead of now, as for a copy of some time ago',
      helpValue: '2026-06-01T12:00:00Z',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Doctor);
    const at = timeOf(flags.at);
    const now = at ?? Date.now();
    const session = await this.session(flags);
    const { host, options } = session;
    const report = inspectNode(host, options);
    const { ruleOf } = await loadRules();
    const ask = machineOf(host);
    const api = await apiState(flags.kubeconfig, report);
    const diagnosis = diagnose(host, report, { now, ruleOf, ...(ask && { ask }), ...(api && { api }) });
    const answer = doctorAnswer(report, diagnosis, at);
    await this.answer(flags, session, answer, async (around, format) => {
      if (format === 'html') return doctorHtml(answer, around);
      return toText(doctorText(answer, { verbose: flags.verbose }, around));
    });
    this.finish(flags, session, doctorExitCode(answer));
  }
}

/** Asks a running machine. */
function machineOf(host: Host) {
  const ask = askMachine();
  return host.live ? (wish: Wish) => lookAtMachine(host, ask, wish) : undefined;
}

/** What the API server of a kubeconfig says; null where none was given. */
async function apiState(path: string | undefined, { nodeName }: NodeReport): Promise<ApiState | null> {
  const api = await givenApi(path);
  if (!api) return null;
  if (!api.ok) return notAsked(api.error, { server: null, location: { file: path! } });
  return askApi(api.value, { nodeName: nodeName.origin === 'unknown' ? null : nodeName.display });
}

/** Milliseconds since the epoch; null for the time of the run. */
function timeOf(written: string | undefined): number | null {
  if (written === undefined) return null;
  const [, day] = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?$/.exec(written) ?? [];
  const midnight = Date.parse(day ?? '');
  // To Date.parse 30 February is a day of March.
  const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().slice(0, 10) === day;
  const time = Date.parse(written);
  if (isDay && !Number.isNaN(time)) return time;
  throw wrongUsage('--at takes a time like 2026-06-01 or 2026-06-01T12:00:00Z');
}
