import type { Range } from '../../../diagnostics/location.ts';
import type { Document } from '../../../yaml/tree.ts';

/*
 * The line that go-yaml names in an error: that of its problem_mark (go.yaml.in/yaml/v2 decode.go, parser.fail),
 * which is where the scanner or parser stood, and not always where the mistake is. Lines count from 0 there: an
 * error of the scanner is moved to count from 1, one of the parser is not, and line 0 is not named at all.
 */

/** `yaml: line 3: did not find expected key`: why a text is no YAML, in the kubelet's words. */
export function yamlError({ error, source }: Document): string {
  const message = error?.message ?? '';
  if (OF_JSON.test(message)) return message;
  const line = error?.range ? lineOf(message, error.range, source.text) : 0;
  return line === 0 ? `yaml: ${message}` : `yaml: line ${line}: ${message}`;
}

/** What the parser says of a token that may not stand where it stands (parserc.go). */
const OF_PARSER = new Set([
  'did not find expected <document start>',
  'did not find expected key',
  "did not find expected '-' indicator",
  "did not find expected ',' or ']'",
  "did not find expected ',' or '}'",
  'did not find expected node content',
  'found undefined tag handle',
  'found duplicate %YAML directive',
  'found incompatible YAML document',
  'found duplicate %TAG directive',
]);

/** What only fails when the YAML is written as JSON. */
const OF_JSON = /^(?:json: |unsupported map key)/;

/** What is found once the tokens are there, and what keeps a text from being read at all: without a line. */
const WITHOUT_LINE =
  /^(?:unknown anchor|anchor '|document contains|exceeded max depth|map merge|invalid map key|!!binary|cannot decode|control characters|yaml: |invalid |incomplete |unexpected low)/;

function lineOf(message: string, range: Range, text: string): number {
  if (WITHOUT_LINE.test(message)) return 0;
  if (OF_PARSER.has(message)) return tokenLine(text, range.start);
  const line =
    message === "could not find expected ':'"
      ? tokenLine(text, behindKey(text, range))
      : breaksBefore(text, markOf(message, range, text));
  return line === 0 ? 0 : line + 1;
}

/** Where the scanner stood when it gave up. */
function markOf(message: string, { start, end }: Range, text: string): number {
  switch (message) {
    case 'found unexpected end of stream':
      return text.length;
    case 'found unexpected document indicator':
      return nextIndicator(text, start);
    default:
      return Math.max(start, end - 1);
  }
}

/** The line of a token: the end of the text is one too, and stands on a line of its own. */
function tokenLine(text: string, offset: number): number {
  const line = breaksBefore(text, offset);
  return offset < text.length || /(?:^|[\n\r\x85\u2028\u2029])$/.test(text) ? line : line + 1;
}

const SPACE = /[ \t\n\r\x85\u2028\u2029]*/y;
const REST_OF_LINE = /[^\n\r\x85\u2028\u2029]*/y;
const QUOTED = /'[^']*(?:''[^']*)*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;

/** Where `pattern`, tried at `from`, ends; `from` where it does not match. */
function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return from + (pattern.exec(text)?.[0].length ?? 0);
}

function nextToken(text: string, from: number): number {
  let at = skip(SPACE, text, from);
  while (text[at] === '#') at = skip(SPACE, text, skip(REST_OF_LINE, text, at));
  return at;
}

/**
 * Where the scanner finds that a key lacks its `:`. A plain scalar goes on over lines that are indented deeper,
 * and takes the line breaks behind it along; after anything else the scanner is at the next token.
 */
function behindKey(text: string, { start, end }: Range): number {
  const quoted = skip(QUOTED, text, start);
  if (quoted > start) return nextToken(text, quoted);
  const indent = columnOf(text, start);
  let line = text.slice(start, end);
  let at = end;
  while (!/[ \t]#/.test(line)) {
    at = skip(SPACE, text, at);
    if (at >= text.length || text[at] === '#' || columnOf(text, at) <= indent) return at;
    line = text.slice(at, skip(REST_OF_LINE, text, at));
    if (/:(?:[ \t]|$)/.test(line)) return at;
    at += line.length;
  }
  return nextToken(text, at);
}

function columnOf(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !/[\n\r\x85\u2028\u2029]/.test(text[start - 1]!)) start--;
  return offset - start;
}

/** A `---` or `...` at the start of a line. */
function nextIndicator(text: string, from: number): number {
  const found = /[\n\r\x85\u2028\u2029](?:---|\.\.\.)(?=[ \t\n\r\x85\u2028\u2029]|$)/g;
  found.lastIndex = from;
  const match = found.exec(text);
  return match ? match.index + 1 : text.length;
}

function breaksBefore(text: string, offset: number): number {
  const breaks = /\r\n|[\n\r\x85\u2028\u2029]/g;
  let count = 0;
  for (let found = breaks.exec(text); found && found.index < offset; found = breaks.exec(text)) count++;
  return count;
}
