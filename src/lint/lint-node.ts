import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { judgeDirectory, type ManifestJudge } from '../directory/judge-directory.ts';
import type { Host } from '../node/host/host.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import { judgeAndCheck, judgeOfFiles, withDirectoryChecks } from './judge-and-check.ts';
import type { LintResult } from './lint.ts';
import { cannotLook } from './unchecked.ts';

/**
 * What this node's kubelet reads, judged. A node without static pods is in order; a path that is not known, or a
 * source that is not on this machine, could not be looked at.
 */
export function lintNode(
  host: Host,
  { source, facts }: NodeReport,
  judge: ManifestJudge = judgeOfFiles(judgeAndCheck),
  checks = true,
): LintResult {
  const nothing: LintResult = { files: [], diagnostics: [], unchecked: [] };
  if (source.kind === 'unknown') return { ...nothing, unchecked: ['staticPodPath'] };
  const remote = source.url === null ? [] : [notFetched(source.url)];
  if (source.kind === 'none')
    return { ...nothing, diagnostics: remote, unchecked: remote.length > 0 ? [source.url!] : [] };
  if (source.kind === 'missing' || source.resolvedPath === null) return { ...nothing, diagnostics: remote };
  const directory = judgeDirectory(host, source.resolvedPath, facts, judge);
  const { diagnostics, failure } = directory;
  const files = checks ? withDirectoryChecks(host, directory.files, facts) : directory.files;
  const unread = files.filter(({ verdict }) => verdict === 'unknown').map(({ path }) => path);
  return {
    files,
    diagnostics: [
      ...diagnostics,
      ...(failure && source.kind === 'directory' ? [cannotLook(source.resolvedPath, failure)] : []),
      ...remote,
    ],
    unchecked: failure ? [source.resolvedPath, ...unread] : unread,
  };
}

function notFetched(url: string): Diagnostic {
  return {
    ruleId: 'static-pod-url',
    severity: 'info',
    message: `the kubelet also reads static pods from "${url}", which was not fetched`,
  };
}
