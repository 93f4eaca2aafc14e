import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findGate } from '../versions/gates.ts';
import { type Minor, NEWEST_MINOR } from '../versions/minor.ts';
import type { Document } from '../yaml/tree.ts';
import { judgeDocument } from './judge-manifest.ts';
import type { Facts, ManifestJudgement } from './judgement.ts';
import { allContainers } from './pod/containers-of.ts';
import type { Container, Pod, Volume } from './pod/types.ts';
import { findApiReference } from './references.ts';

/** From which minor on kubelets refuse what this one takes, and why. */
export interface LaterRefusal {
  readonly since: Minor;
  /** The errors of the first that refuses it. */
  readonly errors: readonly Diagnostic[];
}

/**
 * Judges a document, which these facts' kubelet takes, for the newest kubelet, and goes back from there to where the
 * refusals begin. Most pods have nothing that any later kubelet judges in another way, and are not judged again.
 */
export function refusedLater(
  document: Document,
  pod: Pod,
  judgement: Pick<ManifestJudgement, 'verdict' | 'apiVersion' | 'diagnostics'>,
  facts: Facts,
): LaterRefusal | null {
  if (judgement.verdict !== 'runs' || facts.version >= NEWEST_MINOR) return null;
  if (!mayBeJudgedStricter(pod, judgement)) return null;
  let refusal: LaterRefusal | null = null;
  for (let minor = NEWEST_MINOR; minor > facts.version; minor--) {
    const { verdict, diagnostics } = judgeDocument(document, laterFacts(facts, minor));
    if (verdict === 'runs') break;
    refusal = { since: minor, errors: diagnostics.filter(({ severity }) => severity === 'error') };
  }
  return refusal;
}

const ANY_REFERENCE = { all: true, clusterTrustBundles: true, resourceClaims: true } as const;

/** What any minor of the window judges more strictly than one before it, and fields that only later ones know. */
function mayBeJudgedStricter(
  pod: Pod,
  { apiVersion, diagnostics }: Pick<ManifestJudgement, 'apiVersion' | 'diagnostics'>,
): boolean {
  const { metadata = {}, spec = {} } = pod;
  return (
    apiVersion !== 'v1' ||
    spec.resources !== undefined ||
    spec.securityContext?.sysctls !== undefined ||
    spec.affinity?.nodeAffinity !== undefined ||
    spec.dnsConfig !== undefined ||
    spec.hostAliases !== undefined ||
    spec.hostUsers === false ||
    spec.shareProcessNamespace === true ||
    metadata.ownerReferences !== undefined ||
    metadata.managedFields !== undefined ||
    spec.volumes?.some(isJudgedStricter) === true ||
    allContainers(spec).some(isContainerJudgedStricter) ||
    diagnostics.some(({ ruleId }) => ruleId === 'pod-unknown-field') ||
    findApiReference(pod, ANY_REFERENCE) !== undefined
  );
}

function isJudgedStricter({ image, ephemeral, projected }: Volume): boolean {
  return image !== undefined || ephemeral !== undefined || projected !== undefined;
}

function isContainerJudgedStricter(container: Container): boolean {
  return (
    container.resizePolicy !== undefined ||
    container.restartPolicy !== undefined ||
    container.restartPolicyRules !== undefined ||
    container.securityContext?.procMount === 'Unmasked'
  );
}

/** A judgement's preparations are kept by its facts, so there is one object for each kubelet. */
const later = new WeakMap<Facts, Map<Minor, Facts>>();

/** The same node with a later kubelet: with those of its gates that this one still lets anybody set so. */
function laterFacts(facts: Facts, minor: Minor): Facts {
  const known = later.get(facts) ?? new Map<Minor, Facts>();
  later.set(facts, known);
  const made = known.get(minor) ?? { ...facts, version: minor, gates: keptGates(facts.gates, minor) };
  known.set(minor, made);
  return made;
}

function keptGates(gates: Facts['gates'], minor: Minor): Facts['gates'] {
  return new Map(
    [...gates].filter(([name, value]) => {
      const gate = findGate(name, minor);
      return gate !== undefined && (!gate.locked || gate.default === value);
    }),
  );
}
