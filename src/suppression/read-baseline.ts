import { getMember } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { toPlain } from '../yaml/to-plain.ts';
import type { Node } from '../yaml/tree.ts';
import { type Baseline, type KnownFinding, keyOf } from './baseline.ts';

/** Reads a baseline as printBaseline writes it; else what is wrong with it, and where. */
export function readBaseline(bytes: Uint8Array, path: string): Baseline | { readonly problem: string } {
  const { source, root, error } = parseDocument(bytes, path);
  const at = (offset: number) => `line ${source.position(offset).line}`;
  if (error || !root) {
    return {
      problem: `${error?.range ? `${at(error.range.start)}: ` : ''}${error?.message ?? 'it is empty'}`,
    };
  }
  const version = getMember(root, 'schemaVersion');
  const findings = getMember(root, 'findings');
  if (version?.kind !== 'number' || version.text !== '1' || findings?.kind !== 'array') {
    return {
      problem: 'it is no baseline of this version: "schemaVersion" is to be 1, and "findings" a list',
    };
  }
  const baseline = new Map<string, KnownFinding>();
  for (const item of findings.items) {
    const known = findingOf(item);
    if (!known) {
      return {
        problem: `${at(item.range.start)}: a finding has "rule" and "count", and "file", "field" and "line" as texts`,
      };
    }
    const key = keyOf(known);
    // Of two branches that were merged each may have brought its own.
    baseline.set(key, { ...known, count: Math.max(known.count, baseline.get(key)?.count ?? 0) });
  }
  return baseline;
}

function findingOf(node: Node): KnownFinding | undefined {
  if (node.kind !== 'object') return undefined;
  const { file, rule, field, line, count } = toPlain(node) as Record<string, unknown>;
  if (typeof rule !== 'string' || typeof count !== 'number' || !(count >= 1)) return undefined;
  if (![file, field, line].every(isTextOrAbsent)) return undefined;
  return {
    ...(typeof file === 'string' && { file }),
    rule,
    ...(typeof field === 'string' && { field }),
    ...(typeof line === 'string' && { line }),
    count: Math.floor(count),
  };
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
