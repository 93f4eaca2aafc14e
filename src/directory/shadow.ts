import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/location.ts';
import { baseName } from '../node/host/path.ts';
import { getMember } from '../yaml/navigate.ts';
import type { Document } from '../yaml/tree.ts';
import type { FileReport } from './judge-directory.ts';

/** A file's report, and where in it the pod's name stands. */
export interface LocatedReport {
  readonly file: FileReport;
  readonly location?: Location;
}

/**
 * Takes the files whose pod another one replaces out of the running: the file source's store keeps one pod a
 * namespace/name, the last that was read (pkg/kubelet/config/file.go, replaceStore; client-go UndeltaStore).
 */
export function withShadows(reports: readonly LocatedReport[], nodeName: string): FileReport[] {
  const winners = new Map<string, LocatedReport>();
  for (const report of reports) {
    const key = podKey(report.file);
    if (key !== undefined) winners.set(key, report);
  }
  return reports.map((report) => {
    const key = podKey(report.file);
    const winner = key === undefined ? undefined : winners.get(key);
    if (key === undefined || winner === undefined || winner === report) return report.file;
    const diagnostics = [
      ...report.file.diagnostics,
      shadowed(key.slice(0, -nodeName.length - 1), report, winner),
    ];
    return { ...report.file, verdict: 'shadowed', diagnostics };
  });
}

function podKey({ verdict, judgement }: FileReport): string | undefined {
  const pod = judgement?.pod;
  return verdict === 'runs' && pod ? `${pod.namespace}/${pod.name}` : undefined;
}

/** `pod` is the namespace/name as the manifests have it, without the node's name. */
function shadowed(pod: string, report: LocatedReport, winner: LocatedReport): Diagnostic {
  return {
    ruleId: 'manifest-shadowed',
    severity: 'warning',
    message: `"${baseName(winner.file.path)}" is read later and holds the same pod, "${pod}", so this file's does not run`,
    location: report.location ?? { file: report.file.path },
    help: 'move one of the two files out of the directory, or give its pod another name',
    related: [{ location: winner.location ?? { file: winner.file.path }, message: 'this pod wins' }],
  };
}

/** Where a manifest says the pod's name, as precisely as its document tells. */
export function podLocation(path: string, document: Document | undefined): Location {
  const name = getMember(document?.root, 'metadata', 'name');
  return document && name ? document.source.locate(name.range) : { file: path };
}
