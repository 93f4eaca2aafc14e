import { decode, encode } from '../bytes/text.ts';
import { compareDiagnostics, type Diagnostic, type Edit } from '../diagnostics/diagnostic.ts';
import type { ManifestStage, Verdict } from '../manifest/judgement.ts';
import { applyEdits } from './apply-edits.ts';

/** What one kubelet makes of a file: as much of a FileReport as fixing needs. */
export interface Judged {
  readonly verdict: Verdict;
  readonly stage: ManifestStage | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Judges a file's content by every kubelet that was asked for. */
export type FileJudge = (bytes: Uint8Array) => Promise<readonly Judged[]>;

/** A file with what could be fixed. */
export interface FixedFile {
  readonly bytes: Uint8Array;
  /** Titles of the fixes that were made, in order. */
  readonly fixed: readonly string[];
}

/** One decode error hides the next, so a file may need a round for each. */
const MAX_ROUNDS = 200;

/** When not all fixes of a round go together, so many are tried one by one. */
const MAX_TRIED = 100;

/**
 * Makes the fixes that findings bring, as long as there are any: what is not part of a fix stays, byte by byte. A fix
 * counts only if it takes its finding away and no kubelet makes less of the file than before.
 */
export async function fixFile(
  bytes: Uint8Array,
  judged: readonly Judged[],
  judge: FileJudge,
): Promise<FixedFile> {
  const fixed: string[] = [];
  const failed = new Set<string>();
  let state: State = { bytes, judged };
  if (isUtf16(bytes)) return { bytes, fixed };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const wanted = fixable(state.judged).filter((one) => !failed.has(keyOf(one)));
    if (wanted.length === 0) break;
    const together = compatible(wanted);
    const done = await attempt(state, together, judge);
    if (done) {
      state = done;
      fixed.push(...together.map(({ fix }) => fix!.title));
      continue;
    }
    const one = together.length > 1 ? await firstThatHolds(state, together, judge, failed) : undefined;
    if (!one) {
      for (const each of together) failed.add(keyOf(each));
      continue;
    }
    state = one.state;
    fixed.push(one.diagnostic.fix!.title);
  }
  return { bytes: state.bytes, fixed };
}

interface State {
  readonly bytes: Uint8Array;
  readonly judged: readonly Judged[];
}

/** Findings with a fix, each edit once: what several kubelets have, and what an alias brings to several places. */
function fixable(judged: readonly Judged[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  const all = judged.flatMap(({ diagnostics }) => diagnostics.filter(({ fix }) => fix !== undefined));
  return all.sort(compareDiagnostics).filter((one) => {
    const key = keyOf(one);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function keyOf({ fix }: Diagnostic): string {
  return JSON.stringify(fix!.edits);
}

/** Those of the findings whose edits do not meet, the first of them first. */
function compatible(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const taken: Edit[] = [];
  return findings.filter(({ fix }) => {
    const { edits } = fix!;
    if (edits.some((edit) => taken.some((other) => meet(edit, other)))) return false;
    taken.push(...edits);
    return true;
  });
}

function meet({ location: a }: Edit, { location: b }: Edit): boolean {
  return !(
    isBefore(a.endLine, a.endColumn, b.line, b.column) || isBefore(b.endLine, b.endColumn, a.line, a.column)
  );
}

function isBefore(line: number, column: number, otherLine: number, otherColumn: number): boolean {
  return line < otherLine || (line === otherLine && column <= otherColumn);
}

async function firstThatHolds(
  state: State,
  findings: readonly Diagnostic[],
  judge: FileJudge,
  failed: Set<string>,
): Promise<{ readonly state: State; readonly diagnostic: Diagnostic } | undefined> {
  for (const diagnostic of findings.slice(0, MAX_TRIED)) {
    const done = await attempt(state, [diagnostic], judge);
    if (done) return { state: done, diagnostic };
    failed.add(keyOf(diagnostic));
  }
  return undefined;
}

/** The file with the fixes of these findings; undefined where that makes it worse, or a finding stays. */
async function attempt(
  { bytes, judged }: State,
  findings: readonly Diagnostic[],
  judge: FileJudge,
): Promise<State | undefined> {
  // The places of findings are those of the text behind a byte order mark.
  const bom = startsWithBom(bytes) ? 3 : 0;
  const text = applyEdits(
    decode(bytes.subarray(bom)),
    findings.flatMap(({ fix }) => fix!.edits),
  );
  if (text === null) return undefined;
  const after = join(bytes.subarray(0, bom), encode(text));
  const now = await judge(after);
  const isBetter = judged.every((before, i) => holds(before, now[i], findings));
  return isBetter ? { bytes: after, judged: now } : undefined;
}

function holds(before: Judged, after: Judged | undefined, findings: readonly Diagnostic[]): boolean {
  if (!after || isWorse(before, after) || duplicatesOf(after) > duplicatesOf(before)) return false;
  const [had, has] = [countKinds(before), countKinds(after)];
  return findings.every((finding) => {
    const kind = kindOf(finding);
    const count = had.get(kind) ?? 0;
    return count === 0 || (has.get(kind) ?? 0) < count;
  });
}

/** How far a file comes in the kubelet. */
const STAGES: readonly (ManifestStage | null)[] = [
  'read',
  'yaml',
  'missingkind',
  'missingversion',
  'unregistered',
  'decode',
  'notpod',
  'name',
  'default',
  'validate',
  'reference',
  'ok',
];

function isWorse(before: Judged, after: Judged): boolean {
  if (before.verdict !== after.verdict) return after.verdict !== 'runs';
  if (before.stage !== after.stage) return STAGES.indexOf(after.stage) < STAGES.indexOf(before.stage);
  // A decode error that is fixed may show the next.
  return before.stage === null && errorsOf(after) > errorsOf(before);
}

/** Two fields that were misspelt may be one. */
function duplicatesOf({ diagnostics }: Judged): number {
  return diagnostics.filter(({ ruleId }) => ruleId === 'manifest-duplicate-key').length;
}

function errorsOf({ diagnostics }: Judged): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length;
}

function countKinds({ diagnostics }: Judged): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of diagnostics) counts.set(kindOf(one), (counts.get(kindOf(one)) ?? 0) + 1);
  return counts;
}

function kindOf({ ruleId, message }: Diagnostic): string {
  return `${ruleId} ${message}`;
}

function startsWithBom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Which is not written back: there are no such manifests but by mistake. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const out = new Uint8Array(head.length + tail.length);
  out.set(head);
  out.set(tail, head.length);
  return out;
}
