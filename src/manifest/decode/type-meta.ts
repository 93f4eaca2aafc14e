import type { Node } from '../../yaml/tree.ts';
import { foldName } from './fold-name.ts';

/** What a document says it is. */
export interface TypeMeta {
  readonly kind: string;
  readonly apiVersion: string;
  /** Where it says so, if it does. */
  readonly kindNode?: Node;
  readonly apiVersionNode?: Node;
}

/** A document that can't say what it is. */
export interface TypeMetaProblem {
  readonly message: string;
  readonly node: Node;
  /** The field whose value is no text; undefined where the document is no object at all. */
  readonly field?: 'kind' | 'apiVersion';
}

/**
 * SimpleMetaFactory.Interpret (apimachinery pkg/runtime/serializer/json/meta.go): kind and apiVersion by
 * encoding/json, which takes any case of a key and lets the last one win.
 */
export function findTypeMeta(root: Node): TypeMeta | TypeMetaProblem {
  if (root.kind === 'null') return { kind: '', apiVersion: '' };
  if (root.kind !== 'object') {
    const type =
      'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
    return { message: `json: cannot unmarshal ${goKind(root)} into Go value of type ${type}`, node: root };
  }
  const found: { kind?: Node; apiVersion?: Node } = {};
  let problem: TypeMetaProblem | undefined;
  for (const { key, value } of root.members) {
    const field = fieldOf(key);
    if (!field || value.kind === 'null') continue;
    if (value.kind === 'string') found[field] = value;
    else {
      const message = `json: cannot unmarshal ${goKind(value)} into Go struct field .${field} of type string`;
      problem ??= { message, node: value, field };
    }
  }
  if (problem) return problem;
  return {
    kind: textOf(found.kind),
    apiVersion: textOf(found.apiVersion),
    ...(found.kind && { kindNode: found.kind }),
    ...(found.apiVersion && { apiVersionNode: found.apiVersion }),
  };
}

function fieldOf(key: string): 'kind' | 'apiVersion' | undefined {
  if (key === 'kind' || key === 'apiVersion') return key;
  // Folding keeps the length of both.
  if (key.length !== 'kind'.length && key.length !== 'apiVersion'.length) return undefined;
  const folded = foldName(key);
  return folded === 'kind' ? 'kind' : folded === 'apiversion' ? 'apiVersion' : undefined;
}

function textOf(node: Node | undefined): string {
  return node?.kind === 'string' ? node.value : '';
}

/** The kind of a value in Go's words. */
function goKind(node: Node): string {
  return node.kind === 'boolean' ? 'bool' : node.kind;
}
