import type { Minor } from '../versions/minor.ts';
import { toJson } from '../yaml/json/to-json.ts';
import type { Document, Node } from '../yaml/tree.ts';
import { type DecodedShape, decodeNode } from './decoder.ts';
import { isShapeRight } from './gate.ts';

const RIGHT: DecodedShape = { error: null, unknown: [] };

/**
 * What the decoder of this minor's kubelet makes of a document of a known kind ({@link isKnownKind}). ajv's
 * answer is enough where the shape is right; else the decoder finds the error that Go reports, and the fields
 * that it drops. A document that is neither YAML nor JSON has no shape.
 */
export function decodeShape(document: Document, kind: string, minor: Minor): DecodedShape {
  if (!document.root || isShapeRight(document, kind, minor)) return RIGHT;
  return decodeNode(document.root, kind, minor, (node) => jsonText(document, node));
}

/** The JSON text that Go's decoder has of a node: in a JSON document as it is written there. */
function jsonText(document: Document, node: Node): string {
  if (document.format === 'yaml') return toJson(node);
  return document.source.text.slice(node.range.start, node.range.end);
}
