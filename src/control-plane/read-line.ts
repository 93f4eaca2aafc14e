import type { FlagEvent, FlagShape } from '../node/kubelet/flags/pflag.ts';
import type { ComponentFlag, Written } from './component.ts';

/** A command line as a program's grammar reads it: pflag's, or that of Go's own flag package. */
export interface FlagLine<F> {
  /** All that are written, those among them that the program doesn't have. */
  readonly flags: readonly ComponentFlag[];
  /** Those that it has: the very same. */
  readonly uses: readonly FlagUse<F>[];
  /** Where the program gives up: all such places, not only the first. */
  readonly faults: readonly Fault[];
  /** Words that belong to no flag. */
  readonly positionals: readonly Written[];
}

/** A flag that is set. */
export interface FlagUse<F> extends ComponentFlag {
  readonly flag: F;
  readonly value: string;
}

/** A place where the reading ends. */
export interface Fault {
  readonly problem: 'unknown' | 'syntax' | 'argument' | 'help';
  /** Without dashes, as written; absent for a letter. */
  readonly name?: string;
  readonly message: string;
  readonly word: Written;
}

/** What a parse of words comes to; `nameOf` makes a flag's name of an unknown one as it is written. */
export function lineOf<F extends FlagShape & { readonly name: string }>(
  words: readonly Written[],
  events: readonly FlagEvent<F>[],
  nameOf: (written: string) => string,
): FlagLine<F> {
  const flags: ComponentFlag[] = [];
  const uses: FlagUse<F>[] = [];
  const faults: Fault[] = [];
  const positionals: Written[] = [];
  for (const event of events) {
    const word = words[event.word]!;
    if (event.kind === 'use') {
      const { flag, text } = event;
      const use = { name: flag.name, value: text, word, valueWord: words[event.valueWord]!, flag };
      uses.push(use);
      flags.push(use);
    } else if (event.kind === 'positional') {
      positionals.push(word);
    } else {
      faults.push({ ...event, word });
      if (event.name === undefined) continue;
      flags.push({ name: nameOf(event.name), value: afterEquals(word.text), word, valueWord: word });
    }
  }
  // Mostly they are the same, and one list is kept.
  return { flags: flags.length === uses.length ? uses : flags, uses, faults, positionals };
}

function afterEquals(text: string): string | null {
  const equals = text.indexOf('=');
  return equals === -1 ? null : text.slice(equals + 1);
}

/** The last of one name, which counts; undefined where there is none. */
export function lastNamed<T extends { readonly name: string }>(
  flags: readonly T[],
  name: string,
): T | undefined {
  for (let i = flags.length - 1; i >= 0; i--) if (flags[i]!.name === name) return flags[i];
  return undefined;
}

/** Whether a text holds a variable that nothing here replaces, or a place that a template fills. */
export function isOpen(text: string): boolean {
  return OPEN.test(text);
}

const OPEN = /\$[({]|\{\{|</;
