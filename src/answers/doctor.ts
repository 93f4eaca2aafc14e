import type { Area } from '../checks/areas.ts';
import type { Examination } from '../checks/examine-node.ts';
import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { AreaState } from '../doctor/area-states.ts';
import type { Diagnosis } from '../doctor/diagnose.ts';
import type { Candidate, Problem, Weight } from '../doctor/problem.ts';
import type { Remedy } from '../doctor/remedy.ts';
import type { Verdict } from '../manifest/judgement.ts';
import type { LookFailure } from '../node/host/host.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { Unasked } from '../runtime/machine-state.ts';
import { type Answer, EXIT, type ExitCode } from './header.ts';
import { hideSecrets } from './hide-secrets.ts';
import { nodeHeader } from './node-header.ts';

/** A finding, and which part of the node it is of. */
export type DoctorFinding = Diagnostic & { readonly area: Area };

/** One cause, with what to do about it. */
export type DoctorProblem = DoctorFinding & {
  readonly weight: Weight;
  readonly help: string;
  readonly commands: Remedy;
  readonly consequences: readonly DoctorFinding[];
};

/** One check of the node. */
export interface DoctorCheck {
  readonly id: string;
  readonly area: Area;
  /** `unknown`: it could not look at all that it wanted to, and found nothing. */
  readonly status: 'ok' | 'problem' | 'unknown';
  /** What it looks for. */
  readonly summary: string;
  /** Paths on the node that it looked at. */
  readonly looked: readonly string[];
  readonly couldNotLook: readonly {
    readonly path: string;
    /** `notCopied`: on the node, but not in this copy of it. */
    readonly reason: LookFailure['reason'];
    readonly why: string;
  }[];
}

/** What `spctl doctor` answers. */
export type DoctorAnswer = Answer<{
  /** The time that certificates were judged by, as RFC 3339; null for that of the run. */
  judgedAt: string | null;
  /** Whether the running node was asked too; otherwise its files alone speak. */
  live: boolean;
  /** The root of the trouble first; empty where nothing is wrong. */
  problems: readonly DoctorProblem[];
  areas: readonly AreaState[];
  checks: readonly DoctorCheck[];
  files: readonly { readonly path: string; readonly verdict: Verdict }[];
  /** What could not be judged at all. */
  unchecked: readonly string[];
  /** Findings that something could not be looked at. */
  unlooked: readonly Diagnostic[];
  /** What only the running node could have told, and why it was not asked. */
  unasked: readonly Unasked[];
}>;

/** The answer of `spctl doctor`. */
export function doctorAnswer(report: NodeReport, diagnosis: Diagnosis, at: number | null): DoctorAnswer {
  const { machine, problems, areas, examinations, files, unchecked, unlooked, notes } = diagnosis;
  return {
    ...nodeHeader(report),
    judgedAt: at === null ? null : new Date(at).toISOString(),
    live: machine !== null,
    problems: problems.map(problemAnswer),
    areas,
    checks: examinations.map(checkAnswer),
    files: files.map(({ path, verdict }) => ({ path, verdict })),
    unchecked,
    unlooked: [...unlooked].sort(compareDiagnostics).map(withoutSecrets),
    unasked: machine?.unasked ?? [],
    diagnostics: [...notes].sort(compareDiagnostics).map(withoutSecrets),
  };
}

function problemAnswer({ weight, fix, remedy, consequences, ...candidate }: Problem): DoctorProblem {
  return {
    ...findingAnswer(candidate),
    weight,
    help: fix,
    commands: remedy,
    consequences: consequences.map(findingAnswer),
  };
}

function findingAnswer({ diagnostic, area }: Pick<Candidate, 'diagnostic' | 'area'>): DoctorFinding {
  return { ...withoutSecrets(diagnostic), area };
}

function checkAnswer({ check, looked, failures, diagnostics }: Examination): DoctorCheck {
  const { id, area = 'look', summary } = check;
  const isWrong = diagnostics.some(({ severity }) => severity !== 'info');
  return {
    id,
    area,
    status: isWrong ? 'problem' : failures.length > 0 ? 'unknown' : 'ok',
    summary,
    looked,
    couldNotLook: failures.map(({ path, reason, message }) => ({ path, reason, why: message })),
  };
}

/** A report is sent and attached: what lets somebody in stays here, whoever wrote it into a command line or a log. */
function withoutSecrets(diagnostic: Diagnostic): Diagnostic {
  const { message, help, evidence } = diagnostic;
  return {
    ...diagnostic,
    message: hideSecrets(message),
    ...(help !== undefined && { help: hideSecrets(help) }),
    ...(evidence && { evidence: evidence.map(hideSecrets) }),
  };
}

/**
 * 1 where something is wrong; else 3 where the node, or a part of it that was to be judged, could not be looked at;
 * else 0.
 */
export function doctorExitCode({ problems, starts, unchecked, unlooked, checks }: DoctorAnswer): ExitCode {
  if (problems.length > 0) return EXIT.findings;
  // What a copy was made without, as private keys, is no surprise.
  const closed = checks.some(({ couldNotLook }) => couldNotLook.some(({ reason }) => reason !== 'notCopied'));
  return starts === null || unchecked.length > 0 || unlooked.length > 0 || closed
    ? EXIT.couldNotLook
    : EXIT.clean;
}
