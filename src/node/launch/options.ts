import type { Word } from '../systemd/service-start.ts';
import { unknownPart, withValue } from './words.ts';

/** An option as given: its name without dashes, and its value where it has one. */
export interface GivenOption {
  readonly name: string;
  readonly value: Word | undefined;
}

/** Options, and what follows them. */
export interface ReadOptions {
  readonly options: readonly GivenOption[];
  readonly operands: readonly Word[];
}

/**
 * A program's options: names separated by spaces, one letter or long; `:` behind a letter or `=` behind a long
 * name means that a value follows, `=?` that one may be attached.
 */
export interface OptionTable {
  readonly takes: (name: string) => 'none' | 'value' | 'optional' | undefined;
  /** `getopt`: a unique beginning of a long name will do; `pflag`: it won't, and booleans take `=VALUE`. */
  readonly style: 'getopt' | 'pflag';
}

/** Makes a table of its text. */
export function optionTable(names: string, style: OptionTable['style'] = 'getopt'): OptionTable {
  const table = new Map<string, 'none' | 'value' | 'optional'>();
  for (const name of names.split(' ')) {
    const bare = name.replace(/[:=?]+$/, '');
    table.set(bare, /\?$/.test(name) ? 'optional' : /[:=]$/.test(name) ? 'value' : 'none');
  }
  const takes = (name: string) => {
    const exact = table.get(name);
    if (exact || style === 'pflag' || name.length < 2) return exact;
    const matches = [...table].filter(([one]) => one.length > 1 && one.startsWith(name));
    return matches.length === 1 ? matches[0]![1] : undefined;
  };
  return { takes, style };
}

/**
 * Reads options up to the first operand (getopt with `+`, pflag without interspersed flags); undefined where an
 * option is not known, for then nothing behind it is.
 */
export function readOptions(words: readonly Word[], table: OptionTable): ReadOptions | undefined {
  const options: GivenOption[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const { value } = word;
    if (mayBeAnyOption(word)) return undefined;
    if (value === '--') return { options, operands: words.slice(i + 1) };
    if (!value.startsWith('-') || value === '-') return { options, operands: words.slice(i) };
    const read = value.startsWith('--') ? readLong(word, table) : readCluster(word, table);
    if (!read) return undefined;
    for (const option of read.options) options.push(option);
    if (read.wants === undefined) continue;
    const next = words[++i];
    if (!next || unknownPart(next) === 'words') return undefined;
    options.push({ name: read.wants, value: next });
  }
  return { options, operands: [] };
}

/** Whether so little of a word is known that it may be one option or another, or none. */
function mayBeAnyOption(word: Word): boolean {
  const unknown = unknownPart(word);
  return unknown === 'words' || (unknown === 'rest' && /^(-?$|--[^=]*$)/.test(word.value));
}

interface ReadOne {
  readonly options: readonly GivenOption[];
  /** The option whose value is the next word. */
  readonly wants?: string;
}

function readLong(word: Word, table: OptionTable): ReadOne | undefined {
  const equals = word.value.indexOf('=');
  const name = word.value.slice(2, equals < 0 ? undefined : equals);
  const takes = table.takes(name);
  if (takes === undefined) return undefined;
  if (equals >= 0) {
    if (takes === 'none' && table.style === 'getopt') return undefined;
    return { options: [{ name, value: withValue(word, word.value.slice(equals + 1)) }] };
  }
  return takes === 'value' ? { options: [], wants: name } : { options: [{ name, value: undefined }] };
}

function readCluster(word: Word, table: OptionTable): ReadOne | undefined {
  const options: GivenOption[] = [];
  for (let i = 1; i < word.value.length; i++) {
    const name = word.value[i]!;
    const takes = table.takes(name);
    if (takes === undefined) return undefined;
    const attached = word.value.slice(i + 1);
    const partial = unknownPart(word) !== undefined;
    if (takes === 'none' && !(table.style === 'pflag' && attached.startsWith('='))) {
      options.push({ name, value: undefined });
      continue;
    }
    const value = table.style === 'pflag' && attached.startsWith('=') ? attached.slice(1) : attached;
    if (attached === '' && !partial) {
      if (takes === 'value') return { options, wants: name };
      options.push({ name, value: undefined });
    } else options.push({ name, value: withValue(word, value) });
    return { options };
  }
  return { options };
}

/** Whether a boolean option is on. */
export function isOn({ value }: GivenOption): boolean {
  return value === undefined || /^(1|t|T|true|TRUE|True)$/.test(value.value);
}

/** The last value of an option, by any of its names. */
export function lastValue(options: readonly GivenOption[], ...names: readonly string[]): Word | undefined {
  return options.findLast(({ name }) => names.includes(name))?.value;
}

/** All values of an option, by any of its names. */
export function allValues(options: readonly GivenOption[], ...names: readonly string[]): Word[] {
  return options.flatMap(({ name, value }) => (names.includes(name) && value ? [value] : []));
}
