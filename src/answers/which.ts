import { compareDiagnostics } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/location.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { PodState } from '../status/pod-status.ts';
import type { Made, Which } from '../status/which.ts';
import { type Answer, EXIT, type ExitCode } from './header.ts';
import { nodeHeader } from './node-header.ts';

/** What made something. */
export interface WhichMade {
  readonly namespace: string;
  readonly name: string;
  /** Whether a file or URL of this node made it; otherwise it is the API server's, and no file here. */
  readonly isStatic: boolean;
  readonly state: PodState | null;
  /** The manifest, on the node; null where none is known. */
  readonly file: string | null;
  /** Where pod or container are named in it. */
  readonly location?: Location;
  readonly container: string | null;
  /** Of the container that was meant. */
  readonly id: string | null;
  readonly pid: number | null;
}

/** What `spctl which` answers. */
export type WhichAnswer = Answer<{
  word: string;
  /** Empty where it leads nowhere, several where it is ambiguous. */
  made: readonly WhichMade[];
  /** Why it leads nowhere, where that is known. */
  why: string | null;
  /** The static pods that there are, `namespace/name`. */
  pods: readonly string[];
}>;

/** The answer of `spctl which`. */
export function whichAnswer(
  report: NodeReport,
  word: string,
  { made, process }: Which,
  pods: readonly string[],
): WhichAnswer {
  return {
    ...nodeHeader(report),
    word,
    made: made.map(madeAnswer),
    why: process && (process.why ?? `process ${process.pid} is in no pod of this node`),
    pods,
    diagnostics: [...report.diagnostics].sort(compareDiagnostics),
  };
}

function madeAnswer({ namespace, name, status, container, pod }: Made): WhichMade {
  const location = container?.wanted?.location ?? status?.wanted?.location;
  return {
    namespace,
    name,
    isStatic: status !== null,
    state: status?.state ?? null,
    file: status?.file ?? null,
    ...(location && { location }),
    container: container?.name ?? null,
    id: container?.running?.id ?? pod?.sandboxId ?? null,
    pid: container?.running?.pid ?? null,
  };
}

/** 0 where it leads to a manifest, 1 where it leads nowhere or to what no file made, 3 where nobody could be asked. */
export function whichExitCode({ made }: WhichAnswer, couldAsk: boolean): ExitCode {
  if (made.length === 0) return couldAsk ? EXIT.findings : EXIT.couldNotLook;
  return made.every(({ file }) => file !== null) ? EXIT.clean : EXIT.findings;
}
