import { compareBytes } from '../bytes/text.ts';
import { findGate, gateDependencies, gatesOf } from './gates.ts';
import type { Minor } from './minor.ts';

/** A kubelet's feature gates after some were set (component-base featuregate.featureGate). Immutable. */
export interface FeatureGates {
  readonly minor: Minor;
  /** What was set, by name or through AllAlpha and AllBeta. */
  readonly enabled: ReadonlyMap<string, boolean>;
  /** What was asked for, as asked. */
  readonly raw: ReadonlyMap<string, boolean>;
}

/** Why a gate can't be set. */
export interface GateProblem {
  readonly kind: 'unknown' | 'locked' | 'dependency';
  readonly gate: string;
  /** The gates that it depends on and that are off. */
  readonly needs?: readonly string[];
  /** The kubelet's words. */
  readonly message: string;
}

/** What came of setting gates. */
export interface GatesSet {
  readonly gates: FeatureGates;
  readonly problems: readonly GateProblem[];
  /** A line for each gate that is on its way out, as klog writes it without time and place. */
  readonly log: readonly string[];
}

/** From here on one call reports every gate that is locked, and sets again what was asked for before. */
const AGGREGATED_SINCE: Minor = 31;

/** No gate set. */
export function defaultFeatureGates(minor: Minor): FeatureGates {
  return { minor, enabled: new Map(), raw: new Map() };
}

/**
 * SetFromMap: adds to what was set before. With problems only `raw` changes. Go takes a map in any order; here
 * unknown gates come first, and all that would be said is said.
 */
export function setFeatureGates(gates: FeatureGates, set: ReadonlyMap<string, boolean>): GatesSet {
  const { minor } = gates;
  const raw = new Map([...gates.raw, ...set]);
  const asked = minor >= AGGREGATED_SINCE ? raw : set;
  // The defaults are in order with each other.
  if (asked.size === 0) return { gates, problems: [], log: [] };
  const problems = refusals(asked, minor);
  const log = announce(asked, problems, minor);
  const enabled = new Map(gates.enabled);
  for (const [name, value] of asked) if (!SPECIAL.has(name)) enabled.set(name, value);
  for (const [name, value] of asked) if (SPECIAL.has(name)) setUnset(enabled, name, value, minor);
  if (problems.length === 0) problems.push(...missingDependencies(enabled, minor));
  const next = { minor, raw, enabled: problems.length === 0 ? enabled : gates.enabled };
  return { gates: next, problems, log };
}

/** Kubelets from here on write such lines through their structured logger, as information. */
const STRUCTURED_SINCE: Minor = 36;

/** The lines for general and deprecated gates, by name where Go has any order; a refusal may end them early. */
function announce(
  asked: ReadonlyMap<string, boolean>,
  problems: readonly GateProblem[],
  minor: Minor,
): string[] {
  const ends =
    minor < AGGREGATED_SINCE ? problems.length > 0 : problems.some(({ kind }) => kind === 'unknown');
  if (ends) return [];
  const refused = new Set(problems.map(({ gate }) => gate));
  return [...asked]
    .sort(([a], [b]) => compareBytes(a, b))
    .flatMap(([name, value]) => {
      const stage = findGate(name, minor)?.stage;
      if (refused.has(name) || (stage !== 'GA' && stage !== 'DEPRECATED')) return [];
      const what = `${stage === 'GA' ? stage : 'deprecated'} feature gate`;
      const fate = 'It will be removed in a future release.';
      return minor < STRUCTURED_SINCE
        ? [`W Setting ${what} ${name}=${value}. ${fate}`]
        : [`I "Warning: setting ${what}. ${fate}" featureGate="${name}" value=${value}`];
    });
}

/** Whether a gate is on; false for one that this minor does not know. */
export function isEnabled(gates: FeatureGates, name: string): boolean {
  return gates.enabled.get(name) ?? findGate(name, gates.minor)?.default ?? false;
}

/** AllAlpha and AllBeta set every gate of their stage that isn't set by name. */
const SPECIAL = new Map([
  ['AllAlpha', 'ALPHA'],
  ['AllBeta', 'BETA'],
]);

/** setUnsetAlphaGates, setUnsetBetaGates. */
function setUnset(enabled: Map<string, boolean>, special: string, value: boolean, minor: Minor): void {
  const stage = SPECIAL.get(special);
  for (const gate of gatesOf(minor).values()) {
    if (gate.stage === stage && !SPECIAL.has(gate.name) && !enabled.has(gate.name))
      enabled.set(gate.name, value);
  }
  enabled.set(special, value);
}

function refusals(set: ReadonlyMap<string, boolean>, minor: Minor): GateProblem[] {
  const unknown: GateProblem[] = [];
  const locked: GateProblem[] = [];
  for (const name of [...set.keys()].sort(compareBytes)) {
    const gate = findGate(name, minor);
    if (!gate) {
      unknown.push({ kind: 'unknown', gate: name, message: `unrecognized feature gate: ${name}` });
    } else if (gate.locked && gate.default !== set.get(name)) {
      const message = `cannot set feature gate ${name} to ${set.get(name)}, feature is locked to ${gate.default}`;
      locked.push({ kind: 'locked', gate: name, message });
    }
  }
  return [...unknown, ...locked];
}

function missingDependencies(enabled: ReadonlyMap<string, boolean>, minor: Minor): GateProblem[] {
  const isOn = (name: string) => enabled.get(name) ?? findGate(name, minor)?.default ?? false;
  const problems: GateProblem[] = [];
  for (const [gate, needs] of gateDependencies(minor)) {
    const off = needs.filter((name) => !isOn(name));
    if (!isOn(gate) || off.length === 0) continue;
    const message = `${gate} is enabled, but depends on features that are disabled: [${off.join(' ')}]`;
    problems.push({ kind: 'dependency', gate, needs: off, message });
  }
  return problems;
}
