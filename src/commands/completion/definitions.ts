import type { Command } from '@oclif/core/command';

/** A command's class, as far as it tells how the command is used. */
type DefinedCommand = Pick<
  typeof Command,
  'summary' | 'description' | 'examples' | 'strict' | 'args' | 'flags' | 'baseFlags'
>;

/** What stands on a command line after a flag, or as an argument. */
export type Values =
  | { readonly kind: 'files' }
  /** One of these words; `intoFile`: each may be followed by =FILE. */
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly intoFile: boolean }
  /** Some of these words with commas between them, or `all` of them. */
  | { readonly kind: 'list'; readonly words: readonly string[] }
  /** Something that only the user knows. */
  | { readonly kind: 'any' };

/** A flag of a command, as people type it. */
export interface FlagDefinition {
  readonly name: string;
  readonly char?: string;
  readonly summary: string;
  /** How help calls its value; absent when it takes none. */
  readonly valueName?: string;
  readonly values?: Values;
  readonly repeats: boolean;
  readonly default?: string;
}

/** What a command takes beside flags. */
export interface ArgumentDefinition {
  readonly name: string;
  readonly description: string;
  readonly values: Values;
  readonly required: boolean;
}

/** A command as whoever types it has to know it. */
export interface CommandDefinition {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly string[];
  readonly arguments: readonly ArgumentDefinition[];
  /** Whether the last argument may be repeated. */
  readonly repeats: boolean;
  readonly flags: readonly FlagDefinition[];
}

/** The words that a value of this name is one of, where the flag or argument itself does not list them. */
export type Vocabulary = Readonly<Record<string, readonly string[]>>;

/** What takes a list of the words of its vocabulary, where other commands take one of them. */
const LISTS: Readonly<Record<string, readonly string[]>> = { lint: ['kubelet-version'] };

const HELP: FlagDefinition = {
  name: 'help',
  char: 'h',
  summary: 'tell how the command is used',
  repeats: false,
};

/** Every command, in the order of their names. */
export function commandDefinitions(
  commands: Readonly<Record<string, DefinedCommand>>,
  vocabulary: Vocabulary,
): readonly CommandDefinition[] {
  return Object.keys(commands)
    .sort()
    .map((name) => commandDefinition(name, commands[name]!, vocabulary));
}

function commandDefinition(name: string, command: DefinedCommand, vocabulary: Vocabulary): CommandDefinition {
  const { summary = '', description = '', examples = [], strict, args, flags, baseFlags } = command;
  return {
    name,
    summary,
    description,
    examples: examples.map((example) => (typeof example === 'string' ? example : example.command)),
    arguments: Object.entries(args).map(([key, arg]) => {
      const { name: shown = key, description = '', options, required = false } = arg;
      return { name: shown, description, values: valuesOf(shown, options, vocabulary), required };
    }),
    repeats: !strict,
    flags: [...flagDefinitions({ ...baseFlags, ...flags }, vocabulary, LISTS[name]), HELP],
  };
}

function flagDefinitions(
  flags: typeof Command.flags,
  vocabulary: Vocabulary,
  lists: readonly string[] = [],
): FlagDefinition[] {
  return Object.entries(flags)
    .filter(([, { hidden }]) => !hidden)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, flag]): FlagDefinition => {
      const { char, summary = '' } = flag;
      const common = { ...(char !== undefined && { char }), summary };
      if (flag.type === 'boolean') {
        // What is on anyway is turned off.
        const shown = flag.allowNo && flag.default === true ? `no-${name}` : name;
        return {
          ...common,
          name: shown,
          summary: shown === name ? summary : `do not: ${summary}`,
          repeats: false,
        };
      }
      const { helpValue = name.toUpperCase(), options, multiple } = flag;
      const valueName = options ? options.join('|') : String(helpValue);
      const { formats } = flag as { formats?: readonly string[] };
      const known: Values = formats
        ? { kind: 'words', words: formats, intoFile: true }
        : valuesOf(valueName, options, vocabulary);
      const values: Values =
        known.kind === 'words' && lists.includes(name) ? { kind: 'list', words: known.words } : known;
      const given = typeof flag.default === 'string' ? { default: flag.default } : {};
      return { ...common, ...given, name, valueName, values, repeats: multiple === true };
    });
}

/** What is said of a value's name in help is what it is: FILE and DIR are paths, a known name one of its words. */
function valuesOf(name: string, options: readonly string[] | undefined, vocabulary: Vocabulary): Values {
  const words = options ?? (Object.hasOwn(vocabulary, name) ? vocabulary[name] : undefined);
  if (words) return { kind: 'words', words, intoFile: false };
  return /\b(FILE|DIR|PATH)\b/.test(name) ? { kind: 'files' } : { kind: 'any' };
}
