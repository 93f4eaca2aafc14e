import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import { judgeURL } from '../directory/judge-url.ts';
import { judgeDocument } from '../manifest/judge-manifest.ts';
import type { Facts } from '../manifest/judgement.ts';
import type { Host } from '../node/host/host.ts';
import type { UrlAnswer } from '../node/url-answer.ts';
import { shownURL } from '../node/url-source.ts';
import { judgeAndCheck } from './judge-and-check.ts';
import type { LintResult } from './lint.ts';

/** What a kubelet makes of what its staticPodURL answered; what could not be fetched is unchecked. */
export function lintURL(
  host: Pick<Host, 'live'>,
  url: string,
  answer: UrlAnswer,
  facts: Facts,
  checks = true,
): LintResult {
  const path = shownURL(url);
  const from = host.live ? [] : [fetchedHere(path)];
  switch (answer.kind) {
    case 'failed':
      return { files: [], diagnostics: [...from, notFetched(path, answer.message)], unchecked: [path] };
    case 'status':
      return {
        files: [refused(path, diagnoseStatus(path, answer.status))],
        diagnostics: from,
        unchecked: [],
      };
    case 'too-large':
      return { files: [refused(path, diagnoseSize(path, answer.limit))], diagnostics: from, unchecked: [] };
    case 'body': {
      const judged = judgeURL(url, answer.bytes, facts, checks ? judgeAndCheck : judgeDocument);
      const unknown = judged.files.filter(({ verdict }) => verdict === 'unknown');
      return {
        files: judged.files,
        diagnostics: [...from, ...judged.diagnostics],
        unchecked: unknown.map((file) => file.path),
      };
    }
  }
}

function refused(path: string, diagnostic: Diagnostic): FileReport {
  return { path, verdict: 'refused', stage: 'read', diagnostics: [diagnostic] };
}

function fetchedHere(path: string): Diagnostic {
  return {
    ruleId: 'static-pod-url-fetched-here',
    severity: 'info',
    message: 'the URL was asked from this machine, and the node may get another answer',
    location: { file: path },
  };
}

function notFetched(path: string, why: string): Diagnostic {
  return {
    ruleId: 'static-pod-url-unfetched',
    severity: 'error',
    message: `the URL could not be fetched, so its pods are not known: ${why}`,
    location: { file: path },
    help: 'mend that, or ask the URL on the node: as long as it fails, what an earlier answer brought runs on, and a kubelet that is started anew gets no pod from it',
  };
}

function diagnoseStatus(path: string, status: string): Diagnostic {
  return {
    ruleId: 'static-pod-url-status',
    severity: 'error',
    message: `the URL answers "${status}", and the kubelet takes pods from "200 OK" alone: what an earlier answer brought runs on, and a kubelet that is started anew gets no pod`,
    location: { file: path },
    help: 'correct staticPodURL or staticPodURLHeader, or what is served there',
  };
}

function diagnoseSize(path: string, limit: number): Diagnostic {
  return {
    ruleId: 'manifest-too-large',
    severity: 'error',
    message: `the answer has more than the ${limit} bytes that the kubelet reads, so it takes no pod from it`,
    location: { file: path },
    help: 'look what fills it: large data is better mounted from the node',
  };
}

/**
 * The pods of a URL, where files have one of the same namespace and name. Each source has a list of its own
 * (pkg/kubelet/config/config.go), and of two static pods of one full name one waits until the other is gone
 * (pkg/kubelet/pod_workers.go allowStaticPodStart).
 */
export function withRivals(
  remote: readonly FileReport[],
  files: readonly FileReport[],
): readonly FileReport[] {
  const byPod = new Map(files.flatMap((file) => (keyOf(file) === undefined ? [] : [[keyOf(file), file]])));
  return remote.map((file) => {
    const key = keyOf(file);
    const rival = key === undefined ? undefined : byPod.get(key);
    return rival ? { ...file, diagnostics: [...file.diagnostics, wanted(file, rival)] } : file;
  });
}

function keyOf({ verdict, judgement }: FileReport): string | undefined {
  const pod = judgement?.pod;
  return verdict === 'runs' && pod ? `${pod.namespace}/${pod.name}` : undefined;
}

function wanted({ path }: FileReport, rival: FileReport): Diagnostic {
  return {
    ruleId: 'static-pod-in-two-sources',
    severity: 'warning',
    message: `"${rival.path}" makes a pod of the same namespace and name: the kubelet takes both and starts one, which of them is chance, and the other waits until that is gone`,
    location: { file: path },
    help: 'give one of the two another name, or take it away',
  };
}
