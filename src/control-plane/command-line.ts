import { baseName } from '../node/host/path.ts';
import { readCSVRecord } from '../node/kubelet/flags/csv.ts';
import { readFlags } from '../node/kubelet/flags/pflag.ts';
import {
  type ControlPlaneFlag,
  type ControlPlaneProgram,
  controlPlaneFlagAt,
} from '../versions/control-plane-flags.ts';
import { type Minor, NEWEST_MINOR, OLDEST_MINOR } from '../versions/minor.ts';
import type { Component, Written } from './component.ts';

/** A command line as pflag reads it with the flags of one version. */
export interface CommandLine {
  readonly program: ControlPlaneProgram;
  /** Of the image; null where its tag does not tell. */
  readonly minor: Minor | null;
  readonly uses: readonly FlagUse[];
  /** Where the program gives up: all such places, not only the first. */
  readonly faults: readonly Fault[];
  /** Words that belong to no flag. */
  readonly positionals: readonly Written[];
}

/** A flag that is set. */
export interface FlagUse {
  readonly flag: ControlPlaneFlag;
  /** `--etcd-servers`, `-v`. */
  readonly written: string;
  readonly text: string;
  /** The word that holds the flag, and the one that holds its value: mostly the same. */
  readonly word: Written;
  readonly valueWord: Written;
}

/** A place where pflag gives up. */
export interface Fault {
  readonly problem: 'unknown' | 'syntax' | 'argument' | 'help';
  /** Of a long flag, as written without dashes. */
  readonly name?: string;
  readonly message: string;
  readonly word: Written;
}

/** Flags that are recorded for no version are judged by the newest that is. */
export function judgedMinor(minor: Minor | null): Minor {
  return Math.min(Math.max(minor ?? NEWEST_MINOR, OLDEST_MINOR), NEWEST_MINOR);
}

/** Whether the flags of a version are recorded. */
export function isRecorded(minor: Minor | null): minor is Minor {
  return minor !== null && minor >= OLDEST_MINOR && minor <= NEWEST_MINOR;
}

const read = new WeakMap<Component, CommandLine | null>();

/** How a component reads its command line; null for etcd, and where something else starts the program. */
export function commandLineOf(component: Component): CommandLine | null {
  let line = read.get(component);
  if (line === undefined) {
    line = readCommandLine(component);
    read.set(component, line);
  }
  return line;
}

function readCommandLine(component: Component): CommandLine | null {
  const { name, arguments: words } = component;
  if (name === 'etcd' || component.flags === null) return null;
  const minor = minorOf(component);
  const flagAt = (flag: string) => controlPlaneFlagAt(name, flag, judgedMinor(minor));
  const events = readFlags(
    words.map(({ text }) => text),
    { long: flagAt, short: (letter) => (letter === 'v' ? flagAt(letter) : undefined) },
  );
  const line = { uses: [] as FlagUse[], faults: [] as Fault[], positionals: [] as Written[] };
  for (const event of events) {
    const word = words[event.word]!;
    // What a variable of the container stands for is known to the node alone.
    if (event.kind === 'positional') {
      if (event.text !== '' && !isOpen(event.text)) line.positionals.push(word);
    } else if (event.kind === 'fault') {
      if (!isOpen(event.name ?? word.text)) line.faults.push({ ...event, word });
    } else {
      const { flag, written, text } = event;
      line.uses.push({ flag, written, text, word, valueWord: words[event.valueWord]! });
    }
  }
  return { program: name, minor, ...line };
}

/** Whether a text holds a variable that nothing here replaces, or a place that a template fills. */
export function isOpen(text: string): boolean {
  return /\$[({]|\{\{|<%/.test(text);
}

/** The minor of Kubernetes that an image's tag tells; null for a tag of another thing. */
export function minorOf({ image, version }: Component): Minor | null {
  const repository = baseName(image.text.replace(/@.*$/s, ''));
  return version?.major === 1 && repository.includes('kube') ? version.minor : null;
}

/** The uses of a flag, in order. */
function usesOf(line: CommandLine, name: string): readonly FlagUse[] {
  return line.uses.filter(({ flag }) => flag.name === name);
}

/** An item of a list that one or more uses of a flag make. */
export interface ListItem {
  readonly text: string;
  readonly use: FlagUse;
}

/** What a flag of type stringSlice holds in the end; null where that is not known here. */
export function listOf(line: CommandLine, name: string): readonly ListItem[] | null {
  const items: ListItem[] = [];
  for (const use of usesOf(line, name)) {
    if (isOpen(use.text)) return null;
    // Without quotes and lines a record is what stands between commas.
    const isPlain = use.text !== '' && !/["\r\n]/.test(use.text);
    const read = isPlain ? { ok: true as const, value: use.text.split(',') } : readCSVRecord(use.text);
    if (!read.ok) return null;
    for (const text of read.value) items.push({ text, use });
  }
  return items;
}

/** The last use of a flag, which counts; undefined where it is not set. */
export function lastUse(line: CommandLine, name: string): FlagUse | undefined {
  return line.uses.findLast(({ flag }) => flag.name === name);
}
