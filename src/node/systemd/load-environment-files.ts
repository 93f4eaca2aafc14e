import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceText } from '../../diagnostics/location.ts';
import type { Host } from '../host/host.ts';
import { readConfigFile } from './config-file.ts';
import { parseEnvironmentFile } from './environment-file.ts';
import { isEnvironmentName } from './environment-names.ts';
import { glob } from './glob.ts';
import { shorten } from './parse-config.ts';
import type { ServiceStart } from './service-start.ts';
import type { EnvironmentFileSetting, Variable } from './service-unit.ts';
import type { SystemdRules } from './systemd-version.ts';
import { locate } from './traced.ts';
import { isValidUtf8 } from './utf8.ts';

/** What the environment files of a unit give. */
export interface LoadedEnvironmentFiles {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly files: ServiceStart['unit']['environmentFiles'];
  /** False when one that must be there can't be used: then nothing is started. */
  readonly ok: boolean;
  /** One that must be there is not: which variables there are besides is not known. */
  readonly isPartial: boolean;
}

/** Loads EnvironmentFile= (systemd core/execute.c, exec_context_load_environment). */
export function loadEnvironmentFiles(
  host: Host,
  settings: readonly EnvironmentFileSetting[],
  rules: SystemdRules,
  diagnostics: Diagnostic[],
): LoadedEnvironmentFiles {
  const variables = new Map<string, Variable>();
  const files: ServiceStart['unit']['environmentFiles'][number][] = [];
  let ok = true;
  let isPartial = false;
  for (const { path, optional, location } of settings) {
    const matches = matchesOf(host, path);
    if (matches.length === 0) {
      files.push({ path, optional, loaded: false, location });
      const isMadeAtBoot = !host.live && VOLATILE_PLACE.test(path);
      isPartial ||= isMadeAtBoot || !optional;
      if (isMadeAtBoot) diagnostics.push(notCopied(path, location));
      else if (!optional) {
        diagnostics.push(missing(path, location));
        ok = false;
      }
    }
    for (const match of matches) {
      const loaded = loadOne(host, match, rules);
      files.push({ path: match, optional, loaded: loaded.ok, location });
      if (loaded.ok) {
        for (const diagnostic of loaded.diagnostics) diagnostics.push(diagnostic);
        for (const variable of loaded.variables) variables.set(variable.name, variable);
      } else if (!optional || loaded.problem !== ABSENT) {
        diagnostics.push(unusable(match, loaded.problem, optional, location));
        ok &&= optional;
        isPartial ||= !optional;
      }
    }
  }
  return { variables, files, ok, isPartial };
}

const ABSENT = 'it is not there';

/** What a node makes anew when it boots, and a copy of it lacks. */
const VOLATILE_PLACE = /^\/(run|var\/run|tmp|dev\/shm)\//;

type Loaded =
  | {
      readonly ok: true;
      readonly variables: readonly Variable[];
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly ok: false; readonly problem: string };

/** glob(3); a copy of a node may lack /dev/null. */
function matchesOf(host: Host, path: string): readonly string[] {
  const matches = glob(host, path);
  return matches.length === 0 && readConfigFile(host, path).kind === 'empty' ? [path] : matches;
}

function loadOne(host: Host, path: string, rules: SystemdRules): Loaded {
  const file = readConfigFile(host, path);
  switch (file.kind) {
    case 'text':
      return readEnvironmentFile(file.source, rules);
    case 'empty':
      return { ok: true, variables: [], diagnostics: [] };
    case 'absent':
      return { ok: false, problem: ABSENT };
    case 'unreadable':
      return { ok: false, problem: file.failure.message };
  }
}

/** Reads the text of an environment file, with what is to be said about it. */
export function readEnvironmentFile(source: SourceText, rules: SystemdRules): Loaded {
  if (source.text.includes('\0')) return { ok: false, problem: 'it holds a NUL byte' };
  const { entries, dropped } = parseEnvironmentFile(source, rules.commentBackslashEscapes);
  const variables = new Map<string, Variable>();
  const diagnostics: Diagnostic[] = dropped.map((range) => ({
    ruleId: 'environment-file-missing-equals',
    severity: 'warning',
    message: `systemd ignores "${shorten(source.text.slice(range.start, range.end))}": there is no "=" in it`,
    location: source.locate(range),
    help: 'write NAME=value; a value over several lines needs quotes, or a backslash at the end of each line',
  }));
  for (const { key, value, unclosed, joined } of entries) {
    if (!isValidUtf8(key.text) || !isValidUtf8(value.text)) {
      return { ok: false, problem: `"${shorten(key.text)}" is not valid UTF-8` };
    }
    if (unclosed) {
      // Then the value is what was meant, with the end of its line (basic/env-file.c parse_env_file_internal).
      const isLastLine = !/\n\s*\S/.test(source.text.slice(unclosed.start));
      diagnostics.push({
        ruleId: 'environment-file-unclosed-quote',
        severity: isLastLine ? 'info' : 'warning',
        message: isLastLine
          ? `this quote is never closed: "${shorten(key.text)}" ends with the file`
          : `this quote is never closed, so the rest of the file is part of "${shorten(key.text)}"`,
        location: source.locate(unclosed),
        help: 'close the quote',
      });
    }
    if (joined) {
      diagnostics.push({
        ruleId: 'environment-file-text-after-quote',
        severity: 'warning',
        message: `the quote ends before this, and systemd joins it to what was quoted: "${shorten(key.text)}" is "${shorten(value.text)}"`,
        location: source.locate(joined),
        help: 'put the whole value into one pair of quotes, and use other quotes within',
      });
    }
    if (isEnvironmentName(key.text)) {
      variables.set(key.text, { name: key.text, value });
    } else {
      diagnostics.push({
        ruleId: 'environment-file-bad-name',
        severity: 'warning',
        message: `systemd ignores the assignment: "${shorten(key.text)}" is not the name of a variable`,
        location: locate(key),
        help: badNameHelp(key.text),
      });
    }
  }
  return { ok: true, variables: [...variables.values()], diagnostics };
}

function badNameHelp(key: string): string {
  if (/^export[ \t]/.test(key)) return 'remove "export": the file is not read by a shell';
  if (key.startsWith('\ufeff')) return 'save the file without a byte order mark';
  return 'a name consists of letters, digits and "_", and does not begin with a digit';
}

function missing(path: string, location: EnvironmentFileSetting['location']): Diagnostic {
  return {
    ruleId: 'environment-file-missing',
    severity: 'error',
    message: `the unit does not start: there is no environment file "${path}"`,
    location,
    help: 'create the file, or put "-" before the path when it may be missing',
  };
}

function notCopied(path: string, location: EnvironmentFileSetting['location']): Diagnostic {
  return {
    ruleId: 'environment-file-not-copied',
    severity: 'info',
    message: `the environment file "${path}", which the node makes when it boots, is not in this copy, so what it sets is not known`,
    location,
  };
}

function unusable(
  path: string,
  problem: string,
  optional: boolean,
  location: EnvironmentFileSetting['location'],
): Diagnostic {
  const consequence = optional ? 'systemd ignores' : 'the unit does not start over';
  return {
    ruleId: problem === ABSENT ? 'environment-file-missing' : 'environment-file-unusable',
    severity: optional ? 'warning' : 'error',
    message: `${consequence} the environment file "${path}": ${problem}`,
    location,
  };
}
