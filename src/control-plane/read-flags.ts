import { type FlagEvent, type FlagShape, normalizeFlagName, readFlags } from '../node/kubelet/flags/pflag.ts';
import { controlPlaneFlag } from '../versions/control-plane-flags.ts';
import { etcdFlag } from '../versions/etcd-flags.ts';
import type { ComponentFlag, ComponentName, Written } from './component.ts';
import { readGoFlags } from './go-flags.ts';

/** The flags of a command line, with unknown ones: what is wrong with them is for a check to say. */
export function readComponentFlags(name: ComponentName, words: readonly Written[]): ComponentFlag[] {
  const args = words.map(({ text }) => text);
  if (name === 'etcd') return flagsOf(words, readGoFlags(args, etcdFlag), (flag) => flag);
  const flagOf = (flag: string) => controlPlaneFlag(name, flag);
  const events = readFlags(args, {
    long: flagOf,
    short: (letter) => (letter === 'v' ? flagOf(letter) : undefined),
  });
  return flagsOf(words, events, normalizeFlagName);
}

function flagsOf(
  words: readonly Written[],
  events: readonly FlagEvent<FlagShape & { readonly name: string }>[],
  nameOf: (written: string) => string,
): ComponentFlag[] {
  const flags: ComponentFlag[] = [];
  for (const event of events) {
    if (event.kind === 'positional') continue;
    const { range, text } = words[event.word]!;
    if (event.kind === 'use') {
      const valueRange = words[event.valueWord]!.range;
      flags.push({ name: event.flag.name, value: event.text, range, valueRange });
    } else if (event.name !== undefined) {
      flags.push({ name: nameOf(event.name), value: afterEquals(text), range, valueRange: range });
    }
  }
  return flags;
}

function afterEquals(text: string): string | null {
  const equals = text.indexOf('=');
  return equals === -1 ? null : text.slice(equals + 1);
}
