import type { FlagEvent, FlagShape } from '../node/kubelet/flags/pflag.ts';

/*
 * The grammar of Go's own flag package (flag.go parseOne), which etcd reads its command line with: one dash or two,
 * a bool takes no next word, and the first word that is no flag ends the flags.
 */

/**
 * Reads a command line. The package stops at the first fault; this goes on behind it, taking a word that follows an
 * unknown flag for its value unless it looks like a flag.
 */
export function readGoFlags<F extends FlagShape>(
  args: readonly string[],
  flagOf: (name: string) => F | undefined,
): FlagEvent<F>[] {
  const events: FlagEvent<F>[] = [];
  let word = 0;
  while (word < args.length) {
    const text = args[word]!;
    if (text.length < 2 || !text.startsWith('-')) break;
    if (text === '--') {
      word++;
      break;
    }
    word = readOne(args, word, flagOf, events);
  }
  for (; word < args.length; word++) events.push({ kind: 'positional', text: args[word]!, word });
  return events;
}

/** parseOne; the next word's index. */
function readOne<F extends FlagShape>(
  args: readonly string[],
  word: number,
  flagOf: (name: string) => F | undefined,
  events: FlagEvent<F>[],
): number {
  const text = args[word]!;
  const body = text.slice(text.startsWith('--') ? 2 : 1);
  if (body.startsWith('-') || body.startsWith('=')) {
    events.push({ kind: 'fault', problem: 'syntax', message: `bad flag syntax: ${text}`, word });
    return word + 1;
  }
  const equals = body.indexOf('=');
  const name = equals === -1 ? body : body.slice(0, equals);
  const next = args[word + 1];
  const flag = flagOf(name);
  if (!flag) {
    const isHelp = name === 'help' || name === 'h';
    events.push(
      isHelp
        ? { kind: 'fault', problem: 'help', message: 'flag: help requested', word }
        : {
            kind: 'fault',
            problem: 'unknown',
            name,
            message: `flag provided but not defined: -${name}`,
            word,
          },
    );
    return equals === -1 && !isHelp && next !== undefined && !next.startsWith('-') ? word + 2 : word + 1;
  }
  const written = `--${name}`;
  if (equals !== -1) {
    events.push({ kind: 'use', flag, written, text: body.slice(equals + 1), word, valueWord: word });
  } else if (flag.noOptDefVal !== undefined) {
    events.push({ kind: 'use', flag, written, text: flag.noOptDefVal, word, valueWord: word });
  } else if (next !== undefined) {
    events.push({ kind: 'use', flag, written, text: next, word, valueWord: word + 1 });
    return word + 2;
  } else {
    events.push({
      kind: 'fault',
      problem: 'argument',
      name,
      message: `flag needs an argument: -${name}`,
      word,
    });
  }
  return word + 1;
}
