import type { Origin } from '../diagnostics/origin.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { ServiceStart } from '../node/systemd/service-start.ts';
import { type Answer, EXIT, type ExitCode } from './header.ts';
import { maskSecrets } from './mask.ts';
import { nodeHeader } from './node-header.ts';

/** The command line that starts the kubelet. */
export type CmdlineAnswer = Answer<{
  unit: {
    readonly name: string;
    readonly fragment: string | null;
    readonly dropIns: readonly string[];
    readonly environmentFiles: ServiceStart['unit']['environmentFiles'];
  };
  /** Whether systemd gets as far as executing the main process. */
  started: boolean;
  exe: string | null;
  argv: readonly string[] | null;
  /** Parallel to `argv`. */
  argvOrigins: readonly Origin[] | null;
  env: Readonly<Record<string, string>> | null;
  /** The kubelet's own, after what stands between systemd and it. */
  kubelet: { readonly argv: readonly string[]; readonly cwd: string; readonly via: readonly string[] } | null;
}>;

/** The answer of `spctl cmdline`; without `showEnv` the values of secret-looking variables are masked. */
export function cmdlineAnswer(report: NodeReport, showEnv: boolean): CmdlineAnswer {
  const { found, command } = report;
  if (!found) throw new TypeError('a report with a unit is needed');
  const { unit, started, exe, argv, environment } = found.service;
  const env = environment && Object.fromEntries([...environment].map(([name, { value }]) => [name, value]));
  return {
    ...nodeHeader(report),
    unit: {
      name: unit.name,
      fragment: unit.fragment ?? null,
      dropIns: unit.dropIns,
      environmentFiles: unit.environmentFiles,
    },
    started,
    exe,
    argv: argv?.map(({ value }) => value) ?? null,
    argvOrigins: argv?.map(({ origin }) => origin) ?? null,
    env: env && (showEnv ? env : maskSecrets(env)),
    kubelet: command && { argv: command.argv.map(({ value }) => value), cwd: command.cwd, via: found.via },
    diagnostics: report.diagnostics,
  };
}

/** 0 when the unit starts a process; 1 when systemd refuses; 3 when there is no such unit or it can't be read. */
export function cmdlineExitCode(answer: CmdlineAnswer): ExitCode {
  if (answer.started) return EXIT.clean;
  return answer.unit.fragment === null ? EXIT.couldNotLook : EXIT.findings;
}
