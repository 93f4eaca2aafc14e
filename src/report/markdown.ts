import { encode } from '../bytes/text.ts';
import { type Diagnostic, SEVERITIES, type Severity } from '../diagnostics/diagnostic.ts';
import type { Rule } from '../rules/rule.ts';
import type { LintReport } from './lint-report.ts';
import {
  countBySeverity,
  type PeopleReport,
  peopleReport,
  placeIn,
  type ReportPart,
  rulesOf,
} from './people.ts';
import { plainSurroundings } from './plain-finding.ts';
import { printable } from './text/escape.ts';
import { marksOf, place } from './text/finding.ts';
import { frame } from './text/frame.ts';
import { plural } from './text/lint.ts';
import { PLAIN } from './text/style.ts';

/** GitHub refuses a job summary of more than 1 MiB; another step's may stand in the same file. */
const MAX_SIZE = 1_000_000;
/** What is kept of that for the words on what had no room. */
const LAST_WORDS = 500;
/** Findings that are shown with their line. */
const MAX_FRAMES = 25;
/** What a cell shows of a text. */
const MAX_TEXT = 1000;

/**
 * The report as GitHub's markdown, for a job summary: the answer, a table for each file with findings, the worst
 * first, the lines of the first of them, and what the rules are about. What has no room is counted.
 */
export function markdownReport(report: LintReport): string {
  const people = peopleReport(report);
  const page = new Page(MAX_SIZE - LAST_WORDS);
  page.add(head(people));
  const parts = people.parts.filter(({ findings }) => findings.length > 0).sort(byWorst);
  let [frames, left, leftFiles] = [MAX_FRAMES, 0, 0];
  for (const part of parts) {
    const shown = addTable(part, report, page);
    if (shown < part.findings.length) {
      left += part.findings.length - shown;
      leftFiles++;
    }
    const framed = part.findings.slice(0, Math.min(shown, frames));
    frames -= framed.length;
    page.add(lines(framed, report));
  }
  if (left === 0) page.add(about(rulesOf(people, report.ruleOf)));
  const files = leftFiles === parts.length ? '' : ` in ${plural(leftFiles, 'file')}`;
  const cut = left > 0 ? `**${plural(left, 'more finding')}${files} had no room here.**\n` : '';
  return page.text + cut;
}

/** A text that grows no larger than it may, in bytes. */
class Page {
  text = '';
  #room: number;

  constructor(size: number) {
    this.#room = size;
  }

  /** Adds the text if there is room for all of it. */
  add(text: string): boolean {
    const size = encode(text).length;
    if (size > this.#room) return false;
    this.#room -= size;
    this.text += text;
    return true;
  }
}

function head({ title, lines }: PeopleReport): string {
  return `## spctl: ${escaped(title)}\n\n${lines.map(escapedLine).join('  \n')}\n\n`;
}

function byWorst(a: ReportPart, b: ReportPart): number {
  return worstOf(a) - worstOf(b);
}

function worstOf({ findings }: ReportPart): number {
  const counts = countBySeverity(findings);
  return SEVERITIES.findIndex((severity) => counts[severity] > 0);
}

/** A part's table, as far as there is room; how many of the findings are in it. */
function addTable({ path, verdicts, findings }: ReportPart, report: LintReport, page: Page): number {
  const title = [path ?? 'the node', ...(verdicts.length > 0 ? [verdicts.join('; ')] : [])].join(': ');
  const [first, ...more] = findings.map((finding) => row(finding, path, report));
  const start = `### ${escaped(title)}\n\n| place | severity | finding | rule |\n| --- | --- | --- | --- |\n`;
  if (!page.add(start + first)) return 0;
  const missing = more.findIndex((row) => !page.add(row));
  page.add('\n');
  return missing === -1 ? findings.length : 1 + missing;
}

const LOOKS: Readonly<Record<Severity, string>> = { error: '**error**', warning: 'warning', info: 'info' };

function row(diagnostic: Diagnostic, path: string | null, report: LintReport): string {
  const { location, severity, message, related = [], help, ruleId } = diagnostic;
  const { showPath } = report;
  const more = [
    ...related.map(({ location, message }) => `${place(location, { showPath })}: ${message}`),
    ...(help === undefined ? [] : [`help: ${help}`]),
  ];
  const cells = [
    escaped(location ? placeIn(path, location, report) : ''),
    LOOKS[severity],
    [message, ...more].map(escaped).join('<br>'),
    `\`${ruleId}\``,
  ];
  return `| ${cells.join(' | ')} |\n`;
}

/** The lines that findings speak of, in one block. */
function lines(findings: readonly Diagnostic[], report: LintReport): string {
  const around = plainSurroundings(report);
  const frames = findings.flatMap((diagnostic) => {
    const { own } = marksOf(diagnostic, report.lineOf);
    const { location, ruleId } = diagnostic;
    const shown = location ? frame(own, (line) => report.lineOf(location.file, line), PLAIN) : [];
    return shown.length > 0 ? [[`${place(location!, around)} ${ruleId}`, ...shown].join('\n')] : [];
  });
  if (frames.length === 0) return '';
  const text = frames.join('\n\n');
  const fence = '`'.repeat(Math.max(3, 1 + longestRun(text)));
  return `${fence}text\n${text}\n${fence}\n\n`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

function about(rules: readonly Rule[]): string {
  if (rules.length === 0) return '';
  const each = rules.map(({ id, summary, why, fix }) =>
    [`- \`${id}\`: ${escaped(summary)}. ${escaped(why)}`, `  What to do: ${escaped(fix)}`].join('\n'),
  );
  return `<details><summary>About these rules</summary>\n\n${each.join('\n')}\n\n</details>\n`;
}

/** Text as markdown shows it unchanged: nothing in it is markup, a mention, or the end of a cell. */
function escaped(text: string): string {
  const shown = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return printable(shown)
    .replace(/[\\`[\]<>&|@$#]/g, entity)
    .replace(/[*_~]/g, '\\$&');
}

/** Text that begins a line, where it could also begin a list, a heading or code. */
function escapedLine(text: string): string {
  return escaped(text).replace(/^(?:[-+=\s]|\d+(?=[.)]))/, (start) => [...start].map(entity).join(''));
}

function entity(char: string): string {
  return `&#${char.charCodeAt(0)};`;
}
