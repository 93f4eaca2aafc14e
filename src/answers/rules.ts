import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Rule } from '../rules/rule.ts';
import { formatMinor } from '../versions/minor.ts';

/** A rule as an answer shows it. */
export interface ShownRule {
  readonly id: string;
  readonly scope: Rule['scope'];
  readonly severities: readonly Severity[];
  /** The first kubelet of which it is true; null where that is so of all that are known. */
  readonly since: string | null;
  readonly summary: string;
  readonly why: string;
  readonly bad: string;
  readonly good: string;
  readonly fix: string;
  readonly links: readonly string[];
}

/** What `spctl rules` answers. */
export interface RulesAnswer {
  readonly schemaVersion: 1;
  /** By id. */
  readonly rules: readonly ShownRule[];
}

/** The answer of `spctl rules`. */
export function rulesAnswer(rules: readonly Rule[]): RulesAnswer {
  return { schemaVersion: 1, rules: rules.map(shownRule) };
}

/** A rule with its version in words. */
export function shownRule(rule: Rule): ShownRule {
  const { id, scope, severities, since, summary, why, bad, good, fix, links } = rule;
  const first = since === undefined ? null : formatMinor(since);
  return { id, scope, severities, since: first, summary, why, bad, good, fix, links };
}
