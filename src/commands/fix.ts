import type { Linted } from '../answers/lint.ts';
import { decode } from '../bytes/text.ts';
import { fixFile } from '../fix/fix-file.ts';
import { unifiedDiff } from '../fix/unified-diff.ts';
import type { FileKind } from '../lint/classify.ts';
import type { Host } from '../node/host/host.ts';
import { overlayHost } from '../node/host/overlay-host.ts';
import { printable, printableLine } from '../report/text/escape.ts';
import { plural } from '../report/text/lint.ts';
import { replaceFile } from './replace-file.ts';

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

/** What becomes of the files that were found to have something with one right answer. Nothing is written. */
export async function changesOf(
  found: readonly Linted[],
  host: Host,
  look: Look,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const file of found[0]!.result.files) {
    const { path } = file;
    if (!found.some((linted) => hasFix(linted, path))) continue;
    const read = host.readFile(path);
    if (!read.ok) continue;
    // By itself: what it is beside other files, a fix of it does not change.
    const judge = async (bytes: Uint8Array) => {
      const looks = await look(overlayHost(host, path, bytes), [path], file.judgement && 'manifest');
      return looks.flatMap(({ result }) => result.files);
    };
    const before = read.value;
    const { bytes: after, fixed } = await fixFile(before, await judge(before), judge);
    if (fixed.length > 0) changes.push({ path, before, after, fixed });
  }
  return changes;
}

function hasFix({ result }: Linted, path: string): boolean {
  return result.files.some(
    (file) => file.path === path && file.diagnostics.some(({ fix }) => fix !== undefined),
  );
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
  return changes.map(({ path, before, after, fixed }) => {
    const name = printable(showPath(path));
    try {
      replaceFile(path, before, after);
      return {
        said: `${name}: ${plural(fixed.length, 'fix').replace(/fixs$/, 'fixes')}: ${said(fixed)}`,
        failed: false,
      };
    } catch (error) {
      return { said: `${name}: not fixed: ${printable((error as Error).message)}`, failed: true };
    }
  });
}

const MAX_SAID = 5;

function said(fixed: readonly string[]): string {
  const more = fixed.length - MAX_SAID;
  const shown = fixed.slice(0, MAX_SAID).map(printable);
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
