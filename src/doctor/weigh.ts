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
  /** Nothing on the node tells its version, and it is judged as the newest. */
  readonly isGuessed: boolean;
}

/** Whether a finding is merely worth knowing. */
export function isNote({ severity, ruleId }: Diagnostic, { isUnitless }: KubeletPresence): boolean {
  return severity === 'info' || (isUnitless && OF_UNITS.has(ruleId));
}

/** What each finding that is no note has to do with the node. */
export function weigh(
  diagnostics: readonly Diagnostic[],
  ruleOf: RuleBook['ruleOf'],
  presence: KubeletPresence,
): Candidate[] {
  return diagnostics.map((diagnostic) => {
    const { ruleId, severity } = diagnostic;
    const rule = ruleOf(ruleId);
    const area = rule?.area ?? 'look';
    const stops = rule?.stopsKubelet === true || (severity === 'error' && OF_THE_START.includes(area));
    const isGuess = presence.isGuessed && OF_LATER_VERSIONS.has(ruleId);
    const said = isGuess ? asGuess(diagnostic) : diagnostic;
    return { diagnostic: said, area, weight: weightOf(ruleId, stops && !isGuess, presence) };
  });
}

function weightOf(ruleId: string, stops: boolean, { runs }: KubeletPresence): Weight {
  if (ADVICE.has(ruleId)) return 'advice';
  // One that runs was started before: only its next start fails.
  return stops && !runs ? 'stops-kubelet' : 'breaks';
}

/** What the newest kubelet does not know any more, this one may. */
function asGuess(diagnostic: Diagnostic): Diagnostic {
  const { message } = diagnostic;
  return {
    ...diagnostic,
    message: `${message} (as the newest known: nothing here tells this kubelet's version)`,
  };
}

/** What older kubelets took. */
const OF_LATER_VERSIONS: ReadonlySet<string> = new Set([
  'kubelet-feature-gate',
  'kubelet-flag-removed',
  'kubelet-node-labels',
]);

/** What files say of a kubelet that no unit starts, which is none that runs all the same. */
const OF_UNITS: ReadonlySet<string> = new Set([
  'unit-not-found',
  'kubelet-not-found',
  'static-pods-after-restart',
]);
