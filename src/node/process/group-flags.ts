import { type FlagRow, type FlagType, flagByLetter, flagOf } from '../../versions/flags.ts';
import { type Minor, NEWEST_MINOR, OLDEST_MINOR } from '../../versions/minor.ts';
import { type FlagSet, readFlags } from '../kubelet/flags/pflag.ts';
import { VOLATILE } from '../systemd/node-facts.ts';

/** What a command line says with one flag. */
export interface FlagGroup {
  /** As kubelets register it, with dashes: `--node-ip`; of what is no flag the word itself. */
  readonly name: string;
  /** Undefined for a flag that no recorded kubelet has. */
  readonly type: FlagType | undefined;
  readonly texts: string[];
  /** Index of the word that holds the last text. */
  word: number;
}

/** The flags of a command line (without argv[0]) by name, and its other words under themselves. */
export function groupFlags(words: readonly string[]): ReadonlyMap<string, FlagGroup> {
  const groups = new Map<string, FlagGroup>();
  const events = readFlags(words, anyMinorsFlags);
  for (const [at, event] of events.entries()) {
    const { name, type, text, word } =
      event.kind === 'use'
        ? { name: `--${event.flag.name}`, type: event.flag.type, text: event.text, word: event.valueWord }
        : { type: undefined, ...unknownWord(words, event.word, events[at + 1]?.word ?? words.length) };
    const group = groups.get(name) ?? { name, type, texts: [], word };
    group.texts.push(text);
    group.word = word;
    groups.set(name, group);
  }
  return groups;
}

/** A flag that no recorded kubelet has, with the word behind it where there is one; or a word that is no flag. */
function unknownWord(words: readonly string[], at: number, next: number) {
  const word = words[at]!;
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  if (equals > 0) return { name: word.slice(0, equals), text: word.slice(equals + 1), word: at };
  const last = Math.max(at, next - 1);
  return { name: word, text: last > at ? words[last]! : '', word: last };
}

/** Flags of one value: the last use wins. */
const SINGLE: readonly FlagType[] = [
  'string',
  'bool',
  'int32',
  'int64',
  'duration',
  'flushFrequency',
  'goBool',
  'goInt',
  'goDuration',
  'ip',
  'verbosity',
  'quantity',
  'version',
];

/** Flags that collect `key=value`: the last use of each key wins. */
const MAPS: readonly FlagType[] = [
  'mapStringBool',
  'mapStringString',
  'langleSeparatedMapStringString',
  'configurationMap',
];

/** Whether two uses of a flag surely give the same. */
export function sameTexts(type: FlagType | undefined, a: readonly string[], b: readonly string[]): boolean {
  if (type && MAPS.includes(type)) return sameEntries(entriesOf(a), entriesOf(b));
  const [x, y] = type && SINGLE.includes(type) ? [a.slice(-1), b.slice(-1)] : [a, b];
  return x.length === y.length && x.every((text, at) => sameText(text, y[at]!));
}

/** What stands for a value that differs at each start equals any. */
function sameText(a: string, b: string): boolean {
  if (!a.includes(VOLATILE)) return a === b;
  const before = a.slice(0, a.indexOf(VOLATILE));
  const after = a.slice(a.lastIndexOf(VOLATILE) + VOLATILE.length);
  return b.length >= before.length + after.length && b.startsWith(before) && b.endsWith(after);
}

function entriesOf(texts: readonly string[]): ReadonlyMap<string, string> {
  const entries = texts.flatMap((text) => text.split(','));
  return new Map(entries.map((entry) => [entry.split(/[=<]/, 1)[0]!.trim(), entry.trim()]));
}

function sameEntries(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, text]) => sameText(text, b.get(key) ?? ''));
}

/** The flags of all recorded kubelets, each as the newest that has it registers it. */
const anyMinorsFlags: FlagSet<FlagRow> = {
  long: (name) => newest((minor) => flagOf(name, minor)),
  short: (letter) => newest((minor) => flagByLetter(letter, minor)),
};

function newest(find: (minor: Minor) => FlagRow | undefined): FlagRow | undefined {
  for (let minor = NEWEST_MINOR; minor >= OLDEST_MINOR; minor--) {
    const row = find(minor);
    if (row) return row;
  }
  return undefined;
}
