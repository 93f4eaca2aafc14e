import { parseDocument } from '../../src/yaml/parse-document.ts';
import type { Document, Node } from '../../src/yaml/tree.ts';

const encoder = new TextEncoder();

/** Parses a text as the bytes of a file. */
export function parse(text: string): Document {
  return parseDocument(encoder.encode(text), 'pod.yaml');
}

/** The text that a range of the document covers. */
export function textAt(
  document: Document,
  range: { start: number; end: number } | undefined,
): string | undefined {
  return range && document.source.text.slice(range.start, range.end);
}

/** The document's root, which must be there. */
export function rootOf(document: Document): Node {
  if (document.root === null) throw new Error(`no root: ${document.error?.message}`);
  return document.root;
}
