import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { locate } from '../../../yaml/navigate.ts';
import { parseDocument } from '../../../yaml/parse-document.ts';
import type { Document, Node } from '../../../yaml/tree.ts';
import type { Host } from '../../host/host.ts';
import type { Launch } from '../../launch/launch.ts';
import { nodePathOf } from '../../launch/programs.ts';
import { notKnown } from '../../launch/words.ts';
import type { Word } from '../../systemd/service-start.ts';
import { fileWord } from '../argument-words.ts';
import { scalarText } from '../scalar-text.ts';

/** The flags that k3s or rke2 finds in its configuration file, or why they can't be known. */
export type ConfiguredFlags =
  | { readonly ok: true; readonly words: readonly Word[]; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/** Where the configuration file lies, and whether somebody said so. */
interface Place {
  readonly path: string;
  readonly given: Word | undefined;
}

/** What the configuration has for one key, in the files' order. */
interface Entry {
  readonly document: Document;
  readonly node: Node;
}

/**
 * The configuration file and its drop-ins as words of a command line, which k3s puts before those of its real
 * one (k3s-io/k3s pkg/configfilearg/parser.go, Parse and readConfigFile). A later file replaces a key; `key+`
 * appends to it.
 */
export function configuredFlags(host: Host, launch: Launch, program: string): ConfiguredFlags {
  const place = configurationPlace(launch, program);
  if (!place) return { ok: true, words: [], diagnostics: [] };
  const { path, given } = place;
  if (/^https?:/i.test(path)) {
    return unknown(given, `"${program}" fetches its configuration from "${path}", which is not looked at`);
  }
  const base = nodePathOf(launch, path);
  if (base === null) return unknown(given, `where "${path}" lies on the node is not known`);

  if (!host.live && !host.stat(base).ok && host.lstat(base).ok) {
    return unknown(
      given,
      `what the link "${path}" leads to is not here, so the flags of "${program}" are not known`,
    );
  }
  const files = [...(host.stat(base).ok ? [base] : []), ...dropIns(host, base)];
  if (files.length === 0) {
    if (!given) return { ok: true, words: [], diagnostics: [] };
    const message = `"${path}", the configuration of "${program}", is not here`;
    if (!host.live) return unknown(given, `${message}, so its flags are not known`);
    return { ok: true, words: [], diagnostics: [configurationMissing(given, program, message)] };
  }
  return flagsOf(host, files, program);
}

/** Parser.findConfigFileFlag: the variable counts before the flag. */
function configurationPlace({ argv, environment }: Launch, program: string): Place | undefined {
  const variable = `${program.toUpperCase()}_CONFIG_FILE`;
  const named = environment.get(variable);
  if (named) return { path: named, given: { value: named, origin: { kind: 'environment', variable } } };
  for (const [i, word] of argv.entries()) {
    if (word.value === '--config' || word.value === '-c') {
      const next = argv[i + 1];
      return next && { path: next.value, given: next };
    }
    const attached = /^(?:--config|-c)=(.*)$/s.exec(word.value);
    if (attached) return { path: attached[1]!, given: word };
  }
  return { path: `/etc/rancher/${program}/config.yaml`, given: undefined };
}

/** Parser.dotDFiles: not recursive, in the order of their names. */
function dropIns(host: Host, base: string): readonly string[] {
  const names = host.readDir(`${base}.d`);
  return (names.ok ? names.value : [])
    .filter((name) => /\.ya?ml$/i.test(name))
    .map((name) => `${base}.d/${name}`)
    .filter((path) => {
      const info = host.lstat(path);
      return info.ok && info.value.type !== 'directory';
    });
}

function flagsOf(host: Host, files: readonly string[], program: string): ConfiguredFlags {
  const values = new Map<string, Entry[]>();
  for (const path of files) {
    const file = host.readFile(path);
    if (!file.ok) return broken(path, program, file.failure.message);
    const document = parseDocument(file.value, path);
    const { root } = document;
    if (root?.kind === 'null') continue;
    if (root?.kind !== 'object')
      return broken(path, program, document.error?.message ?? 'it is not a mapping');
    // The tree has the keys sorted; "key" and "key+" count in the order in which they are written.
    const members = [...root.members].sort((a, b) => a.keyRange.start - b.keyRange.start);
    for (const { key, value } of members) {
      const name = key.endsWith('+') ? key.slice(0, -1) : key;
      const entries = itemsOf(value).map((node) => ({ document, node }));
      const before = key.endsWith('+') ? values.get(name) : undefined;
      values.set(name, [...(before ?? []), ...entries]);
    }
  }
  return { ok: true, words: [...values].flatMap(([key, entries]) => wordsOf(key, entries)), diagnostics: [] };
}

function itemsOf(node: Node): readonly Node[] {
  return node.kind === 'array' ? node.items : [node];
}

function wordsOf(key: string, entries: readonly Entry[]): readonly Word[] {
  const flag = key.length === 1 ? `-${key}` : `--${key}`;
  return entries.map(({ document, node }) => fileWord(`${flag}=${scalarText(node)}`, locate(document, node)));
}

function unknown(given: Word | undefined, message: string): ConfiguredFlags {
  return { ok: false, diagnostic: notKnown(message, given?.origin.location) };
}

function broken(path: string, program: string, why: string): ConfiguredFlags {
  const diagnostic: Diagnostic = {
    ruleId: 'distribution-configuration-invalid',
    severity: 'error',
    message: `"${program}" can't read its configuration "${path}": ${why}`,
    help: `correct the file: "${program}" does not start with it`,
    location: { file: path },
  };
  return { ok: false, diagnostic };
}

function configurationMissing(given: Word, program: string, message: string): Diagnostic {
  return {
    ruleId: 'distribution-configuration-missing',
    severity: 'warning',
    message: `${message}, so "${program}" starts without it`,
    help: 'correct the path, or write the file',
    ...(given.origin.location && { location: given.origin.location }),
  };
}
