import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { findFlag } from '../../versions/flags.ts';
import { formatMinor, type Minor, parseMinor } from '../../versions/minor.ts';
import { normalizeFlagName } from '../kubelet/flags/pflag.ts';
import type { KubeletStart, StartStage } from '../kubelet/start-kubelet.ts';
import type { JudgedVersion } from './judged-version.ts';
import { ENDED } from './legacy-flags.ts';
import { dependsOnVersion } from './version-rules.ts';

/** What softening looks at. */
type Approximation = Pick<JudgedVersion, 'minor' | 'text' | 'approximate'>;

/**
 * Findings of a judgement by the nearest tables: what depends on the version is a warning at most, and says by
 * which version it was judged. What is known not to be so of the kubelet's own version is left out.
 */
export function softened(
  diagnostics: readonly Diagnostic[],
  { minor, text, approximate }: Approximation,
): readonly Diagnostic[] {
  if (!approximate) return diagnostics;
  const own = parseMinor(text) ?? minor;
  const why = ` (so judged by ${formatMinor(minor)}, the nearest known to ${text})`;
  return diagnostics.flatMap((diagnostic): readonly Diagnostic[] => {
    if (!dependsOnVersion(diagnostic.ruleId)) return [diagnostic];
    if (isRefuted(diagnostic, own)) return [];
    if (diagnostic.severity === 'info') return [diagnostic];
    return [{ ...diagnostic, severity: 'warning', message: diagnostic.message + why }];
  });
}

/** The first minor that refuses words which belong to no flag (cmd/kubelet/app/server.go NewKubeletCommand). */
const REFUSES_ARGUMENTS: Minor = 11;

/** Whether the kubelet is from before the flag went, or passes over the word. */
function isRefuted({ ruleId, kubelet }: Diagnostic, own: Minor): boolean {
  if (ruleId === 'kubelet-argument') return own < REFUSES_ARGUMENTS;
  if (ruleId !== 'kubelet-flag-removed' && ruleId !== 'kubelet-flag-unknown') return false;
  const name = normalizeFlagName(kubelet?.field.replace(/^--/, '') ?? '');
  const until = Object.hasOwn(ENDED, name) ? ENDED[name] : findFlag(name)?.until;
  return until !== undefined && own <= until;
}

/** What an answer's header says of a start. */
export interface KnownStart {
  /** Null where it is not known. */
  readonly starts: boolean | null;
  readonly stage: StartStage | null;
  readonly error: string | null;
}

/**
 * What is known of a start that was judged by the nearest tables: a refusal counts only where every kubelet
 * would refuse.
 */
export function knownStart(
  { starts, stage, error, diagnostics }: Pick<KubeletStart, 'starts' | 'stage' | 'error' | 'diagnostics'>,
  version: Approximation,
): KnownStart {
  if (starts || !version.approximate || stage === 'help' || stage === 'version')
    return { starts, stage, error };
  const sure = softened(diagnostics, version).find(({ severity }) => severity === 'error');
  if (!sure) return { starts: null, stage: null, error: null };
  // A file that is missing or can't be parsed is what the load itself stumbled over.
  if (stage === 'load') return { starts, stage, error };
  return { starts, stage: null, error: sure.message };
}
