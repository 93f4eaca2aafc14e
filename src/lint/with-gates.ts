import type { Facts } from '../manifest/judgement.ts';
import { defaultFeatureGates, setFeatureGates } from '../versions/feature-gates.ts';
import type { Minor } from '../versions/minor.ts';

/** A node's facts with the gates that the caller sets on top of its own: those that its kubelet takes. */
export function withGates<T extends { readonly facts: Facts }>(
  node: T,
  gates: ReadonlyMap<string, boolean>,
): T {
  if (gates.size === 0) return node;
  const known = [...gates].filter(([name, on]) => !gateProblem(name, on, node.facts.version));
  return { ...node, facts: { ...node.facts, gates: new Map([...node.facts.gates, ...known]) } };
}

/** Why a kubelet does not take a gate, in its words. */
export function gateProblem(name: string, on: boolean, minor: Minor): string | undefined {
  return setFeatureGates(defaultFeatureGates(minor), new Map([[name, on]])).problems[0]?.message;
}
