import type { Range } from '../diagnostics/location.ts';
import { type EtcdFlag, type EtcdRelease, etcdFlag, etcdHasFlag } from '../versions/etcd-flags.ts';
import type { Component, Written } from './component.ts';
import { readGoFlags } from './go-flags.ts';

/** How etcd reads its command line and its environment (server/etcdmain/config.go parse). */
export interface EtcdLine {
  /** Of the image; null where its tag does not tell. */
  readonly release: EtcdRelease | null;
  readonly uses: readonly EtcdUse[];
  /** Where etcd gives up: all such places, not only the first. */
  readonly faults: readonly EtcdFault[];
  /** The first word that is no flag, and why etcd meets it. */
  readonly stray: Written | null;
  /** Variables that etcd takes for flags. */
  readonly variables: readonly EtcdVariable[];
  /** Where the one file is named that everything else is then ignored for. */
  readonly configFile: { readonly text: string; readonly range: Range } | null;
}

/** A flag that is set. */
export interface EtcdUse {
  readonly flag: EtcdFlag;
  readonly text: string;
  /** The word that holds the flag, and the one that holds its value: mostly the same. */
  readonly word: Written;
  readonly valueWord: Written;
}

/** A place where the reading ends. */
export interface EtcdFault {
  readonly problem: 'unknown' | 'syntax' | 'argument' | 'help';
  /** Without dashes. */
  readonly name?: string;
  readonly message: string;
  readonly word: Written;
}

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

const read = new WeakMap<Component, EtcdLine | null>();

/** Null for another program, and where something else starts etcd. */
function etcdLineOf(component: Component): EtcdLine | null {
  if (component.name !== 'etcd') return null;
  let line = read.get(component);
  if (line === undefined) {
    line = readLine(component);
    read.set(component, line);
  }
  return line;
}

function readLine(component: Component): EtcdLine | null {
  const { arguments: words, flags } = component;
  if (flags === null) return null;
  const release = releaseOf(component);
  const has = (name: string) => release === null || etcdHasFlag(name, release) !== false;
  const line = { uses: [] as EtcdUse[], faults: [] as EtcdFault[] };
  let stray: Written | null = null;
  const events = readGoFlags(
    words.map(({ text }) => text),
    (name) => (has(name) ? etcdFlag(name) : undefined),
  );
  for (const event of events) {
    const word = words[event.word]!;
    if (event.kind === 'positional') stray ??= word;
    else if (event.kind === 'fault') line.faults.push({ ...event, word });
    else line.uses.push({ flag: event.flag, text: event.text, word, valueWord: words[event.valueWord]! });
  }
  const variables = component.variables.flatMap(({ name, value, range }) => {
    const flag = name.startsWith('ETCD_') ? flagOfVariable(name) : undefined;
    return flag && has(flag.name) ? [{ name, flag, text: value, range }] : [];
  });
  const file =
    line.uses.findLast(({ flag }) => flag.name === 'config-file') ??
    variables.find(({ flag, text }) => flag.name === 'config-file' && text !== '');
  const configFile =
    file === undefined || file.text === ''
      ? null
      : { text: file.text ?? '', range: 'valueWord' in file ? file.valueWord.range : file.range };
  return { release, ...line, stray, variables, configFile };
}

/** FlagToEnv (pkg/flags/flag.go) the other way; no name has an underscore. */
function flagOfVariable(name: string): EtcdFlag | undefined {
  return etcdFlag(name.slice('ETCD_'.length).toLowerCase().replaceAll('_', '-'));
}

function releaseOf({ image, version }: Component): EtcdRelease | null {
  return version?.major === 3 && /etcd/i.test(image.text) ? version : null;
}

/** Whether a text holds a variable or a placeholder that nothing here replaces. */
export function isOpen(text: string): boolean {
  return text.includes('$(') || text.includes('<') || text.includes('{{');
}

/**
 * A setting as etcd gets it: of several flags the last, else the variable, else the default. An empty variable is
 * none (setFlagFromEnv).
 */
export function settingOf(line: EtcdLine, name: string): EtcdSetting {
  const use = line.uses.findLast(({ flag }) => flag.name === name);
  if (use) return { text: isOpen(use.text) ? null : use.text, range: use.valueWord.range };
  const variable = line.variables.find(({ flag, text }) => flag.name === name && text !== '');
  if (variable) {
    return {
      text: variable.text === null || isOpen(variable.text) ? null : variable.text,
      range: variable.range,
    };
  }
  return { text: etcdFlag(name)?.default ?? '', range: null };
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

const NONE: readonly Etcd[] = [];

/** The etcds among components whose command lines are known. */
export function etcdsOf(components: readonly Component[]): readonly Etcd[] {
  if (!components.some(({ name }) => name === 'etcd')) return NONE;
  return components.flatMap((component) => {
    const line = etcdLineOf(component);
    return line ? [{ component, line }] : [];
  });
}

/** Those that take their settings from flags and variables, and not from a file. */
export function configuredEtcdsOf(components: readonly Component[]): readonly Etcd[] {
  return etcdsOf(components).filter(({ line }) => line.configFile === null);
}
