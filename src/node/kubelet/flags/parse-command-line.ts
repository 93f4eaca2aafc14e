import { defaultFeatureGates, setFeatureGates } from '../../../versions/feature-gates.ts';
import { type FlagRow, flagByLetter, flagOf } from '../../../versions/flags.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { Word } from '../../systemd/service-start.ts';
import { type Collected, collectValues, settingsOf } from './collect-values.ts';
import { diagnoseCommandLine, type Request } from './diagnose-command-line.ts';
import type { FlagParse, FlagStop } from './flag-types.ts';
import { kubeletFlagsOf } from './kubelet-flags.ts';
import { validateNodeLabels } from './node-labels.ts';
import { type FlagSet, readFlags } from './pflag.ts';
import { foldValues } from './values.ts';

/**
 * Reads a kubelet's command line (without argv[0]) as NewKubeletCommand does before it looks at any file
 * (cmd/kubelet/app/server.go): parse, positional arguments, help, version, feature gates, node labels.
 */
export function parseCommandLine(words: readonly Word[], minor: Minor): FlagParse {
  const events = readFlags(
    words.map(({ value }) => value),
    flagSetOf(minor),
  );
  const collected = collectValues(events, words, minor);
  const featureGates = featureGatesOf(collected);
  const { flags, flagOrigins } = kubeletFlagsOf(collected);
  const gates = setFeatureGates(defaultFeatureGates(minor), featureGates);
  const labels = validateNodeLabels(flags.nodeLabels, minor);
  const request = requestOf(collected);
  const early = stopOfParse(collected) ?? (request && { ...request, error: '' });
  return {
    stop:
      early ??
      (gates.problems.length > 0 ? { stage: 'gates', error: aggregate(gates.problems) } : null) ??
      (labels === undefined ? null : { stage: 'validateflags', error: labels }),
    occurrences: collected.occurrences,
    settings: settingsOf(collected),
    featureGates,
    flags,
    flagOrigins,
    log: early ? collected.log : [...collected.log, ...gates.log],
    diagnostics: diagnoseCommandLine({
      words,
      minor,
      events,
      collected,
      request,
      gates: gates.problems,
      labels,
    }),
  };
}

/** The flags that the kubelet registers for its first parse. */
export function flagSetOf(minor: Minor): FlagSet<FlagRow> {
  return { long: (name) => flagOf(name, minor), short: (letter) => flagByLetter(letter, minor) };
}

/** The text of several errors in one (apimachinery utilerrors.NewAggregate). */
export function aggregate(errors: readonly { readonly message: string }[]): string {
  const messages = [...new Set(errors.map(({ message }) => message))];
  return messages.length === 1 ? messages[0]! : `[${messages.join(', ')}]`;
}

function stopOfParse({ faults, positionals }: Collected): FlagStop | null {
  const [fault] = faults;
  if (fault) {
    const panics = fault.kind === 'value' && fault.panics;
    return { stage: panics ? 'exit' : 'flags', error: fault.message, word: fault.word };
  }
  const [positional] = positionals;
  return positional
    ? { stage: 'args', error: `unknown command ${positional.text}`, word: positional.word }
    : null;
}

/** `--help` and `--version`, which end the process well. A version of its own to report does not. */
function requestOf({ values }: Collected): Request | null {
  const help = values.get('help');
  if (help?.values.at(-1) === true) return { stage: 'help', word: help.occurrences.at(-1)!.words[0]! };
  const version = values.get('version');
  if (!['true', 'raw'].includes(String(version?.values.at(-1)))) return null;
  return { stage: 'version', word: version!.occurrences.at(-1)!.words[0]! };
}

function featureGatesOf({ values }: Collected): ReadonlyMap<string, boolean> {
  const collected = values.get('feature-gates');
  const map = collected ? foldValues(collected.flag.type, collected.values, undefined) : {};
  return new Map(Object.entries(map as Record<string, boolean>));
}
