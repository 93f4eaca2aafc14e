import { compareBytes, encode, toWellFormed } from '../bytes/text.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fnv128a } from '../manifest/pod/effective/digests.ts';

/** Findings that are known, and how many there are of each kind that nothing but its place tells apart. */
export type Baseline = ReadonlyMap<string, KnownFinding>;

/** What finds a finding again after lines were added above it, or its message was worded anew. */
export interface KnownFinding {
  /** As the baseline calls it; left out where a finding is about no file. */
  readonly file?: string;
  readonly rule: string;
  /** The kubelet's own name for what it refuses. */
  readonly field?: string;
  /** A digest of the line's text without the white space around it: a file's text may be nobody else's business. */
  readonly line?: string;
  readonly count: number;
}

/** What goes into the digest of a line. */
const MAX_LINE = 500;

/** A finding as a baseline knows it. */
export function knownFinding(
  { ruleId, kubelet }: Diagnostic,
  file: string | undefined,
  line: string | undefined,
): KnownFinding {
  return {
    ...(file !== undefined && { file: toWellFormed(file) }),
    rule: ruleId,
    ...(kubelet?.field && { field: toWellFormed(kubelet.field) }),
    ...(line !== undefined && { line: fnv128a(encode(line.trim().slice(0, MAX_LINE))) }),
    count: 1,
  };
}

/** What tells one kind from another. */
export function keyOf({ file, rule, field, line }: KnownFinding): string {
  return JSON.stringify([file ?? null, rule, field ?? null, line ?? null]);
}

/** A baseline as a file: a finding a line, sorted, so that equal findings are equal bytes and a change is easy to read. */
export function printBaseline(baseline: Baseline): string {
  const sorted = [...baseline].sort(([a], [b]) => compareBytes(a, b)).map(([, known]) => known);
  const lines = sorted.map((known) => `    ${JSON.stringify(known)}`);
  const findings = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "schemaVersion": 1,\n  "findings": ${findings}\n}\n`;
}
