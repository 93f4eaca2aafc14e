import { decode, encode } from '../bytes/text.ts';
import { compareDiagnostics, type Diagnostic, type Edit } from '../diagnostics/diagnostic.ts';
import type { Verdict } from '../manifest/judgement.ts';
import { comesBefore, type ManifestStage } from '../manifest/stage.ts';
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
  /** What the kubelets make of it now: of fixes that are left, each would make less of the file. */
  readonly judged: readonly Judged[];
}

/** One decode error hides the next, so a file may need a round for each. */
const MAX_ROUNDS = 200;

/** When not all fixes of a round go together, so many are tried one by one. */
const MAX_TRIED = 100;

/** A field under its right name may show that fields in it are misspelt too: so deep they are followed. */
const MAX_FOLLOWED = 8;

/**
 * Makes the fixes that findings bring, as long as there are any: what is not part of a fix stays, byte by byte. A fix
 * counts only if it takes its finding away, brings no error with it, and no kubelet makes less of the file than before.
 */
export async function fixFile(
  bytes: Uint8Array,
  judged: readonly Judged[],
  judge: FileJudge,
): Promise<FixedFile> {
  const fixed: string[] = [];
  const failed = new Set<string>();
  let state: State = { bytes, judged };
  if (isUtf16(bytes)) return { bytes, fixed, judged };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const wanted = timely(state).filter((one) => !failed.has(keyOf(one)));
    if (wanted.length === 0) break;
    const together = compatible(wanted);
    const done =
      (await attempt(state, together, judge)) ??
      (together.length > 1 ? await firstThatHolds(state, together, judge, failed) : undefined);
    if (!done) {
      for (const each of together) failed.add(keyOf(each));
      continue;
    }
    state = done;
    fixed.push(...done.made.map(({ fix }) => fix!.title));
  }
  return { bytes: state.bytes, fixed, judged: state.judged };
}

interface State {
  readonly bytes: Uint8Array;
  readonly judged: readonly Judged[];
}

/** A state after fixes. */
interface Mended extends State {
  readonly made: readonly Diagnostic[];
}

/** Where a kubelet stops at its first error, only errors are fixed: what another fix does would not show. */
function timely({ judged }: State): readonly Diagnostic[] {
  const all = fixable(judged);
  return judged.some(hidesErrors) ? all.filter(({ severity }) => severity === 'error') : all;
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
): Promise<Mended | undefined> {
  for (const diagnostic of findings.slice(0, MAX_TRIED)) {
    const done = await attempt(state, [diagnostic], judge);
    if (done) return done;
    failed.add(keyOf(diagnostic));
  }
  return undefined;
}

/**
 * The file with the fixes of these findings, and with those of what shows only then where it needs them; undefined
 * where that makes it worse, or a finding stays.
 */
async function attempt(
  state: State,
  findings: readonly Diagnostic[],
  judge: FileJudge,
): Promise<Mended | undefined> {
  const known = new Set(state.judged.flatMap(({ diagnostics }) => diagnostics.map(kindOf)));
  let made: readonly Diagnostic[] = [];
  let now = state;
  let next = findings;
  for (let depth = 0; next.length > 0 && depth < MAX_FOLLOWED; depth++) {
    const bytes = edited(now.bytes, next);
    if (bytes === undefined) return undefined;
    now = { bytes, judged: await judge(bytes) };
    made = [...made, ...next];
    if (state.judged.every((before, i) => holds(before, now.judged[i], made))) return { ...now, made };
    next = compatible(fixable(now.judged).filter((one) => !known.has(kindOf(one))));
    for (const one of next) known.add(kindOf(one));
  }
  return undefined;
}

/** The bytes with the edits of the findings' fixes, where they go together. */
function edited(bytes: Uint8Array, findings: readonly Diagnostic[]): Uint8Array | undefined {
  // The places of findings are those of the text behind a byte order mark.
  const bom = startsWithBom(bytes) ? 3 : 0;
  const text = applyEdits(
    decode(bytes.subarray(bom)),
    findings.flatMap(({ fix }) => fix!.edits),
  );
  return text === null ? undefined : join(bytes.subarray(0, bom), encode(text));
}

function holds(before: Judged, after: Judged | undefined, findings: readonly Diagnostic[]): boolean {
  if (!after || isWorse(before, after) || duplicatesOf(after) > duplicatesOf(before)) return false;
  if (!mayBring(before, after, newErrors(before, after), findings)) return false;
  const [had, has] = [count(before.diagnostics, kindOf), count(after.diagnostics, kindOf)];
  return findings.every((finding) => {
    const kind = kindOf(finding);
    return (has.get(kind) ?? 0) < Math.max(had.get(kind) ?? 0, 1);
  });
}

/**
 * Whether errors that were not there before were there all the same: hidden by the one that is fixed, and elsewhere
 * than where it was fixed.
 */
function mayBring(
  before: Judged,
  after: Judged,
  errors: readonly Diagnostic[],
  findings: readonly Diagnostic[],
): boolean {
  if (errors.length === 0) return true;
  const isElsewhere = !errors.some((error) => findings.some((finding) => isAtFix(error, finding)));
  if (hidesErrors(before)) return isElsewhere;
  const isFurther = comesBefore(before.stage, after.stage);
  return isFurther && findings.length === 1 && isElsewhere;
}

function isAtFix({ location }: Diagnostic, { fix }: Diagnostic): boolean {
  return fix!.edits.some(
    ({ location: { line, column } }) => location?.line === line && location.column === column,
  );
}

/** Those that there are more of, by rule and field. */
function newErrors(before: Judged, after: Judged): readonly Diagnostic[] {
  const known = new Map(count(errorsOf(before), placeOf));
  return errorsOf(after).filter((error) => {
    const left = (known.get(placeOf(error)) ?? 0) - 1;
    known.set(placeOf(error), left);
    return left < 0;
  });
}

function placeOf({ ruleId, message, kubelet }: Diagnostic): string {
  return `${ruleId} ${kubelet?.field ?? message}`;
}

/** Decoding ends with the first error; validation tells all there are. */
function hidesErrors({ stage }: Judged): boolean {
  return stage !== null && comesBefore(stage, 'validate');
}

function isWorse(before: Judged, after: Judged): boolean {
  if (before.verdict !== after.verdict) return after.verdict !== 'runs';
  return comesBefore(after.stage, before.stage);
}

/** Two fields that were misspelt may be one. */
function duplicatesOf({ diagnostics }: Judged): number {
  return diagnostics.filter(({ ruleId }) => ruleId === 'manifest-duplicate-key').length;
}

function errorsOf({ diagnostics }: Judged): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

function count(
  diagnostics: readonly Diagnostic[],
  by: (diagnostic: Diagnostic) => string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of diagnostics) counts.set(by(one), (counts.get(by(one)) ?? 0) + 1);
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
