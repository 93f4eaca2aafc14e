import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../src/node/kubelet/flags/parse-command-line.ts';
import { reparseCommandLine } from '../../../../src/node/kubelet/flags/reparse-command-line.ts';
import {
  type ConfigCase,
  commandOf,
  MINORS,
  readCases,
  recorded,
  type Verdict,
  verdictOf,
} from '../config-cases.ts';

/** Stages that the command line alone decides. */
const OWN_STAGES = ['flags', 'args', 'help', 'version', 'validateflags'];

const cases = readCases();

/** Where the command line ends the start, and what pflag logged until then. */
function answer(one: ConfigCase, minor: number): { stage: string | null; error: string; log: string[] } {
  const words = commandOf(one).argv.slice(1);
  const parse = parseCommandLine(words, minor);
  const hasFiles = parse.flags.config !== '' || parse.flags.configDir !== '';
  const stop = parse.stop ?? (hasFiles ? reparseCommandLine(words, minor).stop : null);
  return {
    stage: stop?.stage ?? null,
    error: recorded(stop?.error ?? ''),
    log: flagLines(parse.log.map(recorded)),
  };
}

/** What pflag printed; the lines for gates are counted over the whole start. */
function flagLines(log: readonly string[]): string[] {
  return log.filter((line) => line.startsWith('Flag --'));
}

/** Whether the answer is what the kubelet said, as far as it is the command line's to say. */
function agrees({ stage, error, log }: ReturnType<typeof answer>, verdict: Verdict): boolean {
  const flagLog = flagLines(verdict.log ?? []);
  if (verdict.log && JSON.stringify(flagLog) !== JSON.stringify(log)) return false;
  // Gates are set a second time with those of the files; files can end the process too.
  if (stage === null) return !OWN_STAGES.includes(verdict.stage);
  if (stage === 'exit' && verdict.stage !== 'exit') return !OWN_STAGES.includes(verdict.stage);
  if (stage !== verdict.stage) return false;
  // The recording cuts long texts, and sorts the gates of a dependency error.
  const said = verdict.error ?? '';
  return stage === 'exit' || stage === 'gates' || error.startsWith(said.slice(0, 290));
}

describe('the command line, as each kubelet read it', () => {
  it.each(MINORS)('1.%i', (minor) => {
    const wrong = cases
      .map((one) => ({ one, verdict: verdictOf(one, minor), answered: answer(one, minor) }))
      .filter(({ verdict, answered }) => verdict && !agrees(answered, verdict))
      .map(({ one }) => one.id);
    expect(wrong).toEqual([]);
  });
});
