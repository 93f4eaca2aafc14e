import { encode } from '../../bytes/text.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import type { Environment } from './build-environment.ts';
import { isEnvironmentName } from './environment-names.ts';
import { extractWord } from './extract-word.ts';
import { shorten } from './parse-config.ts';
import type { PartialWord, Word } from './service-start.ts';
import type { ExecCommand } from './service-unit.ts';
import { locate, slice, type Traced, tracedWhole } from './traced.ts';

/** No command line takes more, whatever the limits: 3/4 of _STK_LIM, in bytes (linux/fs/exec.c). */
const MAX_SPACE = 6 * 1024 * 1024;
/** What a word takes beside its bytes: the terminating NUL and a pointer. */
const WORD_SPACE = 1 + 8;

/** A command line as it is executed; undefined when it is too long for any machine. */
export interface ExpandedCommand {
  readonly argv: readonly Word[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** A value that a reference stands for; undefined when the variable is not set. */
interface Found {
  readonly value: string;
  readonly traced?: Traced;
}

/**
 * Replaces variables in a command's words (systemd basic/env-util.c, replace_env_argv). Where the environment is
 * `partial`, variables that are not in it may be set all the same.
 */
export function expandCommand(
  command: ExecCommand,
  environment: Environment,
  partial = false,
): ExpandedCommand {
  const diagnostics: Diagnostic[] = [];
  const unset = new Set<string>();
  const reportUnset = (name: string, word: Traced, vanishes: boolean) => {
    if (unset.has(name) || (partial && isEnvironmentName(name))) return;
    unset.add(name);
    diagnostics.push(unsetVariable(name, word, vanishes));
  };

  const argv: Word[] = [];
  let space = 0;
  for (const word of command.argv) {
    const words = command.expandsVariables
      ? expandWord(word, { environment, partial, reportUnset })
      : [{ value: word.text, origin: unitOrigin(word) }];
    for (const one of words) {
      space += one.value.length + WORD_SPACE;
      if (space > MAX_SPACE) return { argv: undefined, diagnostics };
      argv.push(one);
    }
  }
  return { argv, diagnostics };
}

interface Scope {
  readonly environment: Environment;
  readonly partial: boolean;
  readonly reportUnset: (name: string, word: Traced, vanishes: boolean) => void;
}

function expandWord(word: Traced, scope: Scope): Iterable<Word> {
  const { text } = word;
  const second = text[1];
  if (text[0] !== '$' || second === '{' || second === '$') return [replaceVariables(word, scope)];
  // `$NAME` as a whole word: the value is split, and the name is all that follows the dollar sign.
  const name = text.slice(1);
  const found = look(scope.environment, name);
  if (found) return splitValue(name, found, word);
  scope.reportUnset(name, word, true);
  return scope.partial && isEnvironmentName(name) ? [unknownWord(word, '', 'words')] : [];
}

/** The words of a variable's value; quotes group, a backslash protects, nothing is ever invalid. */
function* splitValue(name: string, found: Found, word: Traced): Iterable<Word> {
  // Without a place of its own each word is said to come from the reference only.
  const traced = found.traced ?? tracedWhole(word.source, found.value, word.start, word.end);
  let at: number | undefined = 0;
  while (at !== undefined) {
    const read = extractWord(traced, at, { unquote: true, relax: true });
    if (read.kind !== 'word') return;
    const place = found.traced && read.word;
    yield { value: read.word.text, origin: environmentOrigin(name, place, word) };
    at = read.next;
  }
}

/** Replaces `${NAME}` and `$$` in a word (replace_env_n); any other `$` stays. */
function replaceVariables(word: Traced, { environment, partial, reportUnset }: Scope): Word {
  const { text } = word;
  if (!text.includes('$')) return { value: text, origin: unitOrigin(word) };
  let out = '';
  let kept = 0;
  let origin: Origin | undefined;
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '$') continue;
    const next = text[++i];
    if (next === '$') {
      out += text.slice(kept, i);
      kept = i + 1;
    } else if (next === '{') {
      const end = endOfReference(text, i + 1);
      if (end === undefined) break;
      // A colon inside is syntax that systemd does not have: all stays, and reading goes on behind it.
      if (text[end] === '}') {
        const name = text.slice(i + 1, end);
        const found = look(environment, name);
        out += text.slice(kept, i - 1) + (found?.value ?? '');
        kept = end + 1;
        if (found) origin ??= environmentOrigin(name, found.traced, word);
        else if (partial && isEnvironmentName(name)) return unknownWord(word, out, 'rest');
        else reportUnset(name, word, false);
      }
      i = end;
    }
  }
  return { value: out + text.slice(kept), origin: origin ?? unitOrigin(word) };
}

function unknownWord(word: Traced, value: string, unknown: PartialWord['unknown']): PartialWord {
  return { value, origin: unitOrigin(word), unknown };
}

/** Index of the `}` or `:` that ends a name. */
function endOfReference(text: string, from: number): number | undefined {
  for (let i = from; i < text.length; i++) if (text[i] === '}' || text[i] === ':') return i;
  return undefined;
}

/**
 * strv_env_get_n compares `NAME=` with the beginning of each assignment, so that a reference may go on into the
 * value: `$A=1` finds `x` where A is `1=x`.
 */
function look(environment: Environment, reference: string): Found | undefined {
  const equals = reference.indexOf('=');
  if (equals < 0) return environment.get(reference);
  const found = environment.get(reference.slice(0, equals));
  const begin = `${reference.slice(equals + 1)}=`;
  if (!found?.value.startsWith(begin)) return undefined;
  const value = found.value.slice(begin.length);
  return found.traced ? { value, traced: slice(found.traced, begin.length) } : { value };
}

function unitOrigin(word: Traced): Origin {
  return { kind: 'unit', location: locate(word) };
}

function environmentOrigin(variable: string, place: Traced | undefined, word: Traced): Origin {
  return {
    kind: 'environment',
    variable,
    ...(place && { location: locate(place) }),
    via: [unitOrigin(word)],
  };
}

function unsetVariable(name: string, word: Traced, vanishes: boolean): Diagnostic {
  const shown = shorten(vanishes ? `$${name}` : `\${${name}}`);
  if (isEnvironmentName(name)) {
    return {
      ruleId: 'unit-variable-unset',
      severity: 'info',
      message: `"${shown}" is not set: ${vanishes ? 'the word vanishes' : 'nothing stands in its place'}`,
      location: locate(word),
    };
  }
  return {
    ruleId: 'unit-no-shell',
    severity: 'warning',
    message: `"${shown}" names no variable: ${vanishes ? 'the word vanishes' : 'nothing stands in its place'}, for systemd is no shell`,
    location: locate(word),
    help: `only $NAME as a word of its own and \${NAME} are replaced; write "$$" for a dollar sign`,
  };
}

/** MAX_ARG_STRLEN (linux/binfmts.h), with the terminating NUL. */
const MAX_STRING = 32 * 4096;
/** A quarter of the stack limit that services have by default, 8 MiB. */
const DEFAULT_SPACE = 2 * 1024 * 1024;

/** Whether execve refuses the strings as too many or too long (linux/fs/exec.c, E2BIG). */
export function isTooLong(
  argv: readonly Word[] | undefined,
  environment: Environment,
  limitsStack: boolean,
): boolean {
  if (!argv) return true;
  let space = 0;
  const count = (text: string) => {
    // Only what might be too long needs exact counting.
    const bytes = text.length * 3 < MAX_STRING ? text.length : encode(text).length;
    space += bytes + WORD_SPACE;
    return bytes + 1 > MAX_STRING;
  };
  const strings = [
    ...argv.map(({ value }) => value),
    ...[...environment].map(([name, { value }]) => `${name}=${value}`),
  ];
  return strings.some(count) || (!limitsStack && space > DEFAULT_SPACE);
}
