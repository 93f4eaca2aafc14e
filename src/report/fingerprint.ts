import { encode } from '../bytes/text.ts';
import { fnv128a } from '../manifest/pod/effective/digests.ts';
import type { LintReport } from './lint-report.ts';
import type { ShownFinding } from './lint-runs.ts';

/** What of a line goes into a fingerprint: ten thousand findings may stand on one line of ten megabytes. */
const MAX_LINE = 500;

/**
 * Fingerprints of one list of findings, to be asked for in its order: what finds a finding again after lines were
 * added above it, or its message was worded anew. They are of the rule, the file, the line's text and the pod's
 * field; equal ones are numbered.
 */
export function fingerprints(report: LintReport): (finding: ShownFinding) => string {
  const seen = new Map<string, number>();
  return ({ diagnostic, path }) => {
    const { ruleId, location, kubelet } = diagnostic;
    const line = location?.line === undefined ? '' : (report.lineOf(location.file, location.line) ?? '');
    const key = JSON.stringify([ruleId, path, line.slice(0, MAX_LINE).trim(), kubelet?.field ?? '']);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return fnv128a(encode(`${key}${count}`));
  };
}
