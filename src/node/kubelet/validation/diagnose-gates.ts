import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Location } from '../../../diagnostics/location.ts';
import type { GateProblem } from '../../../versions/feature-gates.ts';
import { findGate, gateGoneIn, gateMinors } from '../../../versions/gates.ts';
import { formatMinor, type Minor } from '../../../versions/minor.ts';

/** A gate that the kubelet does not let itself be set. */
export function diagnoseGateProblem(problem: GateProblem, minor: Minor, location?: Location): Diagnostic {
  return {
    ruleId: 'kubelet-feature-gate',
    severity: 'error',
    message: `the kubelet does not start: ${problem.message}${knownIn(problem, minor)}`,
    help: helpWith(problem, minor),
    ...(location ? { location } : {}),
    kubelet: { type: 'gates', field: `featureGates.${problem.gate}`, detail: problem.message, index: 0 },
  };
}

/** A gate that is accepted now and that a later kubelet will not start with. */
export function diagnoseGate(name: string, minor: Minor, location?: Location): Diagnostic | undefined {
  const gate = findGate(name, minor);
  const gone = gateGoneIn(name, minor);
  if (!gate || gone === undefined) return undefined;
  return {
    ruleId: 'kubelet-feature-gate-going',
    severity: 'warning',
    message: `feature gate "${name}" goes away in ${formatMinor(gone)}: a kubelet of that version does not start with it`,
    help: 'remove it before the upgrade',
    ...(location ? { location } : {}),
  };
}

function knownIn({ kind, gate }: GateProblem, minor: Minor): string {
  const minors = gateMinors(gate);
  if (kind !== 'unknown' || minors.length === 0) return '';
  const [first = 0] = minors;
  const last = minors.at(-1) ?? 0;
  return first > minor
    ? ` (it came with ${formatMinor(first)})`
    : ` (${formatMinor(last)} was the last to know it)`;
}

function helpWith({ kind, gate }: GateProblem, minor: Minor): string {
  if (kind === 'dependency') return `set the gates that it needs too, or "${gate}" to false`;
  const settled = kind === 'locked' || (gateMinors(gate).at(-1) ?? minor) < minor;
  return settled ? 'remove it: the feature can no longer be switched' : 'remove it, or correct its name';
}
