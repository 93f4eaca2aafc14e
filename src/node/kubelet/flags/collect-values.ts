import { quote } from '../../../bytes/go-strings.ts';
import type { Origin } from '../../../diagnostics/origin.ts';
import type { FlagRow } from '../../../versions/flags.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { Word } from '../../systemd/service-start.ts';
import type { FlagOccurrence, FlagSetting } from './flag-types.ts';
import type { FlagEvent, FlagFault, FlagUse, Positional } from './pflag.ts';
import { detaches, type FlagValue, foldValues, readValue } from './values.ts';

/** What a parse leaves behind. */
export interface Collected {
  /** The uses whose value was good, in order. */
  readonly occurrences: readonly FlagOccurrence[];
  /** By flag, in order of first use. */
  readonly values: ReadonlyMap<string, CollectedFlag>;
  /** Faults of the grammar and of values, in order. The first is where the kubelet stops. */
  readonly faults: readonly (FlagFault | ValueFault)[];
  readonly positionals: readonly Positional[];
  /** What pflag prints before the first fault. */
  readonly log: readonly string[];
}

/** The values of one flag. */
export interface CollectedFlag {
  readonly flag: FlagRow;
  readonly occurrences: FlagOccurrence[];
  readonly values: FlagValue[];
}

/** A text that the flag's value does not take. */
export interface ValueFault {
  readonly kind: 'value';
  readonly flag: FlagRow;
  readonly message: string;
  readonly word: number;
  /** The process dies with a stack trace. */
  readonly panics: boolean;
}

/** Sets the values of all uses, as FlagSet.Set does. A bad one is left out, and the rest goes on. */
export function collectValues(
  events: readonly FlagEvent<FlagRow>[],
  words: readonly Word[],
  minor: Minor,
): Collected {
  const occurrences: FlagOccurrence[] = [];
  const values = new Map<string, CollectedFlag>();
  const detached = new Set<string>();
  const faults: (FlagFault | ValueFault)[] = [];
  const positionals: Positional[] = [];
  const log: string[] = [];
  for (const event of events) {
    if (event.kind === 'positional') {
      positionals.push(event);
      continue;
    }
    if (event.kind === 'fault') {
      faults.push(event);
      continue;
    }
    const { flag, text } = event;
    const read = readValue(flag.type, text, minor, detached.has(flag.name));
    if (!read.ok) {
      faults.push(valueFault(event, read.error, 'panics' in read));
      continue;
    }
    if (detaches(flag.type, text)) detached.add(flag.name);
    const occurrence = occurrenceOf(event, words);
    const collected = values.get(flag.name) ?? { flag, occurrences: [], values: [] };
    collected.occurrences.push(occurrence);
    collected.values.push(read.value);
    values.set(flag.name, collected);
    occurrences.push(occurrence);
    if (flag.deprecated !== undefined && faults.length === 0) {
      log.push(`Flag --${flag.name} has been deprecated, ${flag.deprecated}`);
    }
  }
  return { occurrences, values, faults, positionals, log };
}

/** What the flags of a parse write into the configuration. */
export function settingsOf(collected: Collected): FlagSetting[] {
  const settings: FlagSetting[] = [];
  for (const { flag, occurrences, values } of collected.values.values()) {
    const last = occurrences.at(-1);
    if (!flag.path || !last) continue;
    settings.push({
      path: flag.path,
      occurrences,
      origin: last.origin,
      over: (previous) => foldValues(flag.type, values, previous),
    });
  }
  return settings;
}

function occurrenceOf(use: FlagUse<FlagRow>, words: readonly Word[]): FlagOccurrence {
  const source = words[use.valueWord]?.origin;
  const origin: Origin = { ...source, kind: 'flag', flag: `--${use.flag.name}` };
  return {
    flag: use.flag,
    written: use.written,
    text: use.text,
    words: use.valueWord === use.word ? [use.word] : [use.word, use.valueWord],
    origin,
  };
}

/** InvalidValueError. */
function valueFault(use: FlagUse<FlagRow>, error: string, panics: boolean): ValueFault {
  const { flag } = use;
  const name = flag.shorthand === undefined ? `--${flag.name}` : `-${flag.shorthand}, --${flag.name}`;
  const message = panics ? error : `invalid argument ${quote(use.text)} for ${quote(name)} flag: ${error}`;
  return { kind: 'value', flag, message, word: use.valueWord, panics };
}
