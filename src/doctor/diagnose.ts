import { AREAS, type Area } from '../checks/areas.ts';
import { type Examination, examineNode } from '../checks/examine-node.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import type { LintResult } from '../lint/lint.ts';
import { lintNode } from '../lint/lint-node.ts';
import { softenedResult } from '../lint/softened-result.ts';
import type { Host } from '../node/host/host.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { RuleBook } from '../rules/rule-book.ts';
import type { MachineState } from '../runtime/machine-state.ts';
import { withConsequences } from './consequences.ts';
import type { Problem } from './problem.ts';
import { compareCandidates } from './rank.ts';
import { remedyOf } from './remedy.ts';
import { weigh } from './weigh.ts';

/** What is wrong with a node, the root of it first. */
export interface Diagnosis {
  readonly problems: readonly Problem[];
  /** What is merely worth knowing. */
  readonly notes: readonly Diagnostic[];
  /** In the kubelet's order. */
  readonly files: readonly FileReport[];
  readonly examinations: readonly Examination[];
  readonly areas: readonly AreaState[];
  /** What could not be judged at all: then nothing found is no all-clear. */
  readonly unchecked: readonly string[];
}

/** How it stands with a part of the node. `unknown`: something in it could not be looked at. */
export interface AreaState {
  readonly area: Area;
  readonly status: 'ok' | 'problem' | 'unknown';
}

/** What there is to go by beside the node's files. */
export interface DiagnoseWish {
  /** The time to judge certificates by, in milliseconds since the epoch. */
  readonly now: number;
  readonly ruleOf: RuleBook['ruleOf'];
  /** Of a node that runs. */
  readonly machine?: MachineState;
}

/** A look at a node → its problems. */
export function diagnose(host: Host, report: NodeReport, wish: DiagnoseWish): Diagnosis {
  const lint = softenedResult(lintNode(host, report), report.version);
  const { files } = lint;
  const { now, machine, ruleOf } = wish;
  const examinations = examineNode({ host, report, files, now, ...(machine && { machine }) });
  const found = [
    ...report.diagnostics,
    ...lint.diagnostics,
    ...files.flatMap(({ diagnostics }) => diagnostics),
    ...examinations.flatMap(({ diagnostics }) => diagnostics),
  ];
  const ranked = weigh(found, ruleOf).sort(compareCandidates);
  const problems = withConsequences(ranked).map(
    ({ cause, consequences }): Problem => ({ ...cause, remedy: remedyOf(cause, report), consequences }),
  );
  return {
    problems,
    notes: found.filter(({ severity }) => severity === 'info'),
    files,
    examinations,
    areas: areaStates(problems, examinations, report, lint),
    unchecked: lint.unchecked,
  };
}

function areaStates(
  problems: readonly Problem[],
  examinations: readonly Examination[],
  report: NodeReport,
  { unchecked }: LintResult,
): AreaState[] {
  const wrong = new Set(
    problems.flatMap(({ area, consequences }) => [area, ...consequences.map((one) => one.area)]),
  );
  const closed = new Set<Area | undefined>(
    examinations.filter(({ failures }) => failures.length > 0).map(({ check }) => check.area),
  );
  if (report.unread.length > 0)
    for (const area of ['command-line', 'configuration'] as const) closed.add(area);
  if (unchecked.length > 0) closed.add('manifests');
  return AREAS.map((area) => ({
    area,
    status: wrong.has(area) ? 'problem' : closed.has(area) ? 'unknown' : 'ok',
  }));
}
