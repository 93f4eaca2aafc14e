import { readCSVRecord } from '../node/kubelet/flags/csv.ts';
import { normalizeFlagName, readFlags } from '../node/kubelet/flags/pflag.ts';
import {
  type ControlPlaneFlag,
  type ControlPlaneProgram,
  controlPlaneFlagAt,
} from '../versions/control-plane-flags.ts';
import { type Minor, NEWEST_MINOR, OLDEST_MINOR } from '../versions/minor.ts';
import type { Component, Written } from './component.ts';
import { imageName } from './image-name.ts';
import { isDoubtful, readPlainLine } from './plain-flags.ts';
import { type Fault, type FlagLine, type FlagUse, isOpen, lastNamed, lineOf } from './read-line.ts';

/** A command line as pflag reads it with the flags of one version. */
export interface CommandLine extends FlagLine<ControlPlaneFlag> {
  readonly program: ControlPlaneProgram;
  /** Of the image; null where its tag does not tell. */
  readonly minor: Minor | null;
  /** The few uses of which something may have to be said, each by itself; all others are evidently fine. */
  readonly doubtful: readonly CommandFlag[];
}

/** A flag of Kubernetes that is set. */
export type CommandFlag = FlagUse<ControlPlaneFlag>;

/** Flags that are recorded for no version are judged by the newest that is. */
export function judgedMinor(minor: Minor | null): Minor {
  return Math.min(Math.max(minor ?? NEWEST_MINOR, OLDEST_MINOR), NEWEST_MINOR);
}

/** Whether the flags of a version are recorded. */
export function isRecorded(minor: Minor | null): minor is Minor {
  return minor !== null && minor >= OLDEST_MINOR && minor <= NEWEST_MINOR;
}

/** How a component reads its command line; null for etcd, and where something else starts the program. */
export function commandLineOf({ line }: Component): CommandLine | null {
  return line?.program === 'etcd' ? null : line;
}

const NO_FAULTS: readonly Fault[] = [];
const NO_WORDS: readonly Written[] = [];

/** How a program of Kubernetes reads the words behind it. */
export function readCommandLine(
  program: ControlPlaneProgram,
  minor: Minor | null,
  words: readonly Written[],
): CommandLine {
  const judged = judgedMinor(minor);
  const plain = readPlainLine(program, judged, words);
  if (plain) {
    const { uses, doubtful } = plain;
    return { program, minor, flags: uses, uses, doubtful, faults: NO_FAULTS, positionals: NO_WORDS };
  }
  const flagAt = (name: string) => controlPlaneFlagAt(program, name, judged);
  const events = readFlags(
    words.map(({ text }) => text),
    { long: flagAt, short: (letter) => (letter === 'v' ? flagAt(letter) : undefined) },
  );
  const { flags, uses, faults, positionals } = lineOf(words, events, normalizeFlagName);
  return {
    program,
    minor,
    flags,
    uses,
    doubtful: uses.filter(({ flag, value }) => isDoubtful(flag, value, judged)),
    // What a variable of the container stands for is known to the node alone.
    faults: faults.filter(({ name, word }) => !isOpen(name ?? word.text)),
    positionals: positionals.filter(({ text }) => text !== '' && !isOpen(text)),
  };
}

/** The minor of Kubernetes that an image's tag tells; null for a tag of another thing. */
export function minorOf({ image, version }: Pick<Component, 'image' | 'version'>): Minor | null {
  if (version?.major !== 1) return null;
  return imageName(image.text).includes('kube') ? version.minor : null;
}

/** An item of a list that one or more uses of a flag make. */
export interface ListItem {
  readonly text: string;
  readonly use: CommandFlag;
}

const NONE: readonly ListItem[] = [];

/** What a flag of type stringSlice holds in the end; null where that is not known here. */
export function listOf(line: CommandLine, name: string): readonly ListItem[] | null {
  if (!lastUse(line, name)) return NONE;
  const items: ListItem[] = [];
  for (const use of line.uses) {
    if (use.name !== name) continue;
    if (isOpen(use.value)) return null;
    // Without quotes and lines a record is what stands between commas.
    const isPlain = use.value !== '' && !/["\r\n]/.test(use.value);
    const read = isPlain ? { ok: true as const, value: use.value.split(',') } : readCSVRecord(use.value);
    if (!read.ok) return null;
    for (const text of read.value) items.push({ text, use });
  }
  return items;
}

/** The last use of a flag, which counts; undefined where it is not set. */
export function lastUse(line: CommandLine, name: string): CommandFlag | undefined {
  return lastNamed(line.uses, name);
}
