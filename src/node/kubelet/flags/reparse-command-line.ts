import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { type FlagRow, flagOf } from '../../../versions/flags.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { Word } from '../../systemd/service-start.ts';
import { type Collected, collectValues, settingsOf } from './collect-values.ts';
import type { FlagReparse, FlagSetting, FlagStop } from './flag-types.ts';
import { flagSetOf } from './parse-command-line.ts';
import { type FlagSet, readFlags } from './pflag.ts';

/** The minor whose pflag (1.0.9) ends the process without a word, and well when help was asked for. */
const SILENT_EXIT: Minor = 35;

/** Flags whose registration writes `false` into the configuration: BoolVar with a literal default. */
const RESET_BY_REGISTRATION = ['log-text-split-stream', 'log-json-split-stream'];

/**
 * Reads the same command line again, over a configuration that came from files: kubeletConfigFlagPrecedence
 * (cmd/kubelet/app/server.go). The global flags are fakes there that take any value, and always one; `help` is
 * not registered; a fault ends the process (pflag.ExitOnError). Positional arguments are not looked at.
 */
export function reparseCommandLine(words: readonly Word[], minor: Minor): FlagReparse {
  const args = words.map(({ value }) => value);
  const first = collectValues(readFlags(args, flagSetOf(minor)), words, minor);
  const second = collectValues(readFlags(args, reparseFlagSetOf(minor)), words, minor);
  // A kubelet that stopped in its first parse has no second one; what it would set is wanted all the same.
  const fault = first.faults.length === 0 ? second.faults[0] : undefined;
  return {
    stop: fault ? stopAt(fault, minor) : null,
    settings: [...resetsOf(minor, second), ...settingsOf(second)],
    diagnostics: fault ? [diagnoseFault(fault, words, minor)] : diagnoseSwallowed(first, second, words),
  };
}

function reparseFlagSetOf(minor: Minor): FlagSet<FlagRow> {
  const { long, short } = flagSetOf(minor);
  return { long: (name) => reparsed(long(name)), short: (letter) => reparsed(short(letter)) };
}

function reparsed(flag: FlagRow | undefined): FlagRow | undefined {
  if (flag?.name === 'help') return undefined;
  return flag?.global ? fakeOf(flag) : flag;
}

/** cliflag.NoOp: nothing stands for a missing value, and any will do. */
function fakeOf({ noOptDefVal: _, deprecated: __, ...flag }: FlagRow): FlagRow {
  return { ...flag, type: 'string' };
}

type Fault = Collected['faults'][number];

function stopAt(fault: Fault, minor: Minor): FlagStop {
  return { stage: 'exit', error: minor >= SILENT_EXIT ? '' : fault.message, word: fault.word };
}

/** What AddKubeletConfigFlags itself changes in the loaded configuration. */
function resetsOf(minor: Minor, { values }: Collected): FlagSetting[] {
  return RESET_BY_REGISTRATION.flatMap((name) => {
    const path = flagOf(name, minor)?.path;
    if (!path || values.has(name)) return [];
    return {
      path,
      occurrences: [],
      origin: { kind: 'default' },
      over: (previous) => (previous === undefined ? undefined : false),
    };
  });
}

function diagnoseFault(fault: Fault, words: readonly Word[], minor: Minor): Diagnostic {
  const { word, message } = fault;
  const location = words[word]?.origin.location;
  const written = words[word]?.value ?? '';
  const isHelp = fault.kind === 'fault' && fault.problem === 'help';
  return {
    ruleId: 'kubelet-flag-second-parse',
    severity: 'error',
    message: `"${written}" ends the kubelet when it reads its command line again over the configuration file`,
    help: isHelp ? 'remove it' : 'write values behind "=": --name=value',
    ...(location ? { location } : {}),
    kubelet: { type: 'exit', field: written, detail: minor >= SILENT_EXIT ? '' : message, index: 0 },
  };
}

/** Configuration flags of the first parse that the second one took for the value of a fake. */
function diagnoseSwallowed(first: Collected, second: Collected, words: readonly Word[]): Diagnostic[] {
  const seen = new Set(second.occurrences.map(({ words: [word] }) => word));
  const takers = new Map(second.occurrences.map((use) => [use.words[1], use]));
  return first.occurrences
    .filter(({ flag, words: [word] }) => flag.path && !seen.has(word))
    .map(({ written, words: [word = 0] }) => {
      const location = words[word]?.origin.location;
      const taker = takers.get(word);
      const by = taker ? `: "${taker.written}" takes it for its value there` : '';
      return {
        ruleId: 'kubelet-flag-second-parse',
        severity: 'warning',
        message: `"${written}" does not override the configuration file, for the kubelet misses it when it reads its command line again${by}`,
        ...(taker ? { help: `write "${taker.written}=true"` } : {}),
        ...(location ? { location } : {}),
      };
    });
}
