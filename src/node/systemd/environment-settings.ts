import { isEnvironmentAssignment, isEnvironmentName } from './environment-names.ts';
import { extractWord } from './extract-word.ts';
import { type Assignment, shorten } from './parse-config.ts';
import { checkPath } from './paths.ts';
import type { Variable } from './service-unit.ts';
import { ignore, resolve, type SettingContext, type WordContext } from './setting-context.ts';
import { locate, slice, type Traced } from './traced.ts';

/** Environment= (systemd core/load-fragment.c, config_parse_environ). */
export function readEnvironment(context: SettingContext, assignment: Assignment): boolean {
  readAssignments(context, assignment, context.service.environment);
  return true;
}

/** Adds the assignments of a line to `into`; an empty line takes all away. */
export function readAssignments(
  context: WordContext,
  { value, key }: Assignment,
  into: Map<string, Variable>,
): void {
  if (value.text === '') into.clear();
  forEachWord(context, key, value, (word) => {
    const resolved = resolve(context, word);
    if (!resolved.ok) {
      ignore(context, 'the assignment', resolved.complaint);
      return;
    }
    const { text } = resolved.value;
    if (!isEnvironmentAssignment(text)) {
      ignore(context, `"${shorten(text)}"`, {
        ruleId: 'environment-bad-assignment',
        location: locate(word),
        problem: 'it is not an assignment NAME=VALUE',
        help: 'quote an assignment whose value has spaces: "NAME=a b"',
      });
      return;
    }
    const equals = text.indexOf('=');
    const name = text.slice(0, equals);
    into.set(name, { name, value: slice(resolved.value, equals + 1) });
  });
}

/** PassEnvironment= (config_parse_pass_environ). */
export function readPassEnvironment(context: SettingContext, { key, value }: Assignment): boolean {
  const names = readNames(context, key, value, isEnvironmentName);
  context.service.passEnvironment = value.text === '' ? [] : [...context.service.passEnvironment, ...names];
  return true;
}

/** UnsetEnvironment= (config_parse_unset_environ). */
export function readUnsetEnvironment(context: SettingContext, { key, value }: Assignment): boolean {
  const valid = (text: string) => isEnvironmentName(text) || isEnvironmentAssignment(text);
  const names = readNames(context, key, value, valid);
  context.service.unsetEnvironment = value.text === '' ? [] : [...context.service.unsetEnvironment, ...names];
  return true;
}

function readNames(
  context: SettingContext,
  key: string,
  value: Traced,
  valid: (text: string) => boolean,
): string[] {
  const names: string[] = [];
  forEachWord(context, key, value, (word) => {
    const resolved = resolve(context, word);
    if (!resolved.ok) ignore(context, 'the word', resolved.complaint);
    else if (valid(resolved.value.text)) names.push(resolved.value.text);
    else {
      const problem = 'it is not the name of an environment variable';
      const complaint = { ruleId: 'environment-bad-name', location: locate(word), problem };
      ignore(context, `"${shorten(resolved.value.text)}"`, complaint);
    }
  });
  return names;
}

/** The words of a line; an unknown escape or an open quote ends it, what stood before counts. */
function forEachWord(context: WordContext, key: string, value: Traced, take: (word: Traced) => void): void {
  let at: number | undefined = 0;
  while (at !== undefined) {
    const read = extractWord(value, at, { unquote: true, unescape: true });
    if (read.kind === 'end') return;
    if (read.kind === 'invalid') {
      ignore(context, `the rest of ${key}=`, {
        ruleId: 'environment-bad-syntax',
        location: locate(slice(value, at)),
        problem: 'it holds a quote that is not closed or a backslash that begins no escape',
        help: 'close the quote; write "\\\\" for a backslash that is meant',
      });
      return;
    }
    take(read.word);
    at = read.next;
  }
}

/** EnvironmentFile=: the whole value is one path (config_parse_unit_env_file). */
export function readEnvironmentFileSetting(context: SettingContext, assignment: Assignment): boolean {
  const { value } = assignment;
  if (value.text === '') {
    context.service.environmentFiles = [];
    return true;
  }
  const optional = value.text.startsWith('-');
  const resolved = resolve(context, slice(value, optional ? 1 : 0));
  if (!resolved.ok) {
    ignore(context, 'the line', resolved.complaint);
    return true;
  }
  const checked = checkPath(resolved.value.text, 'absolute');
  if (!checked.ok) {
    ignore(context, 'the line', {
      ruleId: 'environment-file-bad-path',
      location: locate(value),
      problem: `the path "${shorten(resolved.value.text)}" is ${checked.problem}`,
      help: 'give one absolute path without quotes, with "-" directly before it when the file may be missing',
    });
    return true;
  }
  context.service.environmentFiles.push({ path: checked.path, optional, location: locate(value) });
  return true;
}
