import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/location.ts';
import { baseName } from '../node/host/path.ts';
import { getMember } from '../yaml/navigate.ts';
import type { Document } from '../yaml/tree.ts';
import { readFileName } from './file-name.ts';
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
  const rivals = new Map<string, { winner: LocatedReport; files: number }>();
  for (const report of reports) {
    const key = podKey(report.file);
    if (key !== undefined) rivals.set(key, { winner: report, files: (rivals.get(key)?.files ?? 0) + 1 });
  }
  return reports.map((report) => {
    const key = podKey(report.file);
    const rival = key === undefined ? undefined : rivals.get(key);
    if (key === undefined || rival === undefined || rival.winner === report) return report.file;
    const pod = key.slice(0, -nodeName.length - 1);
    const diagnostics = [...report.file.diagnostics, shadowed(pod, report, rival.winner, rival.files)];
    return { ...report.file, verdict: 'shadowed', diagnostics };
  });
}

function podKey({ verdict, judgement }: FileReport): string | undefined {
  const pod = judgement?.pod;
  return verdict === 'runs' && pod ? `${pod.namespace}/${pod.name}` : undefined;
}

/** `pod` is the namespace/name as the manifests have it, without the node's name. */
function shadowed(pod: string, report: LocatedReport, winner: LocatedReport, files: number): Diagnostic {
  const [name, wins] = [baseName(report.file.path), baseName(winner.file.path)];
  const why = files === 2 ? 'the later' : `the last of ${files}`;
  return {
    ruleId: 'manifest-shadowed',
    severity: 'warning',
    message: `"${wins}" holds the same pod, "${pod}", and wins as ${why} in byte order of names, so this file's does not run`,
    location: report.location ?? { file: report.file.path },
    help: helpShadowed(name, wins, files),
    related: [{ location: winner.location ?? { file: winner.file.path }, message: WINS }],
  };
}

/**
 * Seen with 1.34.10 and 1.37.1: the watch applies a saved file at once, whatever its name, and takes a removed file's
 * pod away at once, though another file has it; the list at fileCheckFrequency brings the last name's pod back.
 */
const WINS =
  'this pod wins; saving the other file replaces it and removing either one stops it, until the kubelet lists the directory again, by default every 20 seconds';

function helpShadowed(name: string, wins: string, files: number): string {
  if (readFileName(wins)) return `move "${wins}" out of the directory: until then no edit of "${name}" lasts`;
  if (readFileName(name)) return `move "${name}" out of the directory: a copy does not belong there`;
  return files === 2
    ? 'move one of the two files out of the directory, or give its pod another name'
    : `keep one of the ${files} files in the directory, or give each pod a name of its own`;
}

/** Where a manifest says the pod's name, as precisely as its document tells. */
export function podLocation(path: string, document: Document | undefined): Location {
  const name = getMember(document?.root, 'metadata', 'name');
  return document && name ? document.source.locate(name.range) : { file: path };
}
