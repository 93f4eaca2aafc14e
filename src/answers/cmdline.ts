import { compareDiagnostics } from '../diagnostics/diagnostic.ts';
import type { Origin } from '../diagnostics/origin.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { ServiceStart, Word } from '../node/systemd/service-start.ts';
import { type Answer, EXIT, type ExitCode } from './header.ts';
import { maskSecrets, maskWords } from './mask.ts';
import { nodeHeader } from './node-header.ts';
import { type ProcessAnswer, processAnswer } from './process.ts';

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
  /** Parallel to `argv`, in which `<unknown>` stands for what an environment file would tell that is not here. */
  argvOrigins: readonly Origin[] | null;
  env: Readonly<Record<string, string>> | null;
  /** The kubelet's own, after what stands between systemd and it. */
  kubelet: { readonly argv: readonly string[]; readonly cwd: string; readonly via: readonly string[] } | null;
  /** The kubelet that runs; null where none does or can be seen. */
  process: ProcessAnswer | null;
}>;

/** The answer of `spctl cmdline`; without `showEnv` the values of secret-looking variables are masked. */
export function cmdlineAnswer(report: NodeReport, showEnv: boolean): CmdlineAnswer {
  const { found, command } = report;
  if (!found) throw new TypeError('a report with a unit is needed');
  const { unit, started, exe, argv, environment } = found.service;
  const env = environment && Object.fromEntries([...environment].map(([name, { value }]) => [name, value]));
  const secrets = Object.fromEntries(
    [...(found.service.described?.environment ?? [])].map(([name, { value }]) => [name, value]),
  );
  const words = (line: readonly Word[]) => {
    const shown = line.map((word) => ({
      ...word,
      value: word.value + (isPartial(word) ? UNKNOWN_PART : ''),
    }));
    return showEnv ? shown.map(({ value }) => value) : maskWords(shown, secrets);
  };
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
    argv: argv && words(argv),
    argvOrigins: argv?.map(({ origin }) => origin) ?? null,
    env: env && (showEnv ? env : maskSecrets(env)),
    kubelet: command && { argv: words(command.argv), cwd: command.cwd, via: found.via.map(({ by }) => by) },
    process: processAnswer(report),
    diagnostics: [...report.diagnostics].sort(compareDiagnostics),
  };
}

/** Stands for what is not known of a word. */
const UNKNOWN_PART = '<unknown>';

function isPartial(word: Word): boolean {
  return 'unknown' in word;
}

/** 0 when the unit starts a kubelet; 1 when systemd or the kubelet refuses; 3 when that can't be known. */
export function cmdlineExitCode(answer: CmdlineAnswer, { unread }: NodeReport): ExitCode {
  if (answer.unit.fragment === null || unread.length > 0) return EXIT.couldNotLook;
  return answer.started && answer.starts !== false ? EXIT.clean : EXIT.findings;
}
