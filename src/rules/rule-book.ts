import { compareBytes } from '../bytes/text.ts';
import { checks } from '../checks/index.ts';
import type { Rule } from './rule.ts';

/** All rules, and one by its id. */
export interface RuleBook {
  /** By id. */
  readonly rules: readonly Rule[];
  readonly ruleOf: (id: string) => Rule | undefined;
}

/** The checks, each as the rule that it is, with those of the stages. */
export function ruleBook(stageRules: readonly Rule[]): RuleBook {
  const ofChecks = checks.map((check): Rule => {
    const {
      id,
      scope,
      area = 'manifests',
      stopsKubelet,
      severity,
      summary,
      why,
      bad,
      good,
      fix,
      links,
    } = check;
    const place = { id, scope, area, ...(stopsKubelet && { stopsKubelet }) };
    return { ...place, severities: [severity], summary, why, bad, good, fix, links };
  });
  const rules = [...stageRules, ...ofChecks].sort((a, b) => compareBytes(a.id, b.id));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return { rules, ruleOf: (id) => byId.get(id) };
}
