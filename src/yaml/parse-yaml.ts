import type { Range, SourceText } from '../diagnostics/location.ts';
import { compose } from './syntax/compose.ts';
import { Parser } from './syntax/parser.ts';
import { Problem } from './syntax/problem.ts';
import { readText, type YamlText } from './syntax/read-text.ts';
import { Scanner } from './syntax/scanner.ts';
import type { Document } from './tree.ts';
import { refuseExcessiveAliasing } from './values/aliasing.ts';
import { construct } from './values/construct.ts';

/**
 * YAML as the kubelet reads it: go.yaml.in/yaml/v2 into an empty interface, sigs.k8s.io/yaml from there to
 * JSON. Text, tokens, events, nodes, JSON; each step names the upstream file whose rules it keeps.
 *
 * Why not js-yaml's parser: it reads YAML 1.2 by another grammar. Of 4,130 texts whose fate in the kubelet is
 * recorded, it decided 93 % alike, with some sixty causes for the rest, among them a recursion that 10,000
 * levels overflow and lookahead that go-yaml does not have. Closing these gaps one by one would have been
 * another scanner inside out, so the scanner is go-yaml's; js-yaml prints YAML (print-yaml.ts).
 */
export function parseYaml(bytes: Uint8Array, source: SourceText): Document {
  const input = readText(bytes);
  const scanner = new Scanner(input.text, input.doubleBomEnd);
  const parser = new Parser(scanner, input.text);
  try {
    const composed = compose(parser);
    const failure = unreadable(input, scanner);
    if (failure) throw failure;
    if (composed.root) refuseExcessiveAliasing(composed.root);
    const { root, duplicates } = construct(composed);
    const ignored = composed.root ? findIgnored(source.text, parser.documentEnd) : undefined;
    return { source, format: 'yaml', root, error: null, duplicates, ...(ignored && { ignored }) };
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    const { message, range } = unreadable(input, scanner) ?? thrown;
    return { source, format: 'yaml', root: null, error: { message, range }, duplicates: [] };
  }
}

/** Why the reader stopped, if the scanner has asked for what lies behind. */
function unreadable({ failure, text }: YamlText, scanner: Scanner): Problem | null {
  return scanner.furthest > text.length ? failure : null;
}

/** A line that says nothing: blank, a comment, a document marker. */
const EMPTY_LINE = /(?:---|\.\.\.)?[ \t]*(?:#[^\n\r]*)?(?:\r\n|[\n\r]|$)/y;

/** The rest of the text behind the first document, if it says anything. */
function findIgnored(text: string, start: number): Range | undefined {
  let at = start;
  while (at < text.length) {
    EMPTY_LINE.lastIndex = at;
    const empty = EMPTY_LINE.exec(text);
    // What is trimmed may be all that the line says: JavaScript counts a byte order mark as white space.
    if (!empty) return { start, end: Math.max(text.trimEnd().length, at + 1) };
    at += empty[0].length;
  }
  return undefined;
}
