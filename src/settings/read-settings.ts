import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Sourced } from '../diagnostics/origin.ts';
import { type Minor, parseMinor } from '../versions/minor.ts';
import { locate } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Document, Member, Node } from '../yaml/tree.ts';
import { type PathPattern, parsePattern } from './path-pattern.ts';
import {
  boolean,
  complain,
  entries,
  list,
  listed,
  members,
  oneOf,
  type Read,
  type Reading,
  sourced,
  text,
  unknownName,
  wrongValue,
} from './readers.ts';
import type { FailOn, Level, OutputSetting, Settings, Vocabulary } from './settings.ts';

/** A settings file: the bytes, what it is called in findings, and the directory that its paths are below. */
export interface SettingsFile {
  readonly name: string;
  readonly directory: string;
  readonly bytes: Uint8Array;
}

/** What a settings file says; with errors it is not to be used, for what is wrong is left out of it. */
export function readSettings(
  { name, directory, bytes }: SettingsFile,
  vocabulary: Vocabulary,
): { readonly settings: Settings; readonly diagnostics: readonly Diagnostic[] } {
  const reading: Reading = { document: parseDocument(bytes, name), problems: [] };
  const { root } = reading.document;
  refuseText(reading.document, reading);
  // An empty file, or one of comments only, says nothing.
  const said = root && root.kind !== 'null' ? settingsOf(vocabulary)(root, reading) : undefined;
  const settings: Settings = {
    directory,
    checks: said?.checks?.value ?? new Map(),
    overrides: said?.overrides?.value ?? [],
    exclude: said?.exclude?.value ?? [],
    ...(said?.checksEnabled && { checksEnabled: said.checksEnabled }),
    ...(said?.kubeletVersions && { kubeletVersions: said.kubeletVersions }),
    ...(said?.nodeName && { nodeName: said.nodeName }),
    ...(said?.featureGates && { featureGates: said.featureGates.value }),
    ...(said?.formats && { formats: said.formats }),
    ...(said?.failOn && { failOn: said.failOn }),
  };
  return { settings, diagnostics: reading.problems.sort(compareDiagnostics) };
}

/** The members of a settings file. */
function settingsOf(vocabulary: Vocabulary) {
  const checks = entries(
    (member, reading) => levelOf(member, vocabulary, reading),
    'rules with their levels',
  );
  return members({
    $schema: text('the address of a schema'),
    checks,
    overrides: list(overrideOf(checks), 'overrides'),
    exclude: patterns,
    checksEnabled: boolean,
    kubeletVersions: some(list(kubeletVersion, 'kubelet versions')),
    nodeName: text("the node's name"),
    featureGates: entries(
      ({ value }, reading) => boolean(value, reading),
      'feature gates, each true or false',
    ),
    formats: outputs(vocabulary),
    failOn: oneOf<FailOn>(['error', 'warning', 'info', 'never'], 'failOn'),
  });
}

/** What is wrong with the text as a whole. */
function refuseText({ error, duplicates, ignored }: Document, reading: Reading): void {
  const start = { start: 0, end: 0 };
  if (error) {
    complain(reading, error.range ?? start, { ruleId: 'settings-syntax', message: error.message });
  }
  for (const { key, first, second, merge } of duplicates) {
    if (merge) continue;
    const message = `"${key}" is here a second time`;
    const related = [{ location: locate(reading.document, first), message: 'the first time' }];
    complain(reading, second, { ruleId: 'settings-member', message, related });
  }
  if (ignored) {
    const message = 'settings are one document, and this begins another';
    complain(reading, ignored, { ruleId: 'settings-syntax', message });
  }
}

/** YAML has `off` and `on` for false and true. */
function levelOf({ key, keyRange, value }: Member, { rules }: Vocabulary, reading: Reading) {
  const rule = rules.get(key);
  if (rule === undefined) {
    const message = `there is no rule "${key}"`;
    return unknownName(reading, keyRange, key, rules.keys(), { ruleId: 'settings-rule', message });
  }
  const level = value.kind === 'boolean' ? (value.value ? 'on' : 'off') : readLevel(value, reading);
  if (level === undefined || level === 'on' || rule === 'settable') return level;
  return complain(reading, value, {
    ruleId: 'settings-refusal',
    message: `"${key}" is an error, which settings can neither switch off nor lower`,
    help: 'what is refused stays refused; "exclude" takes out files that are not for a kubelet',
  });
}

const knownLevel = oneOf<Level>(['off', 'on', 'info', 'warning'], 'a level');

const readLevel: Read<Level> = (node, reading) => {
  if (node.kind !== 'string' || node.value !== 'error') return knownLevel(node, reading);
  const help = 'to fail on a warning, say "failOn: warning"';
  return wrongValue(reading, node, 'only what the kubelet refuses is an error', help);
};

const pattern: Read<Sourced<PathPattern>> = (node, reading) => {
  const written = text('a pattern of paths')(node, reading);
  if (written === undefined) return undefined;
  const parsed = parsePattern(written);
  return 'problem' in parsed
    ? wrongValue(reading, node, `the pattern "${written.slice(0, 64)}" ${parsed.problem}`)
    : sourced(parsed, node, reading);
};

const patterns = list(pattern, 'patterns of paths');

function overrideOf(checks: ReturnType<typeof entries<Level>>) {
  const read = members({ paths: some(patterns), checks });
  return (node: Node, reading: Reading) => {
    const said = read(node, reading);
    if (!said || (said.paths && said.checks)) {
      return said && { paths: said.paths!.value, checks: said.checks!.value };
    }
    // A member that is there and wrong has been spoken of.
    const lacking = (['paths', 'checks'] as const).filter(
      (name) => node.kind === 'object' && !node.members.some(({ key }) => key === name),
    );
    return lacking.length === 0
      ? undefined
      : wrongValue(reading, node, `an override has "paths" and "checks"; here is no "${lacking[0]}"`);
  };
}

const kubeletVersion: Read<Minor> = (node, reading) => {
  const written = text('a kubelet version')(node, reading);
  if (written === undefined) return undefined;
  const minor = parseMinor(written);
  return (
    minor ?? wrongValue(reading, node, `"${written.slice(0, 64)}" is not a Kubernetes version such as "1.34"`)
  );
};

/** Where the formats go: one of them at most to standard output. */
function outputs(vocabulary: Vocabulary): Read<readonly OutputSetting[]> {
  const read = some(list(outputOf(vocabulary), 'formats'));
  return (node, reading) => {
    const second = node.kind === 'array' && node.items.filter(({ kind }) => kind === 'string')[1];
    if (!second) return read(node, reading);
    const message = 'only one format can go to standard output';
    return wrongValue(reading, second, message, 'give the others a file: "json: report.json"');
  };
}

/** A format's name; an object with that as its one member, and a file. */
function outputOf({ formats }: Vocabulary): Read<OutputSetting> {
  const name = oneOf(formats, 'a format');
  return (node, reading) => {
    if (node.kind !== 'object') {
      const format = name(node, reading);
      return format === undefined ? undefined : { format };
    }
    const [member, ...more] = node.members;
    if (!member || more.length > 0) {
      return wrongValue(
        reading,
        node,
        'this is a format, or one format with its file: "sarif: report.sarif"',
      );
    }
    const { key, keyRange, value } = member;
    if (!formats.includes(key)) {
      const message = `a format is ${listed(formats)}, not "${key.slice(0, 64)}"`;
      return unknownName(reading, keyRange, key, formats, { ruleId: 'settings-value', message });
    }
    const file = outputFile(value, reading);
    return file === undefined ? undefined : { format: key, file };
  };
}

/** Settings are data that may come with anybody's files: they can't have a file written just anywhere. */
const outputFile: Read<string> = (node, reading) => {
  const file = text('the name of a file')(node, reading);
  if (file === undefined) return undefined;
  const isBelow = !file.startsWith('/') && !file.endsWith('/') && !file.split('/').includes('..');
  return isBelow
    ? file
    : wrongValue(
        reading,
        node,
        'a report goes into a file below the directory of the settings',
        'give another place as a flag: -o FORMAT=FILE',
      );
};

/** A list with something in it. */
function some<T>(read: Read<readonly T[]>): Read<readonly T[]> {
  return (node, reading) =>
    node.kind === 'array' && node.items.length === 0
      ? wrongValue(reading, node, 'this list is empty')
      : read(node, reading);
}
