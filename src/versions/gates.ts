import dependencyTable from './gate-dependencies.json' with { type: 'json' };
import table from './gates.json' with { type: 'json' };
import { type Minor, NEWEST_MINOR, OLDEST_MINOR } from './minor.ts';

/** A feature gate as one minor knows it. */
export interface Gate {
  readonly name: string;
  readonly default: boolean;
  readonly stage: 'ALPHA' | 'BETA' | 'GA' | 'DEPRECATED';
  /** It can't be set to anything but its default. */
  readonly locked: boolean;
}

/** By name: `28:B+ 29:G+! 33:-` is beta and on in 1.28, general and locked on from 1.29, unknown from 1.33. */
const histories: Readonly<Record<string, string>> = table;
/** By gate, the gates it needs, each with the minors in which it does. */
const dependencies = dependencyTable as Readonly<Record<string, Readonly<Record<string, string>>>>;

const STAGES: Readonly<Record<string, Gate['stage']>> = {
  A: 'ALPHA',
  B: 'BETA',
  G: 'GA',
  D: 'DEPRECATED',
};

/** The gate as this minor's kubelet knows it; undefined for an unknown one. */
export function findGate(name: string, minor: Minor): Gate | undefined {
  if (!Object.hasOwn(histories, name)) return undefined;
  let state = '-';
  for (const step of histories[name]!.split(' ')) {
    if (Number(step.slice(0, 2)) > minor) break;
    state = step.slice(3);
  }
  const stage = STAGES[state[0]!];
  if (!stage) return undefined;
  return { name, stage, default: state[1] === '+', locked: state[2] === '!' };
}

/** Whether this minor's kubelet knows the gate. */
function isGateKnown(name: string, minor: Minor): boolean {
  return findGate(name, minor) !== undefined;
}

/** The gates of a minor, by name. */
export function gatesOf(minor: Minor): ReadonlyMap<string, Gate> {
  const gates = new Map<string, Gate>();
  for (const name of Object.keys(histories)) {
    const gate = findGate(name, minor);
    if (gate) gates.set(name, gate);
  }
  return gates;
}

/** The first recorded minor after this one that does not know the gate. */
export function gateGoneIn(name: string, after: Minor): Minor | undefined {
  for (let minor = after + 1; minor <= NEWEST_MINOR; minor++) if (!isGateKnown(name, minor)) return minor;
  return undefined;
}

/** The recorded minors that know the gate, oldest first. */
export function gateMinors(name: string): readonly Minor[] {
  const minors: Minor[] = [];
  for (let minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++)
    if (isGateKnown(name, minor)) minors.push(minor);
  return minors;
}

/** For each gate that depends on others in this minor, those others, sorted. */
export function gateDependencies(minor: Minor): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [gate, needs] of Object.entries(dependencies)) {
    const names = Object.keys(needs).filter((name) => {
      const [from, to] = needs[name]!.split('-');
      return Number(from) <= minor && minor <= Number(to);
    });
    if (names.length > 0) found.set(gate, names);
  }
  return found;
}
