import type { RulesAnswer } from '../../answers/rules.ts';
import type { Style } from './style.ts';

/** A line a rule: id, severities, scope, summary. */
export function rulesText({ rules }: RulesAnswer, style: Style): string[] {
  const rows = rules.map(({ id, severities, scope, summary }) => ({
    id,
    severity: severities.join(', '),
    worst: severities[0]!,
    scope,
    summary,
  }));
  const idWidth = Math.max(...rows.map(({ id }) => id.length));
  const severityWidth = Math.max(...rows.map(({ severity }) => severity.length));
  const scopeWidth = Math.max(...rows.map(({ scope }) => scope.length));
  return [
    ...rows.map(({ id, severity, worst, scope, summary }) =>
      [
        style.strong(id.padEnd(idWidth)),
        style.severity[worst](severity.padEnd(severityWidth)),
        style.faint(scope.padEnd(scopeWidth)),
        summary,
      ].join('  '),
    ),
    `${rules.length} rules; spctl explain RULE tells more`,
  ];
}
