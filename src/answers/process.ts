import type { NodeReport } from '../node/inspect-node.ts';
import { isoTime } from '../node/process/file-times.ts';
import { maskFlags } from './mask.ts';

/** The kubelet that runs, as an answer shows it: of its environment only the names. */
export interface ProcessAnswer {
  readonly pid: number;
  /** ISO 8601, UTC, to the second. */
  readonly startTime: string | null;
  readonly unit: string | null;
  readonly exe: string | null;
  readonly exeDeleted: boolean;
  readonly argv: readonly string[];
  readonly cwd: string | null;
  readonly environmentNames: readonly string[] | null;
  readonly mountNamespace: string | null;
}

/** The running kubelet of a report; null where there is none. */
export function processAnswer({ process }: NodeReport): ProcessAnswer | null {
  if (!process) return null;
  const { pid, startTime, unit, exe, exeDeleted, argv, cwd, environmentNames, mountNamespace } = process;
  return {
    pid,
    startTime: startTime === null ? null : (isoTime(startTime) ?? null),
    unit: unit ?? null,
    exe,
    exeDeleted,
    argv: maskFlags(argv),
    cwd,
    environmentNames,
    mountNamespace,
  };
}
