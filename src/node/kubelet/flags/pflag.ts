import { quoteRune } from '../../../bytes/go-strings.ts';
import { encode } from '../../../bytes/text.ts';

/*
 * The grammar of github.com/spf13/pflag (flag.go parseArgs, parseLongArg, parseShortArg), with the kubelet's
 * normalisation of names (component-base cli/flag WordSepNormalizeFunc). All judged minors read alike.
 */

/** What the grammar needs to know of a flag. */
export interface FlagShape {
  /** The value when the flag stands alone. */
  readonly noOptDefVal?: string;
}

/** The flags that a parse knows. */
export interface FlagSet<F extends FlagShape> {
  /** By normalised name. */
  readonly long: (name: string) => F | undefined;
  /** By its one letter. */
  readonly short: (letter: string) => F | undefined;
}

/** One step of a parse, in the order in which pflag takes them. Words are indexes into the arguments. */
export type FlagEvent<F> = FlagUse<F> | FlagFault | Positional;

/** A flag with the text that its value gets. */
export interface FlagUse<F> {
  readonly kind: 'use';
  readonly flag: F;
  /** `--pod_manifest_path`, `-v`. */
  readonly written: string;
  readonly text: string;
  readonly word: number;
  /** The word that holds the text: the same one, or the next. */
  readonly valueWord: number;
}

/** Where pflag gives up. */
export interface FlagFault {
  readonly kind: 'fault';
  readonly problem: 'unknown' | 'syntax' | 'argument' | 'help';
  /** Of a long flag, as written without dashes. */
  readonly name?: string;
  readonly message: string;
  readonly word: number;
}

/** A word that belongs to no flag. */
export interface Positional {
  readonly kind: 'positional';
  readonly text: string;
  readonly word: number;
}

/** `_` is `-` anywhere in a name. */
export function normalizeFlagName(name: string): string {
  return name.includes('_') ? name.replaceAll('_', '-') : name;
}

/**
 * Reads a command line. pflag stops at the first fault; this goes on behind it, taking a word that follows an
 * unknown flag for its value unless it looks like a flag.
 */
export function readFlags<F extends FlagShape>(args: readonly string[], flags: FlagSet<F>): FlagEvent<F>[] {
  const events: FlagEvent<F>[] = [];
  for (let word = 0; word < args.length; ) {
    const text = args[word]!;
    if (text === '--') {
      for (let rest = word + 1; rest < args.length; rest++) {
        events.push({ kind: 'positional', text: args[rest]!, word: rest });
      }
      break;
    }
    if (text.startsWith('--')) word = readLong(args, word, flags, events);
    else if (text.startsWith('-') && text !== '-') word = readShort(args, word, flags, events);
    else events.push({ kind: 'positional', text, word: word++ });
  }
  return events;
}

/** parseLongArg; the next word's index. */
function readLong<F extends FlagShape>(
  args: readonly string[],
  word: number,
  flags: FlagSet<F>,
  events: FlagEvent<F>[],
): number {
  const text = args[word]!;
  const body = text.slice(2);
  if (body.startsWith('-') || body.startsWith('=')) {
    events.push({ kind: 'fault', problem: 'syntax', message: `bad flag syntax: ${text}`, word });
    return word + 1;
  }
  const equals = body.indexOf('=');
  const name = equals === -1 ? body : body.slice(0, equals);
  const flag = flags.long(normalizeFlagName(name));
  if (!flag) {
    events.push(
      name === 'help'
        ? { kind: 'fault', problem: 'help', message: 'pflag: help requested', word }
        : { kind: 'fault', problem: 'unknown', name, message: `unknown flag: --${name}`, word },
    );
    return equals === -1 && name !== 'help' ? skipValue(args, word + 1) : word + 1;
  }
  const written = `--${name}`;
  if (equals !== -1) {
    events.push({ kind: 'use', flag, written, text: body.slice(equals + 1), word, valueWord: word });
    return word + 1;
  }
  if (flag.noOptDefVal !== undefined) {
    events.push({ kind: 'use', flag, written, text: flag.noOptDefVal, word, valueWord: word });
    return word + 1;
  }
  if (word + 1 < args.length) {
    events.push({ kind: 'use', flag, written, text: args[word + 1]!, word, valueWord: word + 1 });
    return word + 2;
  }
  events.push({ kind: 'fault', problem: 'argument', message: `flag needs an argument: --${name}`, word });
  return word + 1;
}

/** parseShortArg: a cluster of letters; the next word's index. */
function readShort<F extends FlagShape>(
  args: readonly string[],
  word: number,
  flags: FlagSet<F>,
  events: FlagEvent<F>[],
): number {
  const cluster = args[word]!;
  for (let at = 1; at < cluster.length; at++) {
    const letters = cluster.slice(at);
    // What Go's test runner passes is left to it.
    if (letters.startsWith('test.')) return word + 1;
    const letter = letters[0]!;
    const flag = flags.short(letter);
    if (!flag) {
      events.push(
        letter === 'h'
          ? { kind: 'fault', problem: 'help', message: 'pflag: help requested', word }
          : { kind: 'fault', problem: 'unknown', message: unknownLetter(letters), word },
      );
      return word + 1;
    }
    const use = { kind: 'use', flag, written: `-${letter}`, word } as const;
    if (letters.length > 2 && letters[1] === '=') {
      events.push({ ...use, text: letters.slice(2), valueWord: word });
      return word + 1;
    }
    if (flag.noOptDefVal !== undefined) {
      events.push({ ...use, text: flag.noOptDefVal, valueWord: word });
      continue;
    }
    if (letters.length > 1) {
      events.push({ ...use, text: letters.slice(1), valueWord: word });
      return word + 1;
    }
    if (word + 1 < args.length) {
      events.push({ ...use, text: args[word + 1]!, valueWord: word + 1 });
      return word + 2;
    }
    const message = `flag needs an argument: ${quoteRune(letter)} in -${letters}`;
    events.push({ kind: 'fault', problem: 'argument', message, word });
  }
  return word + 1;
}

/** pflag looks at bytes: what it names is the first byte of a longer character. */
function unknownLetter(letters: string): string {
  const byte = encode([...letters][0]!)[0]!;
  return `unknown shorthand flag: ${quoteRune(String.fromCharCode(byte))} in -${letters}`;
}

/** stripUnknownFlagValue: a word that is no flag is taken for the unknown flag's value. */
function skipValue(args: readonly string[], next: number): number {
  return next < args.length && !args[next]!.startsWith('-') ? next + 1 : next;
}
