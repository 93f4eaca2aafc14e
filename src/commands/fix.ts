import type { Linted } from '../answers/lint.ts';
import { decode } from '../bytes/text.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import { fixFile } from '../fix/fix-file.ts';
import { unifiedDiff } from '../fix/unified-diff.ts';
import type { FileKind } from '../lint/classify.ts';
import type { Host } from '../node/host/host.ts';
import { overlayHost } from '../node/host/overlay-host.ts';
import { printable, printableLine } from '../report/text/escape.ts';
import { plural } from '../report/text/lint.ts';
import { replaceFile } from './replace-file.ts';
import { fileFailure } from './report-files.ts';

/** Lints paths as this run does; every file `as` that, where it is told. */
export type Look = (host: Host, paths: readonly string[], as?: FileKind) => Promise<readonly Linted[]>;

/** A file that has other bytes when it is fixed. */
export interface Change {
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** What is done, in order. */
  readonly fixed: readonly string[];
}

/** What fixing comes to, before anything is written. */
interface Fixing {
  readonly changes: readonly Change[];
  /** The findings that are there then. */
  readonly left: readonly Diagnostic[];
}

/** What becomes of the files in which something with one right answer was found. Nothing is written. */
export async function changesOf(found: readonly Linted[], host: Host, look: Look): Promise<Fixing> {
  const changes: Change[] = [];
  const left: Diagnostic[] = [];
  for (const file of filesOf(found, host)) {
    const { path } = file;
    const here = findingsIn(found, path);
    const read = here.some(({ fix }) => fix) ? host.readFile(path) : undefined;
    if (!read?.ok) {
      left.push(...here);
      continue;
    }
    // By itself: what it is beside other files, a fix of it does not change.
    const judge = async (bytes: Uint8Array) => {
      const looks = await look(overlayHost(host, path, bytes), [path], file.judgement && 'manifest');
      return looks.flatMap(({ result }) => result.files);
    };
    const before = read.value;
    const alone = await judge(before);
    const { bytes: after, fixed, judged } = await fixFile(before, alone, judge);
    if (fixed.length > 0) changes.push({ path, before, after, fixed });
    const known = new Set(alone.flatMap(({ diagnostics }) => diagnostics.map(keyOf)));
    const beside = here.filter((one) => !known.has(keyOf(one)));
    left.push(...once([...beside, ...judged.flatMap(({ diagnostics }) => diagnostics)]));
  }
  return { changes, left };
}

/** Each file once, by its own name rather than by those of symlinks to it. */
function filesOf(found: readonly Linted[], host: Host): readonly FileReport[] {
  const files = new Map<string, FileReport>();
  for (const file of found[0]!.result.files) {
    const real = host.realPath(file.path);
    const key = real.ok ? real.value : file.path;
    if (!files.has(key) || file.path === key) files.set(key, file);
  }
  return [...files.values()];
}

/** What any of the kubelets has against a file. */
function findingsIn(found: readonly Linted[], path: string): readonly Diagnostic[] {
  const files = found.flatMap(({ result }) => result.files.filter((file) => file.path === path));
  return once(files.flatMap(({ diagnostics }) => diagnostics));
}

function once(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(findings.map((one) => [keyOf(one), one])).values()];
}

function keyOf({ ruleId, message, location }: Diagnostic): string {
  return JSON.stringify([ruleId, message, location?.line, location?.column]);
}

/** What was or would be done, and what was not, in a line; `verb` is `fixed` or `would fix`. */
export function closingLine(verb: string, changes: readonly Change[], left: readonly Diagnostic[]): string {
  const done = changes.reduce((sum, { fixed }) => sum + fixed.length, 0);
  const leftOut = left.filter(({ fix }) => fix).length;
  const without = left.filter(({ fix, severity }) => !fix && severity !== 'info').length;
  return [
    done === 0 ? 'nothing to fix' : `${verb} ${plural(done, 'finding')} in ${plural(changes.length, 'file')}`,
    ...(leftOut === 0
      ? []
      : [
          `${plural(leftOut, 'finding')} left, for the file would be worse for the fix, or an error hides what it does`,
        ]),
    ...(without === 0 ? [] : [`${plural(without, 'finding')} ${without === 1 ? 'has' : 'have'} no fix`]),
  ].join('; ');
}

/** The changes as a patch; for a terminal without what it would act on. */
export function patchOf(
  changes: readonly Change[],
  showPath: (path: string) => string,
  isForTerminal: boolean,
): string {
  const patch = changes
    .map(({ path, before, after }) => unifiedDiff(showPath(path), decode(before), decode(after)))
    .join('');
  return isForTerminal ? patch.split('\n').map(printableLine).join('\n') : patch;
}

/** Writes the changes; tells of each what was done, or why it could not be. */
export function writeChanges(changes: readonly Change[], showPath: (path: string) => string) {
  return changes.map((change) => {
    const { path, before, after, fixed } = change;
    const name = printable(showPath(path));
    try {
      replaceFile(path, before, after);
      return {
        said: `${name}: ${plural(fixed.length, 'fix', 'fixes')}: ${said(fixed)}`,
        change,
        failed: false,
      };
    } catch (error) {
      return { said: `${name}: not fixed: ${printable(fileFailure(error).why)}`, change, failed: true };
    }
  });
}

const MAX_SAID = 5;

function said(fixed: readonly string[]): string {
  const more = fixed.length - MAX_SAID;
  const shown = fixed.slice(0, MAX_SAID).map(printable);
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
