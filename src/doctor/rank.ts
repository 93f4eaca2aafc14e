import { AREAS } from '../checks/areas.ts';
import { compareDiagnostics, SEVERITIES } from '../diagnostics/diagnostic.ts';
import { baseName } from '../node/host/path.ts';
import type { Candidate, Weight } from './problem.ts';

const WEIGHTS: readonly Weight[] = ['stops-kubelet', 'breaks', 'advice'];

/** Which program of a control plane needs which: without etcd no API server, without that nothing else. */
const NEEDED_FIRST = ['etcd', 'kube-apiserver'];

/**
 * The order in which problems are to be mended: what stops the kubelet before all else, there along the way from unit
 * to runtime; then what surely breaks something before what may; at last what breaks nothing today.
 */
export function compareCandidates(a: Candidate, b: Candidate): number {
  return (
    WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight) ||
    (a.weight === 'stops-kubelet' ? byArea(a, b) || bySeverity(a, b) : bySeverity(a, b) || byArea(a, b)) ||
    byProgram(a) - byProgram(b) ||
    compareDiagnostics(a.diagnostic, b.diagnostic)
  );
}

function byArea(a: Candidate, b: Candidate): number {
  return AREAS.indexOf(a.area) - AREAS.indexOf(b.area);
}

function bySeverity(a: Candidate, b: Candidate): number {
  return SEVERITIES.indexOf(a.diagnostic.severity) - SEVERITIES.indexOf(b.diagnostic.severity);
}

function byProgram({ diagnostic: { location } }: Candidate): number {
  const name = location ? baseName(location.file) : '';
  const at = NEEDED_FIRST.findIndex((program) => name.startsWith(program));
  return at < 0 ? NEEDED_FIRST.length : at;
}
