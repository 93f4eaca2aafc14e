import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import {
  type FileReport,
  judgeDirectory,
  judgeFiles,
  type ManifestJudge,
} from '../directory/judge-directory.ts';
import type { Facts } from '../manifest/judgement.ts';
import { type Host, MAX_FILE_SIZE } from '../node/host/host.ts';
import { parentOf } from '../node/host/path.ts';
import type { Suppressed } from '../suppression/suppressed.ts';
import { classify, type FileKind } from './classify.ts';
import { judgeAndCheck, judgeOfFiles, withDirectoryChecks } from './judge-and-check.ts';
import { judgeFile } from './judge-file.ts';
import { cannotLook, nothingToRead } from './unchecked.ts';

/** What to lint, and as what. */
export interface LintRequest {
  /** Paths on the node; a directory is judged as a kubelet's manifest directory. */
  readonly paths: readonly string[];
  /** What every file is; each is taken for what it looks like when absent. */
  readonly as?: FileKind;
  readonly facts: Facts;
  /** The judge of manifests: by default with checks, as they come. */
  readonly judge?: ManifestJudge;
  /** Whether to look at files beside each other too; by default so. */
  readonly checks?: boolean;
  /** Whether files lie in their own directories; by default those given one by one are judged as if in one. */
  readonly byDirectory?: boolean;
}

/** What linting found. */
export interface LintResult {
  /** Directories in the kubelet's order, then what was given file by file. */
  readonly files: readonly FileReport[];
  /** What belongs to no file of the list. */
  readonly diagnostics: readonly Diagnostic[];
  /** Paths in which nothing could be checked, each with a reason. */
  readonly unchecked: readonly string[];
  /** Findings that are not reported, and who says so. */
  readonly suppressed?: readonly Suppressed[];
}

/** Paths → the files there, each judged as the kubelet (or systemd) would. */
export function lint(host: Host, request: LintRequest): LintResult {
  const {
    paths,
    as,
    facts,
    judge = judgeOfFiles(judgeAndCheck),
    checks = true,
    byDirectory = false,
  } = request;
  const together = (files: readonly FileReport[]) =>
    (checks ? withDirectoryChecks(host, files, facts) : files).map(withoutOutline);
  const looked = paths.map((path) => ({ path, info: host.stat(path) }));
  const missing = looked.flatMap(({ path, info }) => (info.ok ? [] : [cannotLook(path, info.failure)]));
  const directories = looked
    .filter(({ info }) => info.ok && info.value.type === 'directory')
    .map(({ path }) => {
      const directory = judgeDirectory(host, path, facts, judge);
      return { ...directory, files: together(directory.files) };
    });
  const single = looked
    .filter(({ info }) => info.ok && info.value.type !== 'directory')
    .map(({ path }) => path);
  const { manifests, others } = byKind(host, single, as, facts);
  const groups = byDirectory ? inDirectories(manifests) : [manifests];
  const files = [...groups.flatMap((group) => together(judgeFiles(host, group, facts, judge))), ...others];
  const empty = directories.filter(({ files }) => !files.some((file) => file.verdict !== 'ignored'));
  return {
    files: [...directories.flatMap((directory) => directory.files), ...files],
    diagnostics: [
      ...missing,
      ...directories.flatMap(({ diagnostics }) => diagnostics),
      ...empty.map(({ path, failure }) => (failure ? cannotLook(path, failure) : nothingToRead(host, path))),
    ],
    unchecked: [
      ...looked.filter(({ info }) => !info.ok).map(({ path }) => path),
      ...empty.map(({ path }) => path),
      ...directories.flatMap((directory) => directory.files.filter(isUnknown)).map(({ path }) => path),
      ...files.filter((file) => !wasChecked(file)).map(({ path }) => path),
    ],
  };
}

/** Outlines are for who holds files of one directory against each other: of thousands of directories none is kept. */
function withoutOutline(file: FileReport): FileReport {
  if (!file.outline) return file;
  const { outline: _, ...rest } = file;
  return rest;
}

/** Whether the kubelet would read the file, and we could. */
function wasChecked({ verdict }: FileReport): boolean {
  return verdict !== 'ignored' && verdict !== 'unknown';
}

function isUnknown({ verdict }: FileReport): boolean {
  return verdict === 'unknown';
}

/** Files given one by one: the manifests, which are judged together, and the others, each judged as what it is. */
function byKind(
  host: Host,
  paths: readonly string[],
  as: FileKind | undefined,
  facts: Facts,
): { readonly manifests: readonly string[]; readonly others: readonly FileReport[] } {
  const manifests: string[] = [];
  const others: FileReport[] = [];
  for (const path of paths) {
    const content = as === 'manifest' ? null : host.readFile(path, MAX_FILE_SIZE);
    const kind = content?.ok ? (as ?? classify(path, content.value)) : 'manifest';
    if (content?.ok && kind !== 'manifest') others.push(judgeFile(kind, path, content.value, facts));
    else manifests.push(path);
  }
  return { manifests, others };
}

/** The paths of each directory, in the order in which the directories are met. */
function inDirectories(paths: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const directory = parentOf(path);
    const group = groups.get(directory);
    if (group) group.push(path);
    else groups.set(directory, [path]);
  }
  return [...groups.values()];
}
