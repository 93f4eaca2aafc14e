import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Origin } from '../diagnostics/origin.ts';
import type { DirectoryReport, FileReport } from '../directory/judge-directory.ts';
import type { Verdict } from '../manifest/judgement.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { KubeletStart } from '../node/kubelet/start-kubelet.ts';
import type { StaticPodSource } from '../node/sources.ts';
import { type Answer, EXIT, type ExitCode } from './header.ts';
import { nodeHeader } from './node-header.ts';
import { type ProcessAnswer, processAnswer } from './process.ts';

/** Where this kubelet reads static pods. */
export type WhereAnswer = Answer<{
  /** As written in the flag or file that decided. */
  staticPodPath: string | null;
  /** What the kubelet opens: absolute, on the node. */
  resolvedPath: string | null;
  staticPodURL: string | null;
  kind: StaticPodSource['kind'];
  origin: Origin | null;
  overridden: readonly { readonly value: unknown; readonly origin: Origin }[];
  staticPodURLOrigin: Origin | null;
  /** What stands between systemd and the kubelet, outermost first. */
  via: readonly string[];
  /** Documented defaults of a distribution's own code that the answer rests on. */
  assumed: readonly string[];
  /** The kubelet that runs; null where none does or can be seen. */
  process: ProcessAnswer | null;
  files: readonly { readonly path: string; readonly verdict: Verdict; readonly sha256: string | null }[];
}>;

/** Hex SHA-256 of a file on the node, null where it can't be read: the caller's, for nothing here knows Node.js. */
export type Sha256 = (path: string) => string | null;

/**
 * The answer of `spctl where`; `checked` is what the checks of node scope say, `remote` what the URL answered, where it
 * was asked.
 */
export function whereAnswer(
  report: NodeReport,
  directory: DirectoryReport | null,
  checked: readonly Diagnostic[],
  sha256: Sha256,
  remote: Answered | null = null,
): WhereAnswer {
  const { source, start } = report;
  const known = !source.isWatched && (source.kind !== 'unknown' || source.resolvedPath !== null);
  const decided = known ? start?.origins.get('staticPodPath') : undefined;
  const url = start?.origins.get('staticPodURL');
  return {
    ...nodeHeader(report),
    staticPodPath: source.staticPodPath,
    resolvedPath: source.resolvedPath,
    staticPodURL: source.url,
    kind: source.kind,
    origin: decided ? withWay(decided.origin, start) : null,
    overridden: decided?.overridden ?? [],
    staticPodURLOrigin: url && source.url !== null ? withWay(url.origin, start) : null,
    via: (report.found?.via ?? []).map(({ by }) => by),
    assumed: (report.found?.via ?? []).flatMap(({ assumed }) => assumed ?? []),
    process: processAnswer(report),
    files: [
      ...(directory?.files ?? []).map(({ path, verdict }) => ({
        path,
        verdict,
        sha256: verdict === 'ignored' ? null : sha256(path),
      })),
      ...(remote?.files ?? []).map(({ path, verdict }) => ({ path, verdict, sha256: null })),
    ],
    diagnostics: [
      ...report.diagnostics,
      ...checked,
      ...diagnosticsOf(directory),
      ...diagnosticsOf(remote),
    ].sort(compareDiagnostics),
  };
}

/** Files with what is said of them, and of none of them. */
interface Answered {
  readonly files: readonly FileReport[];
  readonly diagnostics: readonly Diagnostic[];
}

/** 0 when what was asked for is known and the kubelet starts; 1 when there is none, or it does not start; 3 unknown. */
export function whereExitCode(
  answer: WhereAnswer,
  asked: 'path' | 'url',
  directory: DirectoryReport | null,
): ExitCode {
  const known = answer.staticPodURL !== null || (asked === 'path' && answer.resolvedPath !== null);
  if (!known) return answer.kind === 'unknown' ? EXIT.couldNotLook : EXIT.findings;
  if (directory?.failure) return EXIT.couldNotLook;
  return answer.starts === false ? EXIT.findings : EXIT.clean;
}

/** The origin with the flag that named the file it stands in, and what led to that flag. */
function withWay(origin: Origin, start: KubeletStart | null): Origin {
  const named = start?.commandLine.flagOrigins;
  const way =
    origin.kind === 'config' ? named?.config : origin.kind === 'dropin' ? named?.configDir : undefined;
  return way ? { ...origin, via: [way] } : origin;
}

function diagnosticsOf(directory: Answered | null): readonly Diagnostic[] {
  return directory ? [...directory.diagnostics, ...directory.files.flatMap((file) => file.diagnostics)] : [];
}
