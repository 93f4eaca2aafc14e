import type { Facts } from '../manifest/judgement.ts';
import { effectivePod } from '../manifest/pod/effective/effective-pod.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import { type Minor, NEWEST_MINOR, OLDEST_MINOR } from '../versions/minor.ts';
import type { Document } from '../yaml/tree.ts';

/** What a kubelet makes of a manifest. */
export interface Effective {
  readonly spec: unknown;
  /**
   * The UIDs that it may give the pod, which are hashes of what it says: one where the kubelet's version is known, or
   * what runs tells which it is. Empty where that can't be known.
   */
  readonly uids: readonly string[];
  /** The kubelet's version; null where it may be any. */
  readonly minor: Minor | null;
}

/** Of a manifest; `path` is the path or URL that goes into the UID, null where it is not known. */
export type MakeEffective = (document: Document, facts: Facts, path: string | null) => Effective;

/**
 * The hash differs from version to version: where the kubelet's is guessed, it may be any of them. The one whose UID
 * runs is the one: it is asked first of the next manifest, and no other need be asked.
 */
export function effectivePods(report: NodeReport, runningUids: ReadonlySet<string>): MakeEffective {
  const knowsName = report.nodeName.origin !== 'unknown';
  let minors = knowsName ? minorsOf(report) : minorsOf(report).slice(0, 1);
  return (document, facts, path) => {
    const uids = new Set<string>();
    let spec: unknown;
    for (const version of minors) {
      const gates = gatesFor(report, version);
      const { pod, uid } = effectivePod({ document, facts: { ...facts, version, gates }, path });
      spec ??= pod.spec;
      if (uid === null || uid === undefined) continue;
      if (runningUids.has(uid)) {
        minors = [version, ...minors.filter((one) => one !== version)];
        return { spec, uids: knowsName ? [uid] : [], minor: version };
      }
      uids.add(uid);
    }
    return { spec, uids: knowsName ? [...uids] : [], minor: isKnown(report) ? report.version.minor : null };
  };
}

function minorsOf(report: NodeReport): readonly Minor[] {
  if (isKnown(report)) return [report.version.minor];
  return Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, i) => NEWEST_MINOR - i);
}

/** Whether the kubelet's own version is known. */
function isKnown({ version }: NodeReport): boolean {
  return !GUESSED.has(version.origin) && !version.approximate;
}

const GUESSED: ReadonlySet<string> = new Set(['newest', 'control-plane']);

/** Gates of another version than the node's own are not known. */
function gatesFor({ facts }: NodeReport, version: Minor): ReadonlyMap<string, boolean> {
  return version === facts.version ? facts.gates : new Map();
}
