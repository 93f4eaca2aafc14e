import { type Diagnostic, SEVERITIES, type Severity } from '../diagnostics/diagnostic.ts';
import type { Rule } from '../rules/rule.ts';
import { formatMinor } from '../versions/minor.ts';
import { escaped, htmlPage } from './html-page.ts';
import { sourceHtml } from './html-source.ts';
import type { LintReport } from './lint-report.ts';
import {
  countBySeverity,
  type PeopleReport,
  peopleReport,
  placeIn,
  type ReportPart,
  rulesOf,
} from './people.ts';
import { marksOf, place } from './text/finding.ts';
import { plural } from './text/lint.ts';

/**
 * The report as one page of HTML that needs neither network nor script: the answer first, then file by file the
 * findings with their lines, what the rules are about, and the files without findings.
 */
export function htmlReport(report: LintReport): string {
  const people = peopleReport(report);
  const rules = rulesOf(people, report.ruleOf);
  const page: Page = { report, rules: new Set(rules.map(({ id }) => id)) };
  const found = people.parts.filter(({ findings }) => findings.length > 0);
  const clean = people.parts.filter(({ findings }) => findings.length === 0);
  return htmlPage(people.title, [
    ...people.lines.map((line) => `<p>${escaped(line)}</p>`),
    ...(found.length > 0 ? filter(people) : []),
    ...(found.length > 1 ? contents(found) : []),
    ...found.flatMap((part, i) => partSection(part, i, page)),
    ...(rules.length > 0 ? rulesSection(rules) : []),
    ...(clean.length > 0 ? cleanSection(clean) : []),
  ]);
}

interface Page {
  readonly report: LintReport;
  /** The rules of which the page tells more. */
  readonly rules: ReadonlySet<string>;
}

/** Which severities are shown; it works by the style sheet alone. */
function filter({ counts }: PeopleReport): string[] {
  const boxes = SEVERITIES.filter((severity) => counts[severity] > 0).map(
    (severity) =>
      `<label><input type="checkbox" id="show-${severity}" checked> ${countOf(counts, severity)}</label>`,
  );
  return ['<fieldset>', '<legend>Show</legend>', ...boxes, '</fieldset>'];
}

function countOf(counts: PeopleReport['counts'], severity: Severity): string {
  return severity === 'info' ? `${counts.info} info` : plural(counts[severity], severity);
}

function contents(parts: readonly ReportPart[]): string[] {
  const items = parts.map(({ path, verdicts, findings }, i) => {
    const counts = countBySeverity(findings);
    const shown = SEVERITIES.filter((severity) => counts[severity] > 0).map((one) => countOf(counts, one));
    const words = [...verdicts, ...shown].map(escaped).join(', ');
    return `<li><a href="#part-${i + 1}">${escaped(path ?? THE_NODE)}</a>: ${words}</li>`;
  });
  return [
    '<nav aria-label="Files">',
    '<details>',
    `<summary>${parts.length} places with findings</summary>`,
    '<ul>',
    ...items,
    '</ul>',
    '</details>',
    '</nav>',
  ];
}

const THE_NODE = 'the node';

function partSection(part: ReportPart, i: number, page: Page): string[] {
  const { path, verdicts, findings } = part;
  const counts = countBySeverity(findings);
  const classes = ['part', ...SEVERITIES.filter((severity) => counts[severity] > 0)].join(' ');
  const verdict = verdicts.length > 0 ? ` <span class="verdict">${escaped(verdicts.join('; '))}</span>` : '';
  return [
    `<section class="${classes}" aria-labelledby="part-${i + 1}">`,
    `<h2 id="part-${i + 1}">${escaped(path ?? THE_NODE)}${verdict}</h2>`,
    ...findings.flatMap((finding) => findingArticle(finding, path, page)),
    '</section>',
  ];
}

function findingArticle(diagnostic: Diagnostic, path: string | null, { report, rules }: Page): string[] {
  const { severity, message, location, help, ruleId } = diagnostic;
  const { own, others } = marksOf(diagnostic, report.lineOf);
  const where = location ? placeIn(path, location, report) : '';
  const rule = rules.has(ruleId) ? `<a href="#rule-${ruleId}">${ruleId}</a>` : ruleId;
  return [
    `<article class="finding ${severity}">`,
    `<h3><span class="severity">${severity}:</span> ${escaped(message)}</h3>`,
    `<p class="place">${where === '' ? '' : `${escaped(where)} `}<code>${rule}</code></p>`,
    ...sourceHtml(own, report.lineOf),
    ...others.flatMap((one) => [
      `<p>${escaped(`${place(one.location, { showPath: report.showPath })}: ${one.message}`)}</p>`,
      ...sourceHtml([{ location: one.location, kind: 'related' }], report.lineOf),
    ]),
    ...(help === undefined ? [] : [`<p>help: ${escaped(help)}</p>`]),
    '</article>',
  ];
}

function rulesSection(rules: readonly Rule[]): string[] {
  return [
    '<section aria-labelledby="rules">',
    '<h2 id="rules">Rules</h2>',
    ...rules.flatMap(({ id, summary, why, fix, bad, good, links, since }) => [
      '<details>',
      `<summary><code>${id}</code>: ${escaped(summary)}</summary>`,
      `<div id="rule-${id}">`,
      `<p>${escaped(why)}</p>`,
      `<p>What to do: ${escaped(fix)}</p>`,
      ...(since === undefined ? [] : [`<p>Since kubelet ${formatMinor(since)}.</p>`]),
      `<p>Bad: <code>${escaped(bad)}</code></p>`,
      `<p>Good: <code>${escaped(good)}</code></p>`,
      ...(links.length > 0 ? ['<ul>', ...links.map((link) => `<li>${linked(link)}</li>`), '</ul>'] : []),
      '</div>',
      '</details>',
    ]),
    '</section>',
  ];
}

function linked(link: string): string {
  const text = escaped(link);
  return link.startsWith('https://') ? `<a href="${text}" rel="noreferrer">${text}</a>` : text;
}

function cleanSection(parts: readonly ReportPart[]): string[] {
  const items = parts.map(
    ({ path, verdicts }) => `<li>${escaped(path ?? THE_NODE)}: ${escaped(verdicts.join('; '))}</li>`,
  );
  return [
    '<section aria-labelledby="clean">',
    '<h2 id="clean">Nothing found</h2>',
    '<details>',
    `<summary>${plural(parts.length, 'file')}</summary>`,
    '<ul>',
    ...items,
    '</ul>',
    '</details>',
    '</section>',
  ];
}
