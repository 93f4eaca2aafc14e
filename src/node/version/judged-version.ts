import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import { formatMinor, type Minor, NEWEST_MINOR, OLDEST_MINOR } from '../../versions/minor.ts';
import type { KubeletVersionFound, VersionSource } from './kubelet-version-found.ts';

/** The version that a node is judged by, and why that one. */
export interface JudgedVersion {
  /** The minor whose tables are used. */
  readonly minor: Minor;
  /** The kubelet's own minor, `1.34`: another one than {@link minor} where the judgement is approximate. */
  readonly text: string;
  /** The version as it was told: `1.34.1`. */
  readonly told?: string;
  /** `flag`: --kubelet-version; `newest`: nothing told it, so the newest minor that is known. */
  readonly origin: 'flag' | VersionSource | 'newest';
  /** No tables of this minor are known, and the nearest ones are used. */
  readonly approximate: boolean;
  /** One clause for people, of a version that the node told. */
  readonly evidence?: string;
  readonly location?: Location;
  readonly diagnostics: readonly Diagnostic[];
}

/** What may decide the version, the first that is there. */
export interface VersionChoice {
  /** What the caller says. */
  readonly asked?: Minor | undefined;
  readonly found?: KubeletVersionFound | null | undefined;
}

/** The minor whose tables come nearest. */
export function nearestMinor(minor: Minor): { readonly minor: Minor; readonly approximate: boolean } {
  const nearest = Math.min(Math.max(minor, OLDEST_MINOR), NEWEST_MINOR);
  return { minor: nearest, approximate: nearest !== minor };
}

/** The version to judge by: what the caller says, else what the node tells, else the newest known. */
export function judgedVersion({ asked, found }: VersionChoice): JudgedVersion {
  const told = asked === undefined ? found : null;
  const own = asked ?? told?.minor ?? NEWEST_MINOR;
  const nearest = nearestMinor(own);
  const text = formatMinor(own);
  const near = nearest.approximate ? [diagnoseApproximate(text, nearest.minor, told?.location)] : [];
  if (!told) {
    return { ...nearest, text, origin: asked === undefined ? 'newest' : 'flag', diagnostics: near };
  }
  const { origin, evidence, location } = told;
  return {
    ...nearest,
    text,
    told: told.text,
    origin,
    evidence,
    ...(location && { location }),
    diagnostics: [...told.diagnostics, ...near],
  };
}

function diagnoseApproximate(text: string, minor: Minor, location: Location | undefined): Diagnostic {
  const known = `${formatMinor(OLDEST_MINOR)} to ${formatMinor(NEWEST_MINOR)}`;
  return {
    ruleId: 'kubelet-version-approximate',
    severity: 'info',
    message: `kubelet ${text} is none of those that are known (${known}), so it is judged like ${formatMinor(minor)}, and what depends on the version may be otherwise`,
    ...(location && { location }),
  };
}
