import { type ExtractFlags, extractWord, skipWhitespace, WHITESPACE } from './extract-word.ts';
import { type Assignment, isSafe, shorten } from './parse-config.ts';
import { isValidFileName, isValidPath, simplifyPath } from './paths.ts';
import type { CommandKey } from './service-unit.ts';
import { type Complaint, ignore, refuse, resolve, type SettingContext } from './setting-context.ts';
import { slice, startOf, type Traced } from './traced.ts';

const WORD: ExtractFlags = { unquote: true, unescape: true };

/** A word, or nothing more to read, or a line that can't be cut into words. */
type Read =
  | { readonly kind: 'word'; readonly word: Traced; readonly next: number | undefined }
  | { readonly kind: 'end' }
  | { readonly kind: 'unbalanced' };

interface Prefixes {
  readonly length: number;
  readonly ignoreFailure: boolean;
  readonly separateArgv0: boolean;
  readonly expandsVariables: boolean;
}

/**
 * ExecStart= and its kind: adds the commands of the line, an empty one takes all away (systemd
 * core/load-fragment.c, config_parse_exec).
 */
export function readExec(context: SettingContext, assignment: Assignment): boolean {
  const key = assignment.key as CommandKey;
  const { value } = assignment;
  if (value.text === '') {
    context.service.commands[key] = [];
    if (key === 'ExecStart') context.service.emptyExecStart = assignment.location;
    return true;
  }
  warnAboutTrailingBackslash(context, assignment);
  let at: number | undefined = 0;
  while (at !== undefined) {
    const first = readWord(context, value, at);
    if (first.kind === 'unbalanced') {
      ignore(context, 'the line', unbalanced(value));
      return true;
    }
    if (first.kind === 'end') return true;
    // Upstream compares after unquoting, so that ";" in quotes separates too, at this place only.
    if (first.word.text === ';') {
      at = first.next;
      continue;
    }
    const command = readCommand(context, assignment, key, first.word, first.next);
    if (command.problem) {
      const { problem, ignored } = command;
      if (!ignored) return refuse(context, problem);
      ignore(context, 'the line', problem);
      return true;
    }
    at = command.next;
  }
  return true;
}

/** Reads one command, from its first word to the separator or the end. */
function readCommand(
  context: SettingContext,
  assignment: Assignment,
  key: CommandKey,
  first: Traced,
  rest: number | undefined,
): { problem: Complaint; ignored: boolean } | { problem?: never; next: number | undefined } {
  const { value } = assignment;
  const prefixes = readPrefixes(first.text);
  const failed = (problem: Complaint) => ({ problem, ignored: prefixes.ignoreFailure });

  const resolved = resolve(context, slice(first, prefixes.length));
  if (!resolved.ok) return failed(resolved.complaint);
  const path = resolved.value;
  const problem = pathProblem(path.text);
  if (problem) {
    const location = first.source.locate(first);
    return failed({ ruleId: 'unit-bad-executable', location, problem, help: PATH_HELP });
  }

  const argv: Traced[] = prefixes.separateArgv0 ? [] : [{ ...path, start: first.start, end: first.end }];
  let at = rest;
  let next: number | undefined;
  while (at !== undefined && at < value.text.length) {
    if (isAlone(value.text, at, ';')) {
      next = skipWhitespace(value.text, at + 1);
      break;
    }
    if (isAlone(value.text, at, '\\;')) {
      argv.push({ ...slice(value, at + 1, at + 2), start: startOf(value, at) });
      at = skipWhitespace(value.text, at + 2);
      continue;
    }
    const read = readWord(context, value, at);
    if (read.kind === 'end') break;
    if (read.kind === 'unbalanced') return failed(unbalanced(value));
    const word = resolve(context, read.word);
    if (!word.ok) return failed(word.complaint);
    argv.push(word.value);
    at = read.next;
  }
  if (argv.length === 0) {
    return failed({
      ruleId: 'unit-bad-executable',
      location: first.source.locate(first),
      problem: 'after the prefix "@" a second word must follow as argument zero',
    });
  }
  context.service.commands[key].push({
    key,
    path: simplifyPath(path.text),
    argv,
    ignoreFailure: prefixes.ignoreFailure,
    expandsVariables: prefixes.expandsVariables,
    location: assignment.location,
  });
  return { next };
}

/** extract_first_word_and_warn: a word with an unknown escape keeps it, with a warning. */
function readWord(context: SettingContext, value: Traced, at: number): Read {
  const strict = extractWord(value, at, WORD);
  if (strict.kind !== 'invalid') return strict;
  const relaxed = extractWord(value, at, { ...WORD, keepUnknownEscapes: true });
  if (relaxed.kind === 'invalid') return { kind: 'unbalanced' };
  // A backslash at the very end has a word of its own: see warnAboutTrailingBackslash.
  if (relaxed.kind === 'word' && relaxed.word.end !== value.end) {
    context.diagnostics.push({
      ruleId: 'unit-unknown-escape',
      severity: 'warning',
      message: `"${shorten(relaxed.word.text)}" holds a backslash that begins no escape, so it stays in the word`,
      location: relaxed.word.source.locate(relaxed.word),
      help: 'write "\\\\" for a backslash that is meant',
    });
  }
  return relaxed;
}

/** The prefix characters, each once, in any order; one more is part of the path. */
function readPrefixes(word: string): Prefixes {
  let ignoreFailure = false;
  let separateArgv0 = false;
  let expandsVariables = true;
  let privileges = '';
  let length = 0;
  for (; length < word.length; length++) {
    const char = word[length]!;
    if (char === '-' && !ignoreFailure) ignoreFailure = true;
    else if (char === '@' && !separateArgv0) separateArgv0 = true;
    else if (char === ':' && expandsVariables) expandsVariables = false;
    else if ((char === '+' && privileges === '') || (char === '!' && /^!?$/.test(privileges)))
      privileges += char;
    else break;
  }
  return { length, ignoreFailure, separateArgv0, expandsVariables };
}

function pathProblem(path: string): string | undefined {
  if (path === '') return 'there is no executable behind the prefix';
  if (!isSafe(path)) {
    return `the executable "${shorten(path)}" holds a quote, a backslash or a control character`;
  }
  if (path.endsWith('/')) return `the executable "${shorten(path)}" is a directory`;
  if (!(path.startsWith('/') ? isValidPath(path) : isValidFileName(path))) {
    return `the executable "${shorten(path)}" is neither an absolute path nor a bare name`;
  }
  return undefined;
}

const PATH_HELP = 'begin with the absolute path of the executable; variables and "~" mean nothing there';

function unbalanced(value: Traced): Complaint {
  return {
    ruleId: 'unit-unbalanced-quote',
    location: value.source.locate(value),
    problem: 'a quote is not closed',
    help: 'close it, or write "\\\'" or "\\"" for a quote that is meant',
  };
}

/** Whether a word stands there unquoted and alone. */
function isAlone(text: string, at: number, word: string): boolean {
  const after = text[at + word.length];
  return text.startsWith(word, at) && (after === undefined || WHITESPACE.includes(after));
}

/** The two usual ways to spoil a continuation: `\\` (pasted from a here-document), and white space behind `\`. */
function warnAboutTrailingBackslash(context: SettingContext, { value }: Assignment): void {
  const { text, source } = value;
  if (!text.endsWith('\\')) return;
  const doubled = /\\\\$/.test(text);
  const { end } = value;
  context.diagnostics.push({
    ruleId: 'unit-broken-continuation',
    severity: 'warning',
    message: doubled
      ? 'two backslashes at the end of the line are a literal backslash, so the command ends here and the next lines are not part of it'
      : 'white space behind the backslash keeps the line from continuing, so the command ends here',
    location: source.locate({ start: end - (doubled ? 2 : 1), end }),
    help: 'end the line in exactly one backslash with nothing behind it',
  });
}
