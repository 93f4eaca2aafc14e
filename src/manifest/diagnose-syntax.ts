import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Document } from '../yaml/tree.ts';
import { recogniseOther } from './other-files.ts';
import { findPlaceholder, findTemplate, RENDER_FIRST } from './placeholders.ts';

type Words = Pick<Diagnostic, 'ruleId' | 'message' | 'help'>;

/** A text that can't be read: the reason first where it shows, then the reader's own words. */
export function wordSyntaxError(document: Document, format: 'YAML' | 'JSON'): Words {
  const found = document.error?.message ?? '';
  const cause = findCause(document);
  const help = cause?.help ?? (format === 'YAML' ? helpYaml(document) : helpJson(found));
  return {
    ruleId: 'manifest-syntax',
    message: cause ? `${cause.what}, and not ${format}: ${found}` : `this is not ${format}: ${found}`,
    ...(help === undefined ? {} : { help }),
  };
}

interface Cause {
  readonly what: string;
  readonly help: string;
}

/** What the whole text is about, rather than the place where the reader stopped. */
function findCause(document: Document): Cause | undefined {
  const conflict = findConflict(document);
  if (conflict) return conflict;
  const other = recogniseOther(document);
  if (other) return { what: `this is ${other.what}`, help: other.help };
  const { text } = document.source;
  if (/after top-level value/.test(document.error?.message ?? '')) return undefined;
  if (isBinary(text)) return undefined;
  const placeholder = findPlaceholder(linesOfError(document)) ?? findTemplate(text);
  if (placeholder === undefined) return undefined;
  return { what: `this looks like a template that was not rendered ("${placeholder}")`, help: RENDER_FIRST };
}

/** What git, diff3 and others leave where a merge found a conflict. */
function findConflict({ source }: Document): Cause | undefined {
  const marker = /^(?:<{7}|>{7}|\|{7})(?: |\r?$)/m.exec(source.text);
  if (!marker) return undefined;
  const { line } = source.position(marker.index);
  return {
    what: `this is a file with a merge conflict: "${marker[0].trim()}" on line ${line}`,
    help: 'decide the conflict, and remove the lines with <<<<<<<, ======= and >>>>>>>',
  };
}

/** The line at which the reader stopped and the one before it, which often is to blame. */
function linesOfError({ source, error }: Document): string {
  if (!error?.range) return '';
  const { line } = source.position(error.range.start);
  return [line - 1, line].map((number) => (source.line(number) ?? '').slice(0, 1000)).join('\n');
}

/** go-yaml's messages, with what most often is behind them. */
const YAML_HELP: readonly (readonly [RegExp, string])[] = [
  [
    /expected '-' indicator/,
    'this line is indented like the items of the list above it: begin it with "- ", indent it further to put it into an item, or less to end the list',
  ],
  [
    /did not find expected key/,
    'look at the indentation here and above: the keys of one mapping begin in one column, and quotes must be closed',
  ],
  [
    /could not find expected ':'/,
    'here or on the line above a key has no colon, no space after its colon, or a text is not indented',
  ],
  [
    /mapping values are not allowed/,
    'put a value that holds ": " in quotes; where the colon ends a key, look at the indentation of the line above',
  ],
  [
    /block sequence entries are not allowed/,
    'begin a list on the line after its key, and put a value that begins with "- " in quotes',
  ],
  [/expected ',' or '[}\]]'/, 'close the bracket, or put a value that begins with "{" or "[" in quotes'],
  [/unexpected end of stream/, 'a quote or bracket is not closed: the file may be cut off'],
  [/unknown escape character/, 'a backslash in double quotes begins an escape: use single quotes'],
  [/unknown anchor/, 'a value that begins with "*" is an alias: put it in quotes'],
  [/UTF-8 octet/, 'save the file as UTF-8'],
];

function helpYaml(document: Document): string | undefined {
  const message = document.error?.message ?? '';
  if (/control characters/.test(message)) {
    return isBinary(document.source.text) ? 'this file is not a text: remove it' : REMOVE_CHARACTER;
  }
  return helpCharacter(document) ?? YAML_HELP.find(([pattern]) => pattern.test(message))?.[1];
}

const REMOVE_CHARACTER =
  'remove this character, which many editors do not show; in double quotes it can be written as an escape such as "\\e"';

/** Whether no editor would call it a text: a zero byte, or more than a tenth of control characters. */
function isBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is counted
  const controls = text.match(/[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]/g)?.length ?? 0;
  return controls * 10 > text.length;
}

/** Characters at which go-yaml stops, but which look harmless. */
function helpCharacter({ source, error }: Document): string | undefined {
  if (!error?.range || !/cannot start any token|tab character/.test(error.message)) return undefined;
  const character = source.text[error.range.start];
  if (character === '\t') return "a tab can't indent YAML: use spaces";
  return character === '@' || character === '`' || character === '%'
    ? `a value can't begin with "${character}": put it in quotes`
    : undefined;
}

/** The same of encoding/json's (decode.go, scanner.go). */
function helpJson(message: string): string | undefined {
  if (/after top-level value/.test(message)) {
    return 'a JSON file holds one value: put each object in a file of its own';
  }
  if (/'[\]}]' looking for beginning/.test(message)) return 'remove the comma before the closing bracket';
  if (/unexpected end/.test(message)) return 'the file is cut off: a bracket or a quote is not closed';
  return /looking for beginning of object key string/.test(message)
    ? 'a text that begins with "{" is read as JSON and nothing else: put keys in double quotes, or write "---" before it for YAML'
    : undefined;
}
