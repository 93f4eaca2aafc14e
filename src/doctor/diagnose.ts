import { type Examination, examineNode } from '../checks/examine-node.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import { lintNode } from '../lint/lint-node.ts';
import { softenedResult } from '../lint/softened-result.ts';
import type { Host } from '../node/host/host.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { RuleBook } from '../rules/rule-book.ts';
import type { ApiState } from '../runtime/api/api-state.ts';
import type { Wish } from '../runtime/look-at-machine.ts';
import type { MachineState } from '../runtime/machine-state.ts';
import { type AreaState, areaStates } from './area-states.ts';
import { withConsequences } from './consequences.ts';
import { machineWish } from './machine-wish.ts';
import type { Candidate, Problem } from './problem.ts';
import { compareCandidates } from './rank.ts';
import { remedyOf } from './remedy.ts';
import { isUnlooked } from './unlooked.ts';
import { isNote, type KubeletPresence, weigh } from './weigh.ts';

/** What is wrong with a node, the root of it first. */
export interface Diagnosis {
  readonly problems: readonly Problem[];
  /** Findings that something could not be looked at: then nothing found is no all-clear. */
  readonly unlooked: readonly Diagnostic[];
  /** What is merely worth knowing. */
  readonly notes: readonly Diagnostic[];
  /** In the kubelet's order. */
  readonly files: readonly FileReport[];
  readonly examinations: readonly Examination[];
  readonly areas: readonly AreaState[];
  /** What a running node told; null for a copy. */
  readonly machine: MachineState | null;
  /** What could not be judged at all: then nothing found is no all-clear. */
  readonly unchecked: readonly string[];
}

/** What there is to go by beside the node's files. */
export interface DiagnoseWish {
  /** The time to judge certificates by, in milliseconds since the epoch. */
  readonly now: number;
  readonly ruleOf: RuleBook['ruleOf'];
  /** Asks a node that runs; absent for a copy. */
  readonly ask?: (wish: Wish) => MachineState;
  /** What an API server says of it, where one was asked. */
  readonly api?: ApiState;
}

/** The state of a machine of which only files are there. */
const NOT_ASKED: MachineState = {
  units: null,
  kubeletLog: null,
  listening: null,
  fileSystems: [],
  unasked: [],
};

/** A look at a node → its problems. */
export function diagnose(host: Host, report: NodeReport, wish: DiagnoseWish): Diagnosis {
  const lint = softenedResult(lintNode(host, report), report.version);
  const { files } = lint;
  const { now, ask, api, ruleOf } = wish;
  const machine = ask?.(machineWish(report, files)) ?? null;
  const live = (machine || api) && { machine: machine ?? NOT_ASKED, ...(api && { api }) };
  const examinations = examineNode({ host, report, files, now, ...live });
  const found = [
    ...report.diagnostics,
    ...lint.diagnostics,
    ...files.flatMap(({ diagnostics }) => diagnostics),
    ...examinations.flatMap(({ diagnostics }) => diagnostics),
  ];
  const presence = presenceOf(report, now);
  const [notes, unlooked, faults]: [Diagnostic[], Diagnostic[], Diagnostic[]] = [[], [], []];
  for (const one of found) {
    const kind = isNote(one, presence) ? notes : isUnlooked(one, host, report) ? unlooked : faults;
    kind.push(one);
  }
  const ranked = weigh(faults, ruleOf, presence).sort(compareCandidates);
  const problems = withConsequences(ranked).map(
    ({ cause, consequences }): Problem => ({
      ...cause,
      fix: fixOf(cause, ruleOf),
      remedy: remedyOf(cause, report, files),
      consequences,
    }),
  );
  return {
    problems,
    unlooked,
    notes,
    files,
    examinations,
    areas: areaStates(problems, examinations, {
      host,
      report,
      machine,
      unchecked: lint.unchecked,
      unlooked: unlooked.map(({ ruleId }) => ruleOf(ruleId)?.area ?? 'look'),
    }),
    machine,
    unchecked: lint.unchecked,
  };
}

/** A kubelet that systemd starts again and again may just be up: that is none that runs. */
function presenceOf({ found, process, version }: NodeReport, now: number): KubeletPresence {
  const runs = process !== null && (process.startTime === null || now - process.startTime > START);
  return {
    runs,
    isUnitless: process !== null && found?.service.state === 'not-found',
    isGuessed: version.origin === 'newest',
  };
}

/** What a start takes at most, in milliseconds: a kubelet that can't start ends in the first seconds. */
const START = 10_000;

/** What to do in one sentence: what the finding itself says, else its rule. */
function fixOf({ diagnostic: { help, ruleId } }: Candidate, ruleOf: RuleBook['ruleOf']): string {
  return help ?? ruleOf(ruleId)?.fix ?? `see "spctl explain ${ruleId}"`;
}
