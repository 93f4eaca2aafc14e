import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Location } from '../../../diagnostics/location.ts';
import type { GateProblem } from '../../../versions/feature-gates.ts';
import { type FlagRow, flagOf } from '../../../versions/flags.ts';
import { formatMinor, type Minor } from '../../../versions/minor.ts';
import type { Word } from '../../systemd/service-start.ts';
import { diagnoseGate, diagnoseGateProblem } from '../validation/diagnose-gates.ts';
import type { Collected } from './collect-values.ts';
import type { FlagOccurrence } from './flag-types.ts';
import { type FlagEvent, normalizeFlagName } from './pflag.ts';
import { explainUnknownFlag } from './unknown-flag.ts';

/** `--help` or `--version` as the kubelet obeys it. */
export interface Request {
  readonly stage: 'help' | 'version';
  readonly word: number;
}

/** All that a diagnosis of a command line looks at. */
interface ReadLine {
  readonly words: readonly Word[];
  readonly minor: Minor;
  readonly events: readonly FlagEvent<FlagRow>[];
  readonly collected: Collected;
  readonly gates: readonly GateProblem[];
  /** Where the kubelet is asked for its help or version. */
  readonly request: Request | null;
  /** Why the node labels are refused. */
  readonly labels: string | undefined;
}

/** kubeadm takes this flag out of its own file when it upgrades the node past the last minor that has it. */
const REMOVED_BY_KUBEADM = 'pod-infra-container-image';
/** What a word that is the kubelet itself looks like. */
const PROGRAM = /(?:^|\/)kubelet$/;
const KUBEADM_FLAGS_FILE = /(?:^|\/)kubeadm-flags\.env$/;

/** Everything worth saying of a command line: errors as the kubelet would meet them, then the rest. */
export function diagnoseCommandLine(line: ReadLine): Diagnostic[] {
  const refusals = [
    ...diagnoseFaults(line),
    ...diagnosePositionals(line),
    ...diagnoseRequest(line),
    ...diagnoseFlagValues(line),
  ];
  return [
    ...refusals.map((refusal, index) => ({ ...refusal, kubelet: { ...refusal.kubelet!, index } })),
    ...diagnoseSwallowedFlags(line),
    ...diagnoseRemovals(line),
    ...diagnoseDeprecations(line),
  ];
}

function diagnoseFaults({ collected, words, minor }: ReadLine): Diagnostic[] {
  return collected.faults.map((fault) => {
    const kubelet = { type: 'flags', field: '', detail: fault.message, index: 0 };
    const place = placeOf(words, fault.word);
    if (fault.kind === 'value') {
      return {
        ruleId: 'kubelet-flag-invalid',
        severity: 'error',
        message: `the kubelet does not start: ${fault.message}`,
        help: helpWithValue(fault.flag),
        ...place,
        kubelet: { ...kubelet, field: `--${fault.flag.name}` },
      };
    }
    if (fault.problem === 'unknown' && fault.name !== undefined) {
      const unknown = {
        severity: 'error' as const,
        ...place,
        kubelet: { ...kubelet, field: `--${fault.name}` },
      };
      return { ...explainUnknownFlag(fault.name, minor), ...unknown };
    }
    return {
      ruleId: fault.problem === 'argument' ? 'kubelet-flag-invalid' : 'kubelet-flag-unknown',
      severity: 'error',
      message: `the kubelet does not start: ${fault.message}`,
      help: helpWithFault(fault.problem, words[fault.word]?.value ?? '', minor),
      ...place,
      kubelet,
    };
  });
}

/** What the value of a flag has to look like. */
function helpWithValue({ name, type }: FlagRow): string {
  switch (type) {
    case 'bool':
    case 'goBool':
      return `write "--${name}=true" or "--${name}=false"`;
    case 'duration':
    case 'flushFrequency':
    case 'goDuration':
      return 'write a number with a unit: 20s, 1m30s, 500ms';
    case 'langleSeparatedMapStringString':
      return `write "--${name}=memory.available<100Mi", with "<"`;
    default:
      return `write a value that "--${name}" takes`;
  }
}

function helpWithFault(problem: string, written: string, minor: Minor): string {
  if (problem === 'argument') return 'write the value behind it';
  const name = normalizeFlagName(written.replace(/^-/, '').replace(/=.*$/s, ''));
  return flagOf(name, minor) ? `write two dashes: "-${written}"` : 'remove it';
}

/** Words that belong to no flag. Often they are the value of a bool, which takes one only behind `=`. */
function diagnosePositionals({ collected, events, words }: ReadLine): Diagnostic[] {
  const uses = new Map(events.map((event) => [event.word, event]));
  return collected.positionals.map(({ text, word }) => {
    const before = uses.get(word - 1);
    const isBool = before?.kind === 'use' && before.flag.type === 'bool' && /^(?:true|false)$/i.test(text);
    return {
      ruleId: 'kubelet-argument',
      severity: 'error',
      message: `the kubelet does not start: it takes no arguments, and "${text}" belongs to no flag`,
      help: helpWithPositional(text, word, isBool ? before.flag.name : undefined),
      ...placeOf(words, word),
      kubelet: { type: 'args', field: '', detail: `unknown command ${text}`, index: 0 },
    };
  });
}

function helpWithPositional(text: string, word: number, bool: string | undefined): string {
  if (text === '\\') return 'end the line in exactly one backslash, with nothing behind it';
  if (bool !== undefined) return `write "--${bool}=${text}"`;
  return word === 0 && PROGRAM.test(text)
    ? 'leave out the program name: only its arguments'
    : 'remove it, or quote the value that it is part of';
}

/** `--help` and `--version`: the kubelet does as it is told, and that is all. */
function diagnoseRequest({ request, words }: ReadLine): Diagnostic[] {
  if (!request) return [];
  const written = words[request.word]?.value ?? '';
  const prints = request.stage === 'help' ? 'its help' : 'its version';
  return [
    {
      ruleId: 'kubelet-flag-ends',
      severity: 'error',
      message: `the kubelet does not start: with "${written}" it prints ${prints} and ends`,
      help: 'remove it',
      ...placeOf(words, request.word),
      kubelet: { type: request.stage, field: `--${request.stage}`, detail: '', index: 0 },
    },
  ];
}

/** Feature gates and node labels, which are looked at once the whole line is read. */
function diagnoseFlagValues({ collected, gates, labels, minor }: ReadLine): Diagnostic[] {
  const uses = collected.values.get('feature-gates')?.occurrences ?? [];
  const found = gates.map((problem) => {
    const use = uses.findLast(({ text }) => text.includes(problem.gate)) ?? uses.at(-1);
    return diagnoseGateProblem(problem, minor, use?.origin.location);
  });
  if (labels === undefined) return found;
  const labelsLocation = collected.values.get('node-labels')?.occurrences.at(-1)?.origin.location;
  found.push({
    ruleId: 'kubelet-node-labels',
    severity: 'error',
    message: `the kubelet does not start: ${labels.split('\n', 1)[0]}`,
    help: 'set labels that a kubelet may not set itself with kubectl label, or in the controller that manages the node',
    ...(labelsLocation ? { location: labelsLocation } : {}),
    kubelet: { type: 'validateflags', field: '--node-labels', detail: labels, index: 0 },
  });
  return found;
}

/** A flag that became the value of the one before it: pflag takes the next word, whatever it looks like. */
function diagnoseSwallowedFlags({ collected, words, minor }: ReadLine): Diagnostic[] {
  return collected.occurrences
    .filter(({ text, words: own }) => {
      const name = /^--([^=]+)/.exec(text)?.[1];
      return own.length === 2 && name !== undefined && flagOf(normalizeFlagName(name), minor);
    })
    .map(({ text, written, words: [word = 0] }) => ({
      ruleId: 'kubelet-flag-swallowed',
      severity: 'warning',
      message: `"${written}" takes the next word for its value, and so "${text}" is no flag here`,
      help: `write "${written}=VALUE"`,
      ...placeOf(words, word),
    }));
}

/** Flags and gates that a later kubelet will not start with. */
function diagnoseRemovals({ collected, minor }: ReadLine): Diagnostic[] {
  const flags = collected.occurrences
    .filter(({ flag }) => flag.until !== undefined)
    .map((occurrence): Diagnostic => {
      const { flag } = occurrence;
      const gone = formatMinor(flag.until! + 1);
      const managed = flag.name === REMOVED_BY_KUBEADM && isKubeadms(occurrence);
      return {
        ruleId: 'kubelet-flag-going',
        severity: managed ? 'info' : 'warning',
        message: `"--${flag.name}" goes away in ${gone}: a kubelet of that version does not start with it`,
        help: managed
          ? `kubeadm removes it when it upgrades the node to ${gone}`
          : (flag.instead ?? 'remove it'),
        ...locationOf(occurrence.origin.location),
      };
    });
  const gates = (collected.values.get('feature-gates')?.occurrences ?? []).flatMap(({ text, origin }) =>
    text.split(',').flatMap((pair) => {
      const [name = ''] = pair.split('=');
      return diagnoseGate(name.trim(), minor, origin.location) ?? [];
    }),
  );
  return [...flags, ...gates];
}

function isKubeadms({ origin }: FlagOccurrence): boolean {
  return KUBEADM_FLAGS_FILE.test(origin.location?.file ?? '');
}

/** What the kubelet itself says of flags that have a member in the configuration file: once for all of them. */
function diagnoseDeprecations({ collected }: ReadLine): Diagnostic[] {
  const deprecated = collected.occurrences.filter(({ flag }) => flag.deprecated !== undefined && flag.path);
  const [first] = deprecated;
  if (!first) return [];
  const names = [...new Set(deprecated.map(({ flag }) => `"--${flag.name}"`))];
  return [
    {
      ruleId: 'kubelet-flag-deprecated',
      severity: 'info',
      message: `deprecated in favour of the configuration file: ${names.join(', ')}`,
      help: 'move the values into the file that --config names; as flags they override it',
      ...locationOf(first.origin.location),
    },
  ];
}

function placeOf(words: readonly Word[], word: number): { readonly location?: Location } {
  return locationOf(words[word]?.origin.location);
}

function locationOf(location: Location | undefined): { readonly location?: Location } {
  return location ? { location } : {};
}
