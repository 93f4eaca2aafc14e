import type { Minor } from '../../../versions/minor.ts';
import type { ConfigurationView } from './configuration-view.ts';

/** One reason why the kubelet refuses its configuration. */
export interface ConfigurationProblem {
  /** The kubelet's words. */
  readonly message: string;
  /** The members it speaks of, the one to change first: `logging.verbosity`, `featureGates.X`. */
  readonly paths: readonly (readonly string[])[];
}

/** A rule says what is wrong, in upstream's words; the members it speaks of are its own or the table's. */
export interface Rule {
  readonly paths: readonly string[];
  /** The first and the last minor that have the rule. */
  readonly since?: Minor;
  readonly until?: Minor;
  readonly check: (config: ConfigurationView) => Verdict;
}

/** Nothing wrong, one thing, several, or several that each have their own members. */
export type Verdict = false | string | readonly (string | Fault)[];

export interface Fault {
  readonly message: string;
  readonly paths: readonly string[];
}

/** What most messages begin with. */
export function invalid(message: string): string {
  return `invalid configuration: ${message}`;
}

/** A member, as messages with a flag call it: `port (--port)`. */
export function named(path: string, flag: string): string {
  return `${path} (--${flag})`;
}

/** Applies the rules of a minor, in order. */
export function applyRules(rules: readonly Rule[], config: ConfigurationView): ConfigurationProblem[] {
  return rules
    .filter(
      ({ since = 0, until = Number.POSITIVE_INFINITY }) => since <= config.minor && config.minor <= until,
    )
    .flatMap(({ paths, check }) => {
      const verdict = check(config);
      const faults = verdict === false ? [] : typeof verdict === 'string' ? [verdict] : verdict;
      return faults.map((fault) =>
        typeof fault === 'string'
          ? { message: fault, paths: paths.map((path) => path.split('.')) }
          : { message: fault.message, paths: fault.paths.map((path) => path.split('.')) },
      );
    });
}
