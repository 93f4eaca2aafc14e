import type { Area } from '../checks/areas.ts';
import type { Location } from '../diagnostics/location.ts';
import type { Candidate } from './problem.ts';

/** That one finding would not be there without another. */
interface Consequence {
  readonly isCause: (one: Candidate) => boolean;
  readonly isEffect: (one: Candidate, cause: Candidate) => boolean;
}

/** What a running node shows of faults that lie elsewhere. */
const SYMPTOMS: readonly Area[] = ['kubelet', 'api-server'];

const of =
  (...rules: readonly string[]) =>
  ({ diagnostic }: Candidate) =>
    rules.includes(diagnostic.ruleId);

/** What follows from what; the first line that knows the two decides. */
const CONSEQUENCES: readonly Consequence[] = [
  // Two findings about one place are two words for one fault.
  {
    isCause: () => true,
    isEffect: ({ diagnostic }, cause) => isSamePlace(diagnostic.location, cause.diagnostic.location),
  },
  // What systemd makes of a broken file is what the kubelet then refuses.
  {
    isCause: of(
      'environment-file-unclosed-quote',
      'environment-file-bad-name',
      'environment-bad-syntax',
      'environment-variable-unused',
      'unit-outside-section',
      'unit-unknown-section',
    ),
    isEffect: ({ area, diagnostic }, cause) =>
      ['unit', 'command-line', 'configuration', 'static-pods'].includes(area) &&
      (area === 'static-pods' || diagnostic.location?.file === cause.diagnostic.location?.file),
  },
  // A path that is set where the kubelet does not look for it.
  {
    isCause: ({ area, diagnostic }) =>
      ['unit', 'command-line', 'configuration'].includes(area) &&
      /static-?pod-?path|pod-manifest-path/i.test(diagnostic.message),
    isEffect: ({ area }) => area === 'static-pods',
  },
  // A kubelet that does not run says, reads and reaches nothing.
  {
    isCause: ({ weight }) => weight === 'stops-kubelet',
    isEffect: ({ area, weight }, cause) =>
      SYMPTOMS.includes(area) && !(weight === 'stops-kubelet' && cause.area === area),
  },
  // A control plane that does not run here is not reached from here.
  {
    isCause: ({ area }) => area === 'manifests' || area === 'control-plane',
    isEffect: ({ area, diagnostic }) =>
      SYMPTOMS.includes(area) && /api server|apiserver/i.test(diagnostic.message),
  },
];

function isSamePlace(a: Location | undefined, b: Location | undefined): boolean {
  return a?.line !== undefined && a.file === b?.file && a.line === b.line && a.column === b.column;
}

/** A cause with what follows from it. */
export interface Caused {
  readonly cause: Candidate;
  readonly consequences: readonly Candidate[];
}

/** Findings in the order in which they are to be mended, each under its cause where that is among them. */
export function withConsequences(ranked: readonly Candidate[]): Caused[] {
  const causeOf = new Map<Candidate, Candidate>();
  for (const effect of ranked) {
    const cause = ranked.find(
      (one) =>
        one !== effect &&
        !leadsTo(causeOf, one, effect) &&
        CONSEQUENCES.some(({ isCause, isEffect }) => isCause(one) && isEffect(effect, one)) &&
        (isBefore(ranked, one, effect) || !isSameArea(one, effect)),
    );
    if (cause) causeOf.set(effect, cause);
  }
  return ranked
    .filter((one) => !causeOf.has(one))
    .map((cause) => ({
      cause,
      consequences: ranked.filter((one) => causeOf.has(one) && rootOf(causeOf, one) === cause),
    }));
}

/** Whether the first is, over however many steps, a consequence of the second. */
function leadsTo(causeOf: ReadonlyMap<Candidate, Candidate>, one: Candidate, other: Candidate): boolean {
  for (let at: Candidate | undefined = one; at; at = causeOf.get(at)) if (at === other) return true;
  return false;
}

function rootOf(causeOf: ReadonlyMap<Candidate, Candidate>, one: Candidate): Candidate {
  let at = one;
  for (let next = causeOf.get(at); next; next = causeOf.get(at)) at = next;
  return at;
}

function isBefore(ranked: readonly Candidate[], one: Candidate, other: Candidate): boolean {
  return ranked.indexOf(one) < ranked.indexOf(other);
}

function isSameArea(one: Candidate, other: Candidate): boolean {
  return one.area === other.area;
}
