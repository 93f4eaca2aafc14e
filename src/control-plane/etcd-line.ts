import type { Range } from '../diagnostics/location.ts';
import { type EtcdFlag, type EtcdRelease, etcdFlag, etcdHasFlag } from '../versions/etcd-flags.ts';
import type { Component, Variable, Written } from './component.ts';
import { readGoFlags } from './go-flags.ts';
import { rememberLatest } from './latest.ts';
import { type FlagLine, type FlagUse, isOpen, lastNamed, lineOf } from './read-line.ts';

/** How etcd reads its command line and its environment (server/etcdmain/config.go parse). */
export interface EtcdLine extends FlagLine<EtcdFlag> {
  readonly program: 'etcd';
  /** Of the image; null where its tag does not tell. */
  readonly release: EtcdRelease | null;
  /** Variables that etcd takes for flags. */
  readonly variables: readonly EtcdVariable[];
  /** Where the one file is named that everything else is then ignored for. */
  readonly configFile: { readonly text: string; readonly range: Range } | null;
}

/** A flag of etcd that is set. */
export type EtcdUse = FlagUse<EtcdFlag>;

/** `ETCD_DATA_DIR` stands for `--data-dir`. */
export interface EtcdVariable {
  readonly name: string;
  readonly flag: EtcdFlag;
  /** Null where only the running node knows it. */
  readonly text: string | null;
  readonly range: Range;
}

/** What a setting is, and where it is written; nowhere when it is etcd's default. */
export interface EtcdSetting {
  /** Null where only the running node knows it. */
  readonly text: string | null;
  readonly range: Range | null;
}

/** Other programs in the same binary, which take other flags and keep no data (server/etcdmain/main.go Main). */
const PROXIES: readonly (string | undefined)[] = ['gateway', 'grpc-proxy'];

/** How etcd reads the words behind it and its variables; null for the proxies in its binary. */
export function readEtcdLine(
  release: EtcdRelease | null,
  words: readonly Written[],
  environment: readonly Variable[],
): EtcdLine | null {
  if (PROXIES.includes(words[0]?.text)) return null;
  const has = (name: string) => release === null || etcdHasFlag(name, release) !== false;
  const events = readGoFlags(
    words.map(({ text }) => text),
    (name) => (has(name) ? etcdFlag(name) : undefined),
  );
  const line = lineOf(words, events, (name) => name);
  const variables = environment.flatMap(({ name, value, range }) => {
    const flag = name.startsWith('ETCD_') ? flagOfVariable(name) : undefined;
    return flag && has(flag.name) ? [{ name, flag, text: value, range }] : [];
  });
  return { program: 'etcd', release, ...line, variables, configFile: configFileOf(line, variables) };
}

function configFileOf(
  { uses }: FlagLine<EtcdFlag>,
  variables: readonly EtcdVariable[],
): EtcdLine['configFile'] {
  const use = lastNamed(uses, 'config-file');
  if (use) return use.value === '' ? null : { text: use.value, range: use.valueWord.range };
  const variable = variables.find(({ flag, text }) => flag.name === 'config-file' && text !== '');
  return variable ? { text: variable.text ?? '', range: variable.range } : null;
}

/** FlagToEnv (pkg/flags/flag.go) the other way; no name has an underscore. */
function flagOfVariable(name: string): EtcdFlag | undefined {
  return etcdFlag(name.slice('ETCD_'.length).toLowerCase().replaceAll('_', '-'));
}

/** The release of etcd that an image's tag tells; null for a tag of another thing. */
export function releaseOf({ image, version }: Pick<Component, 'image' | 'version'>): EtcdRelease | null {
  return version?.major === 3 && /etcd/i.test(image.text) ? version : null;
}

/**
 * A setting as etcd gets it: of several flags the last, else the variable, else the default. An empty variable is
 * none (setFlagFromEnv).
 */
export function settingOf(line: EtcdLine, name: string): EtcdSetting {
  const settings = settingsOf(line);
  let setting = settings.get(name);
  if (!setting) {
    setting = readSetting(line, name);
    settings.set(name, setting);
  }
  return setting;
}

/** Many checks ask for the same settings of one etcd, one after the other. */
const settingsOf = rememberLatest((_: EtcdLine) => new Map<string, EtcdSetting>());

function readSetting(line: EtcdLine, name: string): EtcdSetting {
  const use = lastNamed(line.uses, name);
  if (use) return { text: isOpen(use.value) ? null : use.value, range: use.valueWord.range };
  const variable = line.variables.find(({ flag, text }) => flag.name === name && text !== '');
  if (variable) {
    return {
      text: variable.text === null || isOpen(variable.text) ? null : variable.text,
      range: variable.range,
    };
  }
  return { text: etcdFlag(name)?.default ?? '', range: null };
}

/** Whether a service for that, and not --initial-cluster, tells it the members. */
export function isDiscovering(line: EtcdLine): boolean {
  return ['discovery', 'discovery-srv', 'discovery-endpoints'].some(
    (flag) => settingOf(line, flag).text !== '',
  );
}

/** A bool's value; null where it is not known or none. */
export function switchOf(line: EtcdLine, name: string): boolean | null {
  const { text } = settingOf(line, name);
  if (text !== null && /^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
  return text !== null && /^(?:|0|f|F|FALSE|false|False)$/.test(text) ? false : null;
}

/** An etcd and how it reads its command line. */
export interface Etcd {
  readonly component: Component;
  readonly line: EtcdLine;
}

type OfComponents = (components: readonly Component[]) => readonly Etcd[];

/** The etcds among components whose command lines are known. */
export const etcdsOf: OfComponents = rememberLatest((components) => {
  const found: Etcd[] = [];
  for (const component of components) {
    const { line } = component;
    if (line?.program === 'etcd') found.push({ component, line });
  }
  return found;
});

/** Those whose settings are known: they come from flags and variables, and not from a file, and all were read. */
export const configuredEtcdsOf: OfComponents = rememberLatest((components) =>
  etcdsOf(components).filter(({ line }) => line.configFile === null && isReadWhole(line)),
);

/** What stands behind a stray word, or in a misspelled flag, only seems to be missing. */
function isReadWhole({ positionals, faults }: EtcdLine): boolean {
  return (
    positionals.length === 0 &&
    faults.every(({ problem, name = '' }) => problem === 'unknown' && etcdFlag(name) !== undefined)
  );
}
