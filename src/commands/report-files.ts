import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { printable } from '../report/text/escape.ts';
import { type Output, wrongUsage } from './flags.ts';

/** What of a run no report may take the place of, as paths of this machine. */
export interface Taken {
  readonly files: readonly string[];
  /** Those that a kubelet reads: what has no dot before its name there is run. */
  readonly directories: readonly string[];
}

/** Refuses reports that can't be written where they are to go, and two into one file. */
export function refuseOutputs(outputs: readonly Output[] = []): void {
  const places = new Set<string>();
  for (const { format, file } of outputs) {
    if (file === undefined) continue;
    const place = placeOf(file);
    const what = `the report -o ${format}=${printable(file)} can't be written`;
    if (place === undefined)
      throw wrongUsage(`${what}: there is no directory "${printable(dirname(resolve(file)))}"`);
    const info = statSync(place, { throwIfNoEntry: false });
    if (info?.isDirectory()) throw wrongUsage(`${what}: this is a directory`);
    if (info && !info.isFile()) continue;
    if (places.has(place)) throw wrongUsage(`${what}: another report goes into the same file`);
    places.add(place);
  }
}

/** Refuses reports that would take the place of what is read, or that a kubelet would take for a manifest. */
export function refuseReports(outputs: readonly Output[], taken: Taken): void {
  const reports = outputs.flatMap(({ format, file }) => (file === undefined ? [] : [{ format, file }]));
  const files = new Set(taken.files.map(placeOf));
  const directories = new Set(taken.directories.map(realPathOf));
  for (const { format, file } of reports) {
    const what = `the report -o ${format}=${printable(file)}`;
    if (files.has(placeOf(file))) throw wrongUsage(`${what} would overwrite what this run reads or writes`);
    if (!basename(file).startsWith('.') && directories.has(realPathOf(dirname(resolve(file))))) {
      throw wrongUsage(
        `the kubelet would take ${what} for a manifest: write it elsewhere, or begin its name with a dot`,
      );
    }
  }
}

/** Why a file could not be read or written, and whether its path is wrong and not only out of reach. */
export function fileFailure(error: unknown): { readonly why: string; readonly isWrongPath: boolean } {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const isWrongPath = code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR';
  return { why: WORDS[code] ?? /^[A-Z0-9]+: (.*?)(?:, |$)/.exec(message)?.[1] ?? message, isWrongPath };
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EISDIR: 'this is a directory',
  ENOTDIR: 'what its path goes through is no directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
};

/** Where a file is or will be, without symlinks; undefined where its directory is not there. */
function placeOf(file: string): string | undefined {
  const path = resolve(file);
  const place = realPathOf(path);
  if (place !== undefined) return place;
  const directory = realPathOf(dirname(path));
  return directory === undefined ? undefined : join(directory, basename(path));
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
