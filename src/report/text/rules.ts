import type { RulesAnswer } from '../../answers/rules.ts';
import type { Style } from './style.ts';
import { columnsOf, wrap } from './wrap.ts';

/**
 * A line a rule: id, severities, scope, summary. Where that is too much for a terminal of so many columns, each
 * summary stands below its rule.
 */
export function rulesText({ rules }: RulesAnswer, style: Style, columns = Infinity): string[] {
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
  const lines = rows.map(({ id, severity, worst, scope, summary }) => ({
    head: [
      style.strong(id.padEnd(idWidth)),
      style.severity[worst](severity.padEnd(severityWidth)),
      style.faint(scope.padEnd(scopeWidth)),
    ].join('  '),
    summary,
  }));
  const fits = lines.every(({ head, summary }) => columnsOf(`${head}  ${summary}`) <= columns);
  return [
    ...lines.flatMap(({ head, summary }) =>
      fits ? [`${head}  ${summary}`] : [head.trimEnd(), ...wrap(`    ${summary}`, '    ', columns)],
    ),
    `${rules.length} rules; spctl explain RULE tells more`,
  ];
}
