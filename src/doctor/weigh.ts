import type { Area } from '../checks/areas.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { RuleBook } from '../rules/rule-book.ts';
import { ADVICE } from './advice.ts';
import type { Candidate, Weight } from './problem.ts';

/** Where an error says that the kubelet does not start. */
const OF_THE_START: readonly Area[] = ['unit', 'command-line', 'configuration'];

/** How the kubelet of a running node is there. */
export interface KubeletPresence {
  /** One runs that has got past its start. */
  readonly runs: boolean;
  /** No unit starts it: somebody did, or a program that is not known. */
  readonly isUnitless: boolean;
}

/** What each finding has to do with the node; what is merely worth knowing is left out. */
export function weigh(
  diagnostics: readonly Diagnostic[],
  ruleOf: RuleBook['ruleOf'],
  presence: KubeletPresence,
): Candidate[] {
  return diagnostics.flatMap((diagnostic) => {
    const { ruleId, severity } = diagnostic;
    if (severity === 'info' || (presence.isUnitless && OF_UNITS.has(ruleId))) return [];
    const rule = ruleOf(ruleId);
    const area = rule?.area ?? 'look';
    const stops = rule?.stopsKubelet === true || (severity === 'error' && OF_THE_START.includes(area));
    return [{ diagnostic, area, weight: weightOf(ruleId, stops, presence) }];
  });
}

function weightOf(ruleId: string, stops: boolean, { runs }: KubeletPresence): Weight {
  if (ADVICE.has(ruleId)) return 'advice';
  // One that runs was started before: only its next start fails.
  return stops && !runs ? 'stops-kubelet' : 'breaks';
}

/** What files say of a kubelet that no unit starts, which is none that runs all the same. */
const OF_UNITS: ReadonlySet<string> = new Set([
  'unit-not-found',
  'kubelet-not-found',
  'static-pods-after-restart',
]);
