import { SEVERITIES, type Severity } from '../diagnostics/diagnostic.ts';
import type { Rule } from '../rules/rule.ts';
import { formatMinor } from '../versions/minor.ts';
import type { LintReport } from './lint-report.ts';
import type { ShownFinding } from './lint-runs.ts';

/** What SARIF calls the severities. */
export const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** The rules of the findings, in the order in which they first come. */
export function rulesOf(findings: readonly ShownFinding[], { ruleOf }: LintReport) {
  return [...idsOf(findings)].map(([id, severity]) => descriptor(id, severity, ruleOf(id)));
}

/** Likewise, of findings that are told as notifications. */
export function notificationsOf(findings: readonly ShownFinding[], { ruleOf }: LintReport) {
  return [...idsOf(findings).keys()].map((id) => ({
    id,
    shortDescription: { text: sentence(ruleOf(id)?.summary ?? nameOf(id)) },
  }));
}

/** Each id with the severity of its first finding. */
function idsOf(findings: readonly ShownFinding[]): ReadonlyMap<string, Severity> {
  const ids = new Map<string, Severity>();
  for (const { diagnostic } of findings) {
    if (!ids.has(diagnostic.ruleId)) ids.set(diagnostic.ruleId, diagnostic.severity);
  }
  return ids;
}

/** GitHub wants every one of these. */
function descriptor(id: string, found: Severity, rule: Rule | undefined) {
  const summary = sentence(rule?.summary ?? nameOf(id));
  const severity = SEVERITIES.find((one) => rule?.severities.includes(one)) ?? found;
  const helpUri = rule?.links.find((link) => link.startsWith('https://'));
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: rule?.why ?? summary },
    help: rule ? help(rule) : { text: summary, markdown: inMarkdown(summary) },
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ['kubernetes', 'static-pods', ...(rule ? [rule.scope] : [])] },
  };
}

function help({ why, bad, good, fix, links, since }: Rule) {
  const told = since === undefined ? [] : [`Since kubelet ${formatMinor(since)}.`];
  const examples = [
    { name: 'Bad', example: bad },
    { name: 'Good', example: good },
  ];
  return {
    text: [
      why,
      ...told,
      ...examples.map(({ name, example }) => `${name}: ${example}`),
      `Fix: ${fix}`,
      ...links.map((link) => `See: ${link}`),
    ].join('\n'),
    markdown: [
      [why, ...told].map(inMarkdown).join(' '),
      ...examples.map(({ name, example }) => `**${name}:**\n\n${codeBlock(example)}`),
      `**Fix:** ${inMarkdown(fix)}`,
      links.map((link) => `- ${link.startsWith('https://') ? `<${link}>` : inMarkdown(link)}`).join('\n'),
    ].join('\n\n'),
  };
}

function sentence(summary: string): string {
  return `${summary[0]?.toUpperCase()}${summary.slice(1)}`;
}

/** What a rule of which no more is known is about. */
function nameOf(id: string): string {
  return id.replaceAll('-', ' ');
}

function inMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&');
}

/** Between fences that are longer than any in it. */
function codeBlock(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
