import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** A finding, and which of several kubelets have it. */
export interface Merged {
  readonly diagnostic: Diagnostic;
  /** Their places in the list of kubelets, from 0. */
  readonly having: Set<number>;
}

/** The findings of all kubelets, each once, in the order in which they come. */
export function merged(all: readonly (readonly Diagnostic[])[]): readonly Merged[] {
  const known = new Map<string, Merged>();
  for (const [i, diagnostics] of all.entries()) {
    for (const diagnostic of diagnostics) {
      const { ruleId, severity, message, location } = diagnostic;
      // A sentence may name the kubelet that it is about.
      const key = JSON.stringify([ruleId, severity, message.replace(/kubelet 1\.\d+/g, 'kubelet'), location]);
      const one = known.get(key) ?? { diagnostic, having: new Set() };
      one.having.add(i);
      known.set(key, one);
    }
  }
  return [...known.values()];
}

/** `1.30, 1.34 to 1.37` */
export function spanOf(versions: readonly string[]): string {
  const runs: string[][] = [];
  for (const version of versions) {
    const last = runs.at(-1);
    if (last && minorOf(version) === minorOf(last.at(-1)!) + 1) last.push(version);
    else runs.push([version]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]} to ${run.at(-1)}` : run.join(', '))).join(', ');
}

function minorOf(version: string): number {
  return Number(version.slice(2));
}
