import { normalizeFlagName, readFlags } from '../node/kubelet/flags/pflag.ts';
import { controlPlaneFlags } from '../versions/control-plane-flags.ts';
import type { ComponentFlag, ComponentName, Written } from './component.ts';

/** The flags of a command line, with unknown ones: what is wrong with them is for a check to say. */
export function readComponentFlags(name: ComponentName, words: readonly Written[]): ComponentFlag[] {
  return name === 'etcd' ? readGoFlags(words) : readPflags(name, words);
}

function readPflags(name: Exclude<ComponentName, 'etcd'>, words: readonly Written[]): ComponentFlag[] {
  const table = controlPlaneFlags(name);
  const events = readFlags(
    words.map(({ text }) => text),
    { long: (flag) => table.get(flag), short: (letter) => (letter === 'h' ? undefined : table.get(letter)) },
  );
  const flags: ComponentFlag[] = [];
  for (const event of events) {
    if (event.kind === 'positional') continue;
    const { range, text } = words[event.word]!;
    if (event.kind === 'use') {
      const valueRange = words[event.valueWord]!.range;
      flags.push({ name: event.flag.name, value: event.text, range, valueRange });
    } else if (event.name !== undefined) {
      flags.push({ name: normalizeFlagName(event.name), value: afterEquals(text), range, valueRange: range });
    }
  }
  return flags;
}

/** Flags that may stand alone in etcd (server/etcdmain/config.go); all others take the next word. */
const GO_FLAG = /^--?([^=-][^=]*)(?:=(.*))?$/s;

/** The grammar of Go's flag package (flag.go parseOne): one dash or two, and a bool takes no next word. */
function readGoFlags(words: readonly Written[]): ComponentFlag[] {
  const flags: ComponentFlag[] = [];
  for (let i = 0; i < words.length; i++) {
    const { text, range } = words[i]!;
    const [, name, value] = GO_FLAG.exec(text) ?? [];
    // The first word that is no flag ends them.
    if (name === undefined) break;
    const next = words[i + 1];
    const takesNext = value === undefined && next !== undefined && !next.text.startsWith('-');
    flags.push({
      name,
      value: value ?? (takesNext ? next.text : null),
      range,
      valueRange: takesNext ? next.range : range,
    });
    if (takesNext) i++;
  }
  return flags;
}

function afterEquals(text: string): string | null {
  const equals = text.indexOf('=');
  return equals === -1 ? null : text.slice(equals + 1);
}
