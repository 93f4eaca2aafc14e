import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { judgeDirectory, type ManifestJudge } from '../directory/judge-directory.ts';
import type { Host } from '../node/host/host.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { UrlAnswer } from '../node/url-answer.ts';
import { shownURL } from '../node/url-source.ts';
import { judgeAndCheck, judgeOfFiles, withDirectoryChecks } from './judge-and-check.ts';
import type { LintResult } from './lint.ts';
import { lintURL, withRivals } from './lint-url.ts';
import { cannotLook } from './unchecked.ts';

/**
 * What this node's kubelet reads, judged. A node without static pods is in order; a path that is not known, or a
 * source that is not on this machine, could not be looked at. `answer` is what its URL answered, where it was asked.
 */
export function lintNode(
  host: Host,
  report: NodeReport,
  judge: ManifestJudge = judgeOfFiles(judgeAndCheck),
  checks = true,
  answer: UrlAnswer | null = null,
): LintResult {
  const { url } = report.source;
  const files = lintPath(host, report, judge, checks);
  if (url === null) return files;
  if (!answer) {
    const isAll = report.source.kind === 'none';
    const unchecked = isAll ? [shownURL(url)] : files.unchecked;
    return { ...files, diagnostics: [...files.diagnostics, notFetched(url)], unchecked };
  }
  const remote = lintURL(host, url, answer, report.facts, checks);
  return {
    files: [...files.files, ...withRivals(remote.files, files.files)],
    diagnostics: [...files.diagnostics, ...remote.diagnostics],
    unchecked: [...files.unchecked, ...remote.unchecked],
  };
}

function lintPath(
  host: Host,
  { source, facts }: NodeReport,
  judge: ManifestJudge,
  checks: boolean,
): LintResult {
  const nothing: LintResult = { files: [], diagnostics: [], unchecked: [] };
  if (source.kind === 'unknown') return { ...nothing, unchecked: ['staticPodPath'] };
  if (source.kind === 'none' || source.kind === 'missing' || source.resolvedPath === null) return nothing;
  const directory = judgeDirectory(host, source.resolvedPath, facts, judge);
  const { diagnostics, failure } = directory;
  const files = checks ? withDirectoryChecks(host, directory.files, facts) : directory.files;
  const unread = files.filter(({ verdict }) => verdict === 'unknown').map(({ path }) => path);
  return {
    files,
    diagnostics: [
      ...diagnostics,
      ...(failure && source.kind === 'directory' ? [cannotLook(source.resolvedPath, failure)] : []),
    ],
    unchecked: failure ? [source.resolvedPath, ...unread] : unread,
  };
}

function notFetched(url: string): Diagnostic {
  return {
    ruleId: 'static-pod-url',
    severity: 'info',
    message: `the kubelet also reads static pods from "${shownURL(url)}", which was not fetched`,
    help: 'have it asked, as the kubelet does: --fetch',
  };
}
