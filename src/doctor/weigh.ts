import type { Area } from '../checks/areas.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { RuleBook } from '../rules/rule-book.ts';
import { ADVICE } from './advice.ts';
import type { Candidate, Weight } from './problem.ts';

/** Where an error says that the kubelet does not start. */
const OF_THE_START: readonly Area[] = ['unit', 'command-line', 'configuration'];

/** What each finding has to do with the node; what is merely worth knowing is left out. */
export function weigh(
  diagnostics: readonly Diagnostic[],
  ruleOf: RuleBook['ruleOf'],
  kubeletRuns: boolean,
): Candidate[] {
  return diagnostics.flatMap((diagnostic) => {
    if (diagnostic.severity === 'info') return [];
    const rule = ruleOf(diagnostic.ruleId);
    const area = rule?.area ?? 'look';
    return [
      { diagnostic, area, weight: weightOf(diagnostic, area, rule?.stopsKubelet === true, kubeletRuns) },
    ];
  });
}

function weightOf(
  { ruleId, severity }: Diagnostic,
  area: Area,
  stops: boolean,
  kubeletRuns: boolean,
): Weight {
  if (ADVICE.has(ruleId) || (kubeletRuns && OF_NO_KUBELET.has(ruleId))) return 'advice';
  if (!stops && !(severity === 'error' && OF_THE_START.includes(area))) return 'breaks';
  // It was started before: only its next start fails.
  return kubeletRuns ? 'breaks' : 'stops-kubelet';
}

/** What is said where files start no kubelet: one that runs was started otherwise. */
const OF_NO_KUBELET: ReadonlySet<string> = new Set(['unit-not-found', 'kubelet-not-found']);
